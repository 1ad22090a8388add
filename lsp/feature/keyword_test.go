package feature

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/syntax"
)

// TestKeywordsAreExplained holds that each word of the language is, in both languages, with code that has it.
func TestKeywordsAreExplained(t *testing.T) {
	said := map[string]bool{}
	for _, table := range []map[syntax.Kind]keyword{keywords, directiveKeywords} {
		for kind, k := range table {
			word := kind.Spelling()
			said[word] = true
			if k.english == "" || k.korean == "" || len(slices.Collect(wordsIn(k.code, word))) == 0 {
				t.Errorf("%s: %+v", word, k)
			}
			if strings.Contains(k.code, "@") != (len(table) == len(directiveKeywords)) {
				t.Errorf("%s: %s is of the other table", word, k.code)
			}
		}
	}
	words := slices.Sorted(slices.Values(append(syntax.Keywords(), syntax.ContextualWords()...)))
	if got := slices.Sorted(maps.Keys(said)); !slices.Equal(got, words) {
		t.Errorf("explained are %q, want %q", got, words)
	}
}
