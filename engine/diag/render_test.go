package diag

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
)

// files are the texts that the tests below show.
var files = map[string]string{
	"a.code":  "let 제목 = \"x\"\n\tprint(titel, 제목)\n",
	"b.code":  "let x = 1\nlet x = 2\n",
	"c,1.txt": "100%\n",
}

func config(f Format) Config {
	return Config{Format: f, Text: func(path string) *source.Text {
		if s, ok := files[path]; ok {
			return source.NewText(s)
		}
		return nil
	}}
}

// span is the place of part in a file of files.
func span(path, part string) source.Span {
	start := strings.Index(files[path], part)
	return source.Span{Start: start, End: start + len(part)}
}

func at(path string, d Diagnostic) Diagnostic {
	d.Path = path
	return d
}

func unknownTitle() Diagnostic {
	return at("a.code", New(UnknownName, span("a.code", "titel"), Quote("name", "titel")))
}

func duplicateX() Diagnostic {
	d := at("b.code", New(DuplicateName, source.Span{Start: 14, End: 15}, Quote("name", "x")))
	return d.WithRelated(Related{Span: source.Span{Start: 4, End: 5}, Note: NoteFirst}).
		WithFix(Fix{FixRename, []Arg{Quote("name", "x2")}, []Edit{{Span: source.Span{Start: 14, End: 15}, New: "x2"}}})
}

func TestSortDropsWhatStandsAtOnePlace(t *testing.T) {
	s1, s2 := source.Span{Start: 1, End: 2}, source.Span{Start: 1, End: 3}
	got := Sort([]Diagnostic{
		at("b", New(UnknownName, s1)), at("a", New(UnknownLink, s2)), at("a", New(TypeMismatch, s2)),
		at("a", New(UnknownName, s2)), at("a", New(BadOperand, s1)), at("a", New(UnknownLink, source.Span{})),
	})
	var names []string
	for _, d := range got {
		names = append(names, d.Path+" "+string(d.Code))
	}
	if s := strings.Join(names, ", "); s != "a unknown-link, a bad-operand, a unknown-name, b unknown-name" {
		t.Error(s)
	}
}

func TestPlain(t *testing.T) {
	ds := []Diagnostic{duplicateX(), unknownTitle(), at("gone.code", New(ReservedFolder, source.Span{Start: 5}, Quote("name", "root")))}
	got := string(Render(nil, ds, config(Plain)))
	want := "a.code:2:8: error[unknown-name]: unknown name `titel`\n" +
		"b.code:2:5: error[duplicate-name]: `x` is already declared\n" +
		"gone.code:1:1: error[reserved-folder]: folder `root` is kept for the build's output; rename it\n"
	if got != want {
		t.Errorf("got\n%s", got)
	}
	if ds[0].Path != "b.code" {
		t.Error("Render sorted its argument")
	}
}

func TestTerminal(t *testing.T) {
	wide := at("a.code", New(AssignToLet, span("a.code", "제목"), Quote("name", "제목")))
	last := span("a.code", "제목)")
	tab := at("a.code", New(UnusedName, source.Span{Start: last.Start, End: last.End - 1}, Quote("name", "제목")))
	got := string(Render(nil, []Diagnostic{wide, unknownTitle(), tab, duplicateX()}, config(Terminal)))
	want := "a.code:1:5: error[assign-to-let]: `제목` is a `let`; declare it with `var` to change it\n" +
		"  1 | let 제목 = \"x\"\n" +
		"    |     ^^^^\n" +
		"a.code:2:8: error[unknown-name]: unknown name `titel`\n" +
		"  2 |     print(titel, 제목)\n" +
		"    |           ^^^^^\n" +
		"a.code:2:15: warning[unused-name]: `제목` is never used; remove it or name it `_제목`\n" +
		"  2 |     print(titel, 제목)\n" +
		"    |                  ^^^^\n" +
		"b.code:2:5: error[duplicate-name]: `x` is already declared\n" +
		"  2 | let x = 2\n" +
		"    |     ^\n" +
		"  b.code:1:5: first written here\n" +
		"  1 | let x = 1\n" +
		"    |     ^\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTerminalInColor(t *testing.T) {
	c := config(Terminal)
	c.Color = true
	got := string(Render(nil, []Diagnostic{unknownTitle()}, c))
	want := "\x1b[1ma.code:2:8: \x1b[31merror[unknown-name]\x1b[0m: unknown name `titel`\n" +
		"  \x1b[36m2 | \x1b[0m    print(titel, 제목)\n" +
		"  \x1b[36m  | \x1b[0m          \x1b[31m^^^^^\x1b[0m\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("a", 100) + "X" + strings.Repeat("b", 200)
	tests := []struct {
		line             string
		start, end       int
		text             string
		wantFrom, wantTo int
	}{
		{"abc", 1, 2, "abc", 1, 2},
		{"abc", 3, 3, "abc", 3, 3},
		{"a\tb", 2, 3, "a   b", 4, 5},
		{"e\u0301x", 3, 4, "e\u0301x", 1, 2},
		{"\x1b[0m", 0, 1, "·[0m", 0, 1},
		{"\xffa", 1, 2, "\ufffda", 1, 2},
		{long, 100, 101, "…" + strings.Repeat("a", 40) + "X" + strings.Repeat("b", 79) + "…", 41, 42},
		{strings.Repeat("a", 130), 0, 130, strings.Repeat("a", 120) + "…", 0, 121},
		{strings.Repeat("a", 130), 125, 126, "…" + strings.Repeat("a", 45), 41, 42},
	}
	for _, tt := range tests {
		got := cut(expand(tt.line, tt.start, tt.end))
		if got.text != tt.text || got.start != tt.wantFrom || got.end != tt.wantTo {
			t.Errorf("%q: got %+v", tt.line, got)
		}
	}
}

func TestJSONLine(t *testing.T) {
	got := string(Render(nil, []Diagnostic{duplicateX()}, config(JSON)))
	want := `{"path":"b.code","line":2,"column":5,"endLine":2,"endColumn":6,"severity":"error","name":"duplicate-name","message":"` +
		"`x` is already declared" + `","fixes":[{"title":"Rename to ` + "`x2`" +
		`","edits":[{"path":"b.code","line":2,"column":5,"endLine":2,"endColumn":6,"text":"x2"}]}]}` + "\n"
	if got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

func TestGitHub(t *testing.T) {
	d := at("c,1.txt", New(BadData, source.Span{Start: 3, End: 4}, Quote("path", "100%"), Say("reason", NotJSON)))
	got := string(Render(nil, []Diagnostic{d}, config(GitHub)))
	want := "::error file=c%2C1.txt,line=1,col=4,endLine=1,endColumn=5,title=bad-data::data in `100%25` cannot be read: it is not JSON\n"
	if got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

func TestSARIF(t *testing.T) {
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Tool       struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
				RelatedLocations []any
				Fixes            []any
			}
		}
	}
	spaced := at("my pages/글.code", New(UnknownLink, source.Span{}, Quote("path", "/x")))
	data := Render(nil, []Diagnostic{duplicateX(), unknownTitle(), spaced}, config(SARIF))
	if err := json.Unmarshal(data, &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" || run.Tool.Driver.Name != "coder" || len(run.Tool.Driver.Rules) != 3 || len(run.Results) != 3 {
		t.Fatalf("got %s", data)
	}
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s points to rule %d", r.RuleID, r.RuleIndex)
		}
	}
	first, third := run.Results[0], run.Results[2]
	if first.Level != "error" || first.Message.Text != "unknown name `titel`" || first.Locations[0].PhysicalLocation.Region.StartColumn != 8 {
		t.Errorf("first result is %+v", first)
	}
	if r := run.Results[1]; len(r.RelatedLocations) != 1 || len(r.Fixes) != 1 {
		t.Errorf("second result is %+v", r)
	}
	if third.Level != "warning" || third.Locations[0].PhysicalLocation.ArtifactLocation.URI != "my%20pages/%EA%B8%80.code" {
		t.Errorf("third result is %+v", third)
	}
	if empty := string(Render(nil, nil, config(SARIF))); !strings.Contains(empty, `"results": []`) {
		t.Errorf("without results: %s", empty)
	}
}
