package names

import (
	"path"
	"strings"
)

// Target is what the path of an import leads to.
type Target uint8

// Targets.
const (
	ToCode    Target = iota // a .code file
	ToStd                   // a standard module
	ToJSON                  // a .json file
	ToContent               // Markdown files, by a pattern with `*`, or one by its name
	ToOutside               // a file above the folder that everything lies in
	ToNothing               // no kind of file that can be imported
)

// ImportPath resolves what an import in the file at from writes. The result is slash-separated and relative to the
// workspace's root; of a standard module it is the spec itself. Whether there is such a file is not looked at.
func ImportPath(from, spec string) (string, Target) {
	if strings.HasPrefix(spec, "std/") {
		return spec, ToStd
	}
	if !strings.HasPrefix(spec, "./") && !strings.HasPrefix(spec, "../") || strings.ContainsAny(spec, "\\\x00") {
		return spec, ToNothing
	}
	p := path.Join(path.Dir(from), spec)
	if p == ".." || strings.HasPrefix(p, "../") {
		return p, ToOutside
	}
	switch ext := path.Ext(p); {
	case ext == ".code":
		return p, ToCode
	case ext == ".json":
		return p, ToJSON
	case ext == ".md" || ext == ".markdown":
		return p, ToContent
	case strings.Contains(path.Base(p), "*"):
		return p, ToNothing
	}
	return p + ".code", ToCode
}

// ImportSpec writes the path of an import in the file at from that leads to the module at to.
func ImportSpec(from, to string) string {
	dir := strings.Split(path.Dir(from), "/")
	if dir[0] == "." {
		dir = nil
	}
	parts := strings.Split(strings.TrimSuffix(to, ".code"), "/")
	for len(dir) > 0 && len(parts) > 1 && dir[0] == parts[0] {
		dir, parts = dir[1:], parts[1:]
	}
	if len(dir) == 0 {
		return "./" + strings.Join(parts, "/")
	}
	return strings.Repeat("../", len(dir)) + strings.Join(parts, "/")
}
