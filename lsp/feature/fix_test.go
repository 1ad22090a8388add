package feature

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/testkit"
	"github.com/codescript-lang/coder/engine/workspace"
)

// unfixed are the messages without a fix, by name and variant, with the reason.
var unfixed = map[string]string{
	"invalid-utf8 ":                "how the file is to be saved is the editor's matter",
	"bad-number ":                  "which number is meant is not known",
	"bad-number glued":             "what the letters behind it mean is not known",
	"bad-number digits":            "which number is meant is not known",
	"expected-expression ":         "which value is meant is not known",
	"expected-expression template": "the tags of a template language stand in many holes",
	"expected-name ":               "which name is meant is not known",
	"expected-name keyword":        "which name is meant is not known",
	"misplaced-statement return":   "what it gives would be lost",
	"unexpected-else ":             "which condition it belongs to is not known",
	"unexpected-else catch":        "what it guards is not known",
	"unexpected-else directive":    "which condition it belongs to is not known",
	"unexpected-else empty":        "which loop it belongs to is not known",
	"bad-assignment ":              "where the value belongs is not known",
	"too-deep ":                    "the code must be taken apart",
	"unknown-name type":            "what it holds is not known",
	"duplicate-name declaration":   "a file has one; which of two to keep is not known",
	"unknown-module ":              "no file has a name like it",
	"unknown-module std":           "no module has a name like it",
	"unknown-module outside":       "the file must move",
	"unknown-module kind":          "the file must become another",
	"unknown-export ":              "no export has a name like it",
	"import-cycle ":                "what to move is not known",
	"bad-data ":                    "it stands in another file",
	"bad-data reserved":            "it stands in another file",
	"assign-to-let import":         "the value belongs to the other file",
	"assign-to-let other":          "it is no variable",
	"used-before-set ":             "what to move is not known",
	"used-before-set call":         "what to move is not known",
	"deprecated ":                  "what to use instead is not said",
	"deprecated reason":            "what to use instead is said in words",
	"type-mismatch at":             "which of the two is right is not known",
	"type-mismatch form":           "which type is meant is not known",
	"type-mismatch length":         "which items are missing is not known",
	"unknown-field ":               "no field has a name like it",
	"unknown-method ":              "no method has a name like it",
	"bad-operand one":              "which value is meant is not known",
	"bad-operand equal":            "what to compare is not known",
	"bad-operand is-function":      "what else to test is not known",
	"missing-return ":              "what to give is not known",
	"missing-return recursive":     "the type is what is not known",
	"recursive-type ":              "which part may be missing is not known",
	"shared-state ":                "where to keep it is not known",
	"top-level-effect ":            "when it is to happen is not known",
	"unknown-component kind":       "which component is meant is not known",
	"unsafe-attribute ":            "it must be written out",
	"unsafe-attribute server":      "the component must become one of the browser's",
	"unsafe-attribute host":        "it must be written out",
	"unsafe-attribute code":        "it must be written out",
	"unsafe-attribute spread":      "which attributes are meant is not known",
	"unknown-element ":             "no element has a name like it",
	"bad-nesting ":                 "which of the two to move is not known",
	"bad-nesting text":             "which element the text belongs in is not known",
	"bad-nesting parent":           "which element is missing is not known",
	"duplicate-id ":                "what refers to it is not known",
	"unknown-link ":                "no address is like it",
	"needs-request ":               "how the page is to be drawn is the writer's choice",
	"needs-request action":         "how the page is to be drawn is the writer's choice",
	"write-in-page ":               "which action is meant is not known",
	"duplicate-route ":             "which of two pages to keep is not known",
	"reserved-folder ":             "a folder must be renamed",
	"unknown-model ":               "no model has a name like it",
	"server-only ":                 "what to do elsewhere is not known",
	"bad-migration ":               "the rows must be looked at",
}

// projectFiles are the files of a case of the corpus, of a scenario, of a site or of the programs.
type projectFiles struct {
	name   string
	files  fs.FS
	prints bool // what main.code prints is known
}

// sources are the projects of testdata.
func sources(t *testing.T) []projectFiles {
	t.Helper()
	var out []projectFiles
	for _, dir := range []string{"testdata/lang", "testdata/diag"} {
		for _, c := range testkit.Load(t, dir) {
			_, prints := c.Want("stdout")
			out = append(out, projectFiles{c.Path, c.FS(), prints})
		}
	}
	root := testkit.Root(t)
	marks := regexp.MustCompile(`(?s)\[\|(.*?)\|\]#[\pL\d-]+`)
	names, err := fs.Glob(os.DirFS(root), "testdata/lsp/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		for _, f := range txtar.Parse(data).Files {
			if f.Name != "script" {
				files[f.Name] = &fstest.MapFile{Data: marks.ReplaceAll(f.Data, []byte("$1"))}
			}
		}
		out = append(out, projectFiles{name, files, false})
	}
	folders, err := fs.Glob(os.DirFS(root), "testdata/sites/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(folders, "testdata/programs") {
		out = append(out, projectFiles{name, os.DirFS(filepath.Join(root, name)), false})
	}
	return out
}

// TestFixes holds that every message has a fix somewhere in the corpus, or a reason why it has none.
func TestFixes(t *testing.T) {
	fixed := map[string]bool{}
	for _, project := range sources(t) {
		found, err := workspace.Open(project.files, workspace.Config{}).Snapshot().AllDiagnostics(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range found {
			if len(d.Fixes) > 0 {
				fixed[string(d.Code)+" "+d.Variant] = true
			}
		}
	}
	for _, e := range diag.Entries() {
		for _, m := range e.Messages {
			name := string(e.Code) + " " + m.Variant
			switch why := unfixed[name]; {
			case fixed[name] && why != "":
				t.Errorf("%q has a fix, and a reason to have none", name)
			case !fixed[name] && why == "":
				t.Errorf("%q has neither a fix nor a reason to have none: %s", name, m.Text.English)
			}
		}
	}
}
