package workspace

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/testkit"
)

// wrongFiles are the files of all cases of testdata/diag and of all examples of `coder explain` that are refused, by name.
func wrongFiles(t *testing.T) map[string][]diag.File {
	t.Helper()
	out := map[string][]diag.File{}
	for _, c := range testkit.Load(t, "testdata/diag") {
		for _, f := range c.Files {
			out[c.Name] = append(out[c.Name], diag.File{Path: f.Name, Text: f.Data})
		}
	}
	for _, e := range diag.Entries() {
		if e.Code != diag.BadMigration { // depends on the tables of a database
			out["explain/"+string(e.Code)] = diag.Explain(e.Code).Wrong
		}
	}
	return out
}

// fixed are files after a fix of a finding.
func fixed(files []diag.File, d diag.Diagnostic, fix diag.Fix) []diag.File {
	out := slices.Clone(files)
	edits := slices.Clone(fix.Edits)
	slices.SortStableFunc(edits, func(a, b diag.Edit) int { return b.Span.Start - a.Span.Start })
	for _, e := range edits {
		for i := range out {
			if p := e.Path; out[i].Path == p || p == "" && out[i].Path == d.Path {
				out[i].Text = out[i].Text[:e.Span.Start] + e.New + out[i].Text[e.Span.End:]
			}
		}
	}
	return out
}

// TestFixesHelp makes each fix that is offered anywhere in the corpus: what it cures is gone, and the text can be read as well as
// before.
func TestFixesHelp(t *testing.T) {
	wrong := wrongFiles(t)
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		before := findingsIn(t, wrong[name])
		count := func(ds []diag.Diagnostic, keep func(diag.Diagnostic) bool) (n int) {
			for _, d := range ds {
				if keep(d) {
					n++
				}
			}
			return n
		}
		unreadable := func(d diag.Diagnostic) bool {
			stage := diag.Lookup(d.Code).Stage
			return stage == diag.StageText || stage == diag.StageSyntax
		}
		for _, d := range before {
			same := func(x diag.Diagnostic) bool { return x.Code == d.Code }
			for _, fix := range d.Fixes {
				after := findingsIn(t, fixed(wrong[name], d, fix))
				if count(after, same) >= count(before, same) {
					t.Errorf("%s: %s at %s %v does not cure %s:\n%s", name, fix.Title, d.Path, d.Span, d.Code, show(after))
				}
				if count(after, unreadable) > count(before, unreadable) {
					t.Errorf("%s: %s at %s %v breaks the text:\n%s", name, fix.Title, d.Path, d.Span, show(after))
				}
			}
		}
	}
}

// TestMessagesAreWhole holds that whatever is found anywhere in the corpus can be said in both languages: nothing is left to be filled
// in, and each finding stands at a place of its own file.
func TestMessagesAreWhole(t *testing.T) {
	blank := regexp.MustCompile(`(^|[^{])\{[a-z]+(:[^}]*)?\}`)
	wrong := wrongFiles(t)
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		for _, d := range findingsIn(t, wrong[name]) {
			values := ""
			for _, a := range d.Args {
				values += a.Value
			}
			for _, lang := range []diag.Lang{diag.English, diag.Korean} {
				if m := d.Message(lang); m == "" || blank.MatchString(m) && !strings.Contains(values, "{") {
					t.Errorf("%s: %s says %q", name, d.Code, m)
				}
			}
			i := slices.IndexFunc(wrong[name], func(f diag.File) bool { return f.Path == d.Path })
			if i < 0 || d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(wrong[name][i].Text) {
				t.Errorf("%s: %s stands at %s", name, d.Code, fmt.Sprint(d.Path, d.Span))
			}
		}
	}
}
