package diag

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// definition is the table of section 11 of the language definition: the names of each
// stage, warnings after the bar; with `deprecated`, which that leaves to documentation.
var definition = []struct {
	stage Stage
	names string
}{
	{StageText, "invalid-utf8 unterminated-string unterminated-comment bad-escape bad-indent bad-number unexpected-character |"},
	{StageSyntax, "expected-token expected-expression expected-name unclosed-bracket unclosed-tag mismatched-tag stray-end-tag bad-attribute " +
		"duplicate-attribute misplaced-declaration misplaced-statement unexpected-else bad-assignment too-deep |"},
	{StageNames, "unknown-name duplicate-name unknown-module unknown-export import-cycle bad-data assign-to-let used-before-set unused-value | " +
		"unused-name unused-import unreachable-code deprecated"},
	{StageTypes, "type-mismatch unknown-field unknown-method not-callable wrong-argument-count unknown-argument missing-argument possibly-none " +
		"bad-operand not-iterable not-renderable incomplete-match missing-return bad-condition recursive-type shared-state top-level-effect |"},
	{StageMarkup, "unknown-component missing-attribute void-with-content unsafe-attribute | " +
		"unknown-element unknown-attribute bad-nesting missing-alt duplicate-id unknown-link"},
	{StageSite, "needs-request write-in-page missing-paths missing-parameter duplicate-route reserved-folder unknown-model server-only bad-migration |"},
}

func TestCatalogueIsTheDefinition(t *testing.T) {
	var want []Entry
	for _, row := range definition {
		errors, warnings, _ := strings.Cut(row.names, "|")
		for _, name := range strings.Fields(errors) {
			want = append(want, Entry{Code: Code(name), Stage: row.stage, Severity: Error})
		}
		for _, name := range strings.Fields(warnings) {
			want = append(want, Entry{Code: Code(name), Stage: row.stage, Severity: Warning})
		}
	}
	got := Entries()
	if len(got) != len(want) {
		t.Errorf("%d entries, want %d", len(got), len(want))
	}
	for i, w := range want {
		if i < len(got) && (got[i].Code != w.Code || got[i].Stage != w.Stage || got[i].Severity != w.Severity) {
			t.Errorf("entry %d is %s %d %s, want %s %d %s", i, got[i].Code, got[i].Stage, got[i].Severity, w.Code, w.Stage, w.Severity)
		}
	}
}

var parameter = regexp.MustCompile(`\{([a-z]*)(:[^}]*)?\}`)

// parameters returns the sorted names that a template uses.
func parameters(template string) []string {
	template = strings.NewReplacer("{{", "", "}}", "").Replace(template)
	var names []string
	for _, m := range parameter.FindAllStringSubmatch(template, -1) {
		if m[1] != "" {
			names = append(names, m[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// checkText holds what every text of the tables keeps to.
func checkText(t *testing.T, where string, text Both) {
	t.Helper()
	if en, ko := parameters(text.English), parameters(text.Korean); !slices.Equal(en, ko) {
		t.Errorf("%s: English has parameters %v, Korean %v", where, en, ko)
	}
	if !strings.ContainsFunc(text.Korean, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		t.Errorf("%s: no Korean in %q", where, text.Korean)
	}
	for _, s := range []string{text.English, text.Korean} {
		if s == "" || strings.TrimSpace(s) != s || strings.HasSuffix(s, ".") || strings.Contains(s, "\n") || strings.Count(s, "`")%2 != 0 {
			t.Errorf("%s: not one clean line: %q", where, s)
		}
	}
}

func TestMessages(t *testing.T) {
	for _, e := range Entries() {
		if len(e.Messages) == 0 || e.Messages[0].Variant != "" {
			t.Errorf("%s: the first message is not the plain one", e.Code)
		}
		seen := map[string]bool{}
		for _, m := range e.Messages {
			where := string(e.Code) + "/" + m.Variant
			if seen[m.Variant] {
				t.Errorf("%s: twice", where)
			}
			seen[m.Variant] = true
			checkText(t, where, m.Text)
			if r, _ := utf8.DecodeRuneInString(m.Text.English); unicode.IsUpper(r) {
				t.Errorf("%s: begins with an upper-case letter: %q", where, m.Text.English)
			}
			found, wanted := strings.Index(m.Text.English, "{found}"), strings.Index(m.Text.English, "{wanted}")
			if found >= 0 && wanted >= 0 && found > wanted {
				t.Errorf("%s: wanted before found", where)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for k, text := range phrases {
		checkText(t, "phrase "+string(k), text)
	}
	for k, text := range notes {
		checkText(t, "note "+string(k), text)
	}
	for k, text := range titles {
		checkText(t, "title "+string(k), text)
	}
}

func TestExplanations(t *testing.T) {
	for _, e := range Entries() {
		x := Explain(e.Code)
		if x.Meaning.English == "" || !strings.ContainsFunc(x.Meaning.Korean, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
			t.Errorf("%s: meaning missing", e.Code)
		}
		if len(x.Wrong) == 0 || len(x.Cure) == 0 {
			t.Errorf("%s: example or cure missing", e.Code)
		}
	}
	files, err := pages.ReadDir("explain")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(Entries()) {
		t.Errorf("%d pages for %d codes", len(files), len(Entries()))
	}
}
