// The rules of the house, held as tests: which package may import which, how long a file may grow, where recover may stand,
// and that every package is named in ARCHITECTURE.md.

package testkit_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/codescript-lang/coder/"

// maxFileLines is the longest a hand-written Go file may be: beyond it, a file holds two things.
const maxFileLines = 1000

// mayImport is the import policy of ARCHITECTURE.md: each package with the packages of this module that it may import.
// Test files may also import engine/testkit and whatever lies below their package's consumers.
var mayImport = map[string][]string{
	"engine/source":    {},
	"engine/bug":       {},
	"engine/table":     {},
	"engine/diag":      {"engine/source", "engine/bug"},
	"engine/html":      {},
	"engine/css":       {"engine/source"},
	"engine/syntax":    {"engine/source", "engine/diag", "engine/html", "engine/bug"},
	"engine/names":     {"engine/diag", "engine/source", "engine/syntax", "engine/table"},
	"engine/types":     {},
	"engine/std":       {"engine/types", "engine/syntax", "engine/source", "engine/names", "engine/bug"},
	"engine/check":     {"engine/source", "engine/bug", "engine/diag", "engine/html", "engine/syntax", "engine/names", "engine/types", "engine/std"},
	"engine/ir":        {"engine/source", "engine/bug", "engine/diag", "engine/html", "engine/types", "engine/std"},
	"engine/lower":     {"engine/source", "engine/bug", "engine/diag", "engine/html", "engine/syntax", "engine/names", "engine/types", "engine/std", "engine/check", "engine/ir"},
	"engine/value":     {"engine/source", "engine/bug", "engine/diag", "engine/html", "engine/ir"},
	"engine/eval":      {"engine/source", "engine/bug", "engine/diag", "engine/html", "engine/ir", "engine/value"},
	"engine/workspace": {"engine/source", "engine/bug", "engine/diag", "engine/html", "engine/syntax", "engine/names", "engine/types", "engine/std", "engine/check", "engine/ir", "engine/lower", "engine/table"},
	"engine/testkit":   {"engine/source", "engine/diag"},
	"fmt/layout":       {"engine/bug"},
	"fmt/format":       {"engine/source", "engine/diag", "engine/html", "engine/syntax", "engine/bug", "fmt/layout"},
	"lsp/feature": {"fmt/format", "engine/source", "engine/bug", "engine/diag", "engine/html", "engine/css", "engine/syntax", "engine/names",
		"engine/types", "engine/std", "engine/check", "engine/workspace"},
	"lsp/server":           {"lsp/feature", "engine/workspace", "engine/source", "engine/css", "engine/diag", "engine/bug"},
	"server/store":         {},
	"server/site":          {"engine/...", "server/store"},
	"server/site/sitetest": {"server/site"},
	"server/checker":       {"engine/workspace"},
	"server/build":         {"engine/diag", "server/site", "server/store"},
	"server/dynamic":       {"server/site", "server/store"},
	"server/spa":           {"server/site", "server/store"},
	"cmd/coder":            {"..."},
}

// mayRecover names the packages in which one file may call recover: for a command, for what the language server does, for a web request,
// and where a panic is handed from a goroutine to who waits for it.
var mayRecover = map[string]string{
	"cmd/coder":        "a command",
	"lsp/server":       "what the language server does",
	"server/site":      "a web request",
	"engine/workspace": "goroutines that somebody waits for",
}

type goFile struct {
	name  string // slash-separated, relative to the repository's root
	lines int
	tree  *ast.File
}

// goFiles reads every Go file of the repository.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	root := filepath.Join("..", "..")
	var files []goFile
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || (strings.HasPrefix(d.Name(), ".") && p != root)) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), p, text, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		files = append(files, goFile{filepath.ToSlash(rel), strings.Count(string(text), "\n"), tree})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestImportsFollowTheArchitecture(t *testing.T) {
	for _, f := range goFiles(t) {
		pkg := path.Dir(f.name)
		if strings.HasSuffix(f.name, "_test.go") {
			continue
		}
		allowed, known := mayImport[pkg]
		if !known && !isTool(pkg) {
			t.Errorf("%s: package %s is not in the import policy; add it there and to ARCHITECTURE.md, with its reason", f.name, pkg)
			continue
		}
		for _, imp := range f.tree.Imports {
			p, _ := strconv.Unquote(imp.Path.Value)
			to, ours := strings.CutPrefix(p, module)
			if ours && !isTool(pkg) && !matches(allowed, to) {
				t.Errorf("%s: %s may not import %s", f.name, pkg, to)
			}
			if p == "testing" && pkg != "engine/testkit" {
				t.Errorf("%s: the package testing would come with the binary that users have", f.name)
			}
		}
	}
}

// isTool reports whether a package is a generator that go generate runs: it is no part of the program.
func isTool(pkg string) bool { return strings.Contains(pkg, "/internal/gen") }

func matches(allowed []string, pkg string) bool {
	return slices.ContainsFunc(allowed, func(a string) bool {
		prefix, wild := strings.CutSuffix(a, "...")
		return a == pkg || wild && strings.HasPrefix(pkg, prefix)
	})
}

func TestFilesStayReadable(t *testing.T) {
	for _, f := range goFiles(t) {
		base := path.Base(f.name)
		exempt := strings.HasSuffix(base, "_test.go") || strings.HasSuffix(base, "_table.go") || strings.HasSuffix(base, "_gen.go")
		if f.lines > maxFileLines && !exempt {
			t.Errorf("%s has %d lines; at most %d: it holds more than one concept", f.name, f.lines, maxFileLines)
		}
	}
}

func TestRecoverStandsInFewPlaces(t *testing.T) {
	found := map[string][]string{}
	for _, f := range goFiles(t) {
		if strings.HasSuffix(f.name, "_test.go") {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "recover" {
				found[path.Dir(f.name)] = append(found[path.Dir(f.name)], f.name)
			}
			return true
		})
	}
	for pkg, files := range found {
		if _, ok := mayRecover[pkg]; !ok {
			t.Errorf("%v: recover belongs to %v only", files, slices.Sorted(maps.Keys(mayRecover)))
		} else if len(files) > 1 {
			t.Errorf("%v: one recover for %s is enough", files, mayRecover[pkg])
		}
	}
}

func TestArchitectureNamesEveryPackage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !strings.Contains(string(page), fmt.Sprintf("`%s`", pkg)) {
			t.Errorf("ARCHITECTURE.md does not name `%s`", pkg)
		}
	}
}
