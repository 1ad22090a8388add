// Explanations: what a diagnostic means, with an example and its cure.

package diag

import (
	"embed"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/codescript-lang/coder/engine/bug"
)

// pages holds one archive for each code: the sections en and ko say what it means, those
// below wrong/ and cure/ are the files of an example and of its cure.
//
//go:embed explain/*.txtar
var pages embed.FS

// Explanation says what a diagnostic means. The checker finds exactly this diagnostic in
// Wrong, and nothing in Cure.
type Explanation struct {
	Code    Code
	Meaning Both // some sentences, in Markdown
	Wrong   []File
	Cure    []File
}

// File is one source file of an example.
type File struct {
	Path string
	Text string
}

// Explain returns the explanation of a code.
func Explain(code Code) Explanation {
	e := Explanation{Code: code}
	data, err := pages.ReadFile("explain/" + string(code) + ".txtar")
	if err != nil {
		bug.Reportf("diag: no explanation of %s: %v", code, err)
		return e
	}
	for _, f := range txtar.Parse(data).Files {
		text := string(f.Data)
		side, path, _ := strings.Cut(f.Name, "/")
		switch side {
		case "en":
			e.Meaning.English = strings.TrimSpace(text)
		case "ko":
			e.Meaning.Korean = strings.TrimSpace(text)
		case "wrong":
			e.Wrong = append(e.Wrong, File{path, text})
		case "cure":
			e.Cure = append(e.Cure, File{path, text})
		}
	}
	return e
}

// explainWords are the words around an explanation's examples.
var explainWords = struct{ wrong, cure Both }{
	wrong: Both{"Wrong:", "틀린 예:"},
	cure:  Both{"Cure:", "고친 예:"},
}

// Page returns the explanation as text for a terminal.
func (e Explanation) Page(l Lang) string {
	var b strings.Builder
	b.WriteString(string(e.Code) + " (" + Lookup(e.Code).Severity.String() + ")\n\n")
	b.WriteString(e.Meaning.In(l) + "\n")
	for _, side := range []struct {
		title Both
		files []File
	}{{explainWords.wrong, e.Wrong}, {explainWords.cure, e.Cure}} {
		b.WriteString("\n" + side.title.In(l) + "\n")
		for _, f := range side.files {
			if len(side.files) > 1 {
				b.WriteString("\n    // " + f.Path + "\n")
			} else {
				b.WriteString("\n")
			}
			for line := range strings.Lines(f.Text) {
				if line != "\n" {
					b.WriteString("    ")
				}
				b.WriteString(line)
			}
		}
	}
	return b.String()
}
