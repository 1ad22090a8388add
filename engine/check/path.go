package check

import (
	"path"
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// PathParam is a parameter in the address of a page: `[slug]`, or `[...rest]` with Rest.
type PathParam struct {
	Name string
	Rest bool
}

// PathParams returns the parameters that the path of a page's file names, in order.
func PathParams(file string) []PathParam {
	var out []PathParam
	for segment := range strings.SplitSeq(strings.TrimSuffix(file, path.Ext(file)), "/") {
		inner, ok := strings.CutPrefix(segment, "[")
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, "]"); !ok {
			continue
		}
		name, rest := strings.CutPrefix(inner, "...")
		out = append(out, PathParam{Name: syntax.NFC(name), Rest: rest})
	}
	return out
}
