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

// sqlWords are the words that queries are mostly made of; those of both databases.
var sqlWords = strings.Fields("select from where and or not null is in like between order by group having limit offset insert into " +
	"values update set delete join left inner on as distinct count sum avg min max case when then else end exists union all asc desc " +
	"returning with coalesce lower upper")

// tableWords are those behind which a table is named.
var tableWords = map[string]bool{"from": true, "join": true, "into": true, "update": true, "table": true}

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
	q := readQuery(c.file.text().Slice(value), c.span.Start-value.Start)
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
			used := slices.Contains(q.tables, strings.ToLower(m.Name))
			if q.qualifier == "" {
				c.add(Item{Label: m.Name, Kind: ItemModel, Doc: docOf(s, c.file.Lang), Origin: m.Path, rank: rankIf(q.wantsTable, rankMissing, rankFile)})
			}
			if q.wantsTable || q.qualifier != "" && q.aliases[strings.ToLower(q.qualifier)] != strings.ToLower(m.Name) {
				continue
			}
			if used || q.qualifier != "" || len(q.tables) == 0 {
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
	tables     []string          // named in it, in lower case
	aliases    map[string]string // the table that a name stands for, in lower case
	qualifier  string            // the name before the dot before the caret
	wantsTable bool              // a table is named at the caret
	upper      bool              // its words are written in capitals
}

// readQuery reads the text of a query with the caret's word beginning at a byte offset.
func readQuery(text string, caret int) query {
	q := query{aliases: map[string]string{}}
	caret = min(max(caret, 0), len(text))
	before := strings.TrimRight(text[:caret], " \t\r\n")
	if name, ok := strings.CutSuffix(text[:caret], "."); ok {
		word := name[len(strings.TrimRightFunc(name, isNameRune)):]
		q.qualifier = word
	}
	last := before[len(strings.TrimRightFunc(before, isNameRune)):]
	q.wantsTable = q.qualifier == "" && tableWords[strings.ToLower(last)]
	words := strings.FieldsFunc(text, func(r rune) bool { return !isNameRune(r) })
	for i, w := range words {
		if i > 0 && slices.Contains(sqlWords, strings.ToLower(w)) && w == strings.ToUpper(w) || i == 0 && len(w) > 1 && w == strings.ToUpper(w) && unicode.IsLetter(rune(w[0])) {
			q.upper = true
		}
		if !tableWords[strings.ToLower(w)] || i+1 == len(words) {
			continue
		}
		table := strings.ToLower(words[i+1])
		q.tables = append(q.tables, table)
		q.aliases[table] = table
		if i+2 < len(words) {
			alias := strings.ToLower(words[i+2])
			if alias == "as" && i+3 < len(words) {
				alias = strings.ToLower(words[i+3])
			}
			if !slices.Contains(sqlWords, alias) {
				q.aliases[alias] = table
			}
		}
	}
	return q
}
