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
			for _, im := range v.module.Imports {
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
	for _, file := range x.dataFiles(t.path) {
		text := x.snapshot.Text(file)
		if text == nil || isASCII(t.name) && !strings.Contains(text.String(), t.name) && !strings.Contains(text.String(), `\`) {
			continue // neither as it is nor with escapes
		}
		var means []target
		for _, d := range x.dataImports() {
			if slices.Contains(d.files, file) {
				means = append(means, target{kind: toData, path: d.path, owner: t.owner, name: t.name})
			}
		}
		for _, k := range x.snapshot.DataKeys(file) {
			if k.In == t.owner && k.Name == t.name {
				out = append(out, found{file, mention{span: k.Span, access: accessDeclare, means: means}})
			}
		}
	}
	return out
}

// dataPlaces are the keys that are a field of data, of the first files that have it.
func (x *finder) dataPlaces(t target) []Place {
	var out []Place
	for _, m := range x.dataMentions(t) {
		if len(out) < maxFiles {
			out = append(out, Place{Path: m.path, Span: m.span})
		}
	}
	return out
}
