// Fields of data: the keys of JSON and of front matter that a program reads as fields.

package feature

import (
	"slices"
	"strings"

	"github.com/codescript-lang/coder/engine/names"
)

// dataImport is a path by which some file imports data, with the files that it stands for.
type dataImport struct {
	path  string
	files []string
}

// dataFiles are the files that the path of an import of data stands for.
func (x *finder) dataFiles(path string) []string {
	if !strings.Contains(path, "*") {
		return []string{path}
	}
	files, _ := x.snapshot.Matching(x.ctx, path)
	return files
}

// dataImports are the paths by which the project imports data.
func (x *finder) dataImports() []dataImport {
	if x.data != nil {
		return x.data
	}
	x.data = []dataImport{}
	for _, ending := range []string{".json", ".md", ".markdown"} {
		for _, file := range x.snapshot.Mentioning(ending) {
			v := x.view(file)
			if v == nil {
				continue
			}
			for _, im := range v.module.Imports() {
				path, to := names.ImportPath(file, im.Spec)
				known := slices.ContainsFunc(x.data, func(d dataImport) bool { return d.path == path })
				if (to == names.ToJSON || to == names.ToContent) && !known {
					x.data = append(x.data, dataImport{path, x.dataFiles(path)})
				}
			}
		}
	}
	return x.data
}

// dataMentions are the keys that are a field of data. A file may be imported by several paths: its keys are fields of each.
func (x *finder) dataMentions(t target) []found {
	var out []found
	x.eachKey(t, func(p Place) bool {
		out = append(out, found{p.Path, mention{span: p.Span, access: accessDeclare, means: x.dataTargets(p.Path, t.owner, t.name)}})
		return true
	})
	return out
}

// maxKeys bounds the keys that a field of many files leads to: the first show what it is.
const maxKeys = 10

// dataPlaces are the first keys that are a field of data.
func (x *finder) dataPlaces(t target) []Place {
	var out []Place
	x.eachKey(t, func(p Place) bool {
		out = append(out, p)
		return len(out) < maxKeys
	})
	return out
}

// eachKey calls f for the keys that are a field of data, by path and place, until it returns false.
func (x *finder) eachKey(t target, f func(Place) bool) {
	for _, file := range x.dataFiles(t.path) {
		text := x.snapshot.Text(file)
		if text == nil || isASCII(t.name) && !strings.Contains(text.String(), t.name) && !strings.Contains(text.String(), `\`) {
			continue // neither as it is nor with escapes
		}
		for _, k := range x.snapshot.DataKeys(file) {
			if k.In == t.owner && k.Name == t.name && !f(Place{Path: file, Span: k.Span}) {
				return
			}
		}
	}
}
