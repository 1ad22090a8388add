// Completion in sql"…": the models of the site as tables, their fields as columns, and the words of SQL.

package feature

import (
	"slices"
	"strings"
	"unicode"

	"github.com/codescript-lang/coder/engine/check"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// sql offers tables and columns where the caret stands in the text of a query, and reports whether it does.
func (c *completer) sql() bool {
	tagged, ok := syntax.AsTaggedString(inner(c.spot.path, syntax.KindTaggedString))
	if !ok || tagged.Tag().Text() != "sql" || c.offset <= tagged.Value().Span().Start || !c.spot.covers(tagged.Value()) {
		return false
	}
	if hole := inner(c.spot.path, syntax.KindHole); hole.Ok() && hole.Span().Start > tagged.Span().Start && c.spot.covers(hole) {
		return false
	}
	value := tagged.Value().Span()
	c.rest = min(c.rest, max(value.End, c.offset))
	q := readQuery(queryText(tagged), c.span.Start-value.Start)
	models, err := c.file.Snapshot.Models(c.ctx, c.file.Path)
	if err != nil {
		return true
	}
	_ = c.file.Snapshot.With(c.ctx, c.file.Path, func(queries check.Queries) {
		for _, m := range models {
			s := check.Lookup(queries, m.Path, m.Name)
			if s == nil || s.Model == nil {
				continue
			}
			used := slices.Contains(q.names, strings.ToLower(m.Name))
			if q.qualifier == "" {
				c.add(Item{Label: m.Name, Kind: ItemModel, Doc: docOf(s, c.file.Lang), Origin: m.Path, rank: rankIf(q.wantsTable, rankMissing, rankFile)})
			}
			if q.wantsTable || q.qualifier != "" && q.aliases[strings.ToLower(q.qualifier)] != strings.ToLower(m.Name) {
				continue
			}
			if used || q.qualifier != "" || len(q.names) == 0 {
				c.columns(s.Model, rankIf(used, rankNear, rankFar))
			}
		}
	})
	if q.qualifier != "" {
		return true
	}
	for i, w := range sqlWords {
		if q.upper {
			w = strings.ToUpper(w)
		}
		c.add(Item{Label: w, Kind: ItemKeyword, rank: rankWord, order: i})
	}
	return true
}

func rankIf(yes bool, then, otherwise int) int {
	if yes {
		return then
	}
	return otherwise
}

func (c *completer) columns(m *check.Model, rank int) {
	for i, f := range m.Row.Fields {
		c.add(Item{Label: f.Name, Detail: types.Brief(f.Type), Doc: f.Doc, Kind: ItemColumn, Origin: m.Ref.Name, rank: rank, order: i})
	}
}

// query is what is known of a query that may be half typed.
type query struct {
	queryTables
	qualifier  string // the name before the dot before the caret
	wantsTable bool   // a table is named at the caret
	upper      bool   // its words are written in capitals
}

// readQuery reads the text of a query with the caret's word beginning at a byte offset.
func readQuery(text string, caret int) query {
	var q query
	caret = min(max(caret, 0), len(text))
	before := strings.TrimRight(text[:caret], " \t\r\n")
	if name, ok := strings.CutSuffix(text[:caret], "."); ok {
		word := name[len(strings.TrimRightFunc(name, isNameRune)):]
		q.qualifier = word
	}
	last := before[len(strings.TrimRightFunc(before, isNameRune)):]
	q.wantsTable = q.qualifier == "" && tableWords[strings.ToLower(last)]
	words := queryWords(text)
	q.queryTables = tablesOf(words)
	for i, w := range words {
		capitals := w.text == strings.ToUpper(w.text)
		if i > 0 && slices.Contains(sqlWords, w.lower) && capitals || i == 0 && len(w.text) > 1 && capitals && unicode.IsLetter(rune(w.text[0])) {
			q.upper = true
		}
	}
	return q
}
