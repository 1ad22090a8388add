// SQL: the words of a query in sql"…", and which models and fields they mean.

package feature

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/names"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// sqlWords are the words that queries are mostly made of; those of both databases.
var sqlWords = strings.Fields("select from where and or not null is in like between order by group having limit offset insert into " +
	"values update set delete join left inner on as distinct count sum avg min max case when then else end exists union all asc desc " +
	"returning with coalesce lower upper")

// tableWords are those behind which a table is named.
var tableWords = map[string]bool{"from": true, "join": true, "into": true, "update": true, "table": true}

// queryWord is a name or keyword in a query.
type queryWord struct {
	text      string
	at        int    // where it starts
	lower     string // in lower case
	qualifier string // the name before the dot before it, in lower case
	comma     bool   // it stands behind a comma
	open      bool   // it stands behind an opening parenthesis
	called    bool   // an opening parenthesis follows
}

// queryWords are the words of a query, without those in texts and comments.
func queryWords(text string) []queryWord {
	var out []queryWord
	var before byte // the character before, white space and comments aside
	for at := 0; at < len(text); {
		rest := text[at:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case unicode.IsSpace(r):
			at += size
			continue
		case strings.HasPrefix(rest, "--"):
			at += lengthTo(rest, "\n")
			continue
		case strings.HasPrefix(rest, "/*"):
			at += lengthTo(rest, "*/")
			continue
		case r == '\'':
			at += 1 + lengthTo(rest[1:], "'")
		case isNameRune(r):
			word := rest[:len(rest)-len(strings.TrimLeftFunc(rest, isNameRune))]
			w := queryWord{text: word, at: at, lower: strings.ToLower(word), comma: before == ',', open: before == '('}
			if before == '.' && len(out) > 0 {
				w.qualifier = out[len(out)-1].lower
			}
			at += len(word)
			if !unicode.IsDigit(r) {
				w.called = strings.HasPrefix(strings.TrimLeft(text[at:], " \t\r\n"), "(")
				out = append(out, w)
			}
		case r == '"': // around a name
			at += size
			continue
		default:
			at += size
		}
		before = text[at-1]
	}
	return out
}

// lengthTo is how long a text is up to and with its end; all of it where that is missing.
func lengthTo(text, end string) int {
	if i := strings.Index(text, end); i >= 0 {
		return i + len(end)
	}
	return len(text)
}

// queryTables are the tables of a query.
type queryTables struct {
	names   []string          // in lower case
	aliases map[string]string // the table that a name stands for, in lower case
	other   bool              // there are rows of something else: of a query in parentheses
}

// tablesOf finds the tables that words name.
func tablesOf(words []queryWord) queryTables {
	q := queryTables{aliases: map[string]string{}}
	for i := 0; i < len(words); i++ {
		if !tableWords[words[i].lower] {
			continue
		}
		for i+1 < len(words) {
			w := words[i+1]
			if w.open {
				q.other = true
				break
			}
			i++
			q.names = append(q.names, w.lower)
			q.aliases[w.lower] = w.lower
			next := i + 1
			if next < len(words) && words[next].lower == "as" {
				next++
			}
			if next < len(words) && !words[next].comma && !words[next].open && !slices.Contains(sqlWords, words[next].lower) {
				q.aliases[words[next].lower] = w.lower
				i = next
			}
			if i+1 >= len(words) || !words[i+1].comma {
				break
			}
		}
	}
	return q
}

// storedModel is a model of the project.
type storedModel struct {
	target target
	fields []string
}

// models are the models that the project declares, by path and place.
func (x *finder) models() []storedModel {
	if x.stored != nil {
		return x.stored
	}
	x.stored = []storedModel{}
	for _, path := range x.snapshot.Mentioning("model") {
		v := x.view(path)
		if v == nil {
			continue
		}
		for u := range v.module.Of(names.Model) {
			m := storedModel{target: target{kind: toName, path: path, name: u.ID.Name}}
			for item := range (syntax.ModelDecl{Node: u.Node}).Fields().Items() {
				m.fields = append(m.fields, names.Text(syntax.ModelField{Node: item}.Name()))
			}
			x.stored = append(x.stored, m)
		}
	}
	return x.stored
}

// queryText is the text of a tagged string without its quotes, holes and escapes, with as many blanks in their places.
func queryText(tagged syntax.TaggedString) string {
	value := tagged.Value()
	span := value.Span()
	b := []byte(value.Tree().Text().Slice(span))
	blank := func(start, end int) {
		for i := start; i < end; i++ {
			b[i] = ' '
		}
	}
	if s, ok := syntax.AsString(value); ok {
		blank(0, s.Open().Len())
		blank(len(b)-s.Close().Len(), len(b))
		for part := range s.Parts().Items() {
			if part.Kind() != syntax.KindStringText {
				blank(part.Span().Start-span.Start, part.Span().End-span.Start)
			}
		}
		return string(b)
	}
	blank(0, min(1, len(b)))
	blank(max(len(b)-1, 0), len(b))
	for i := 0; i+1 < len(b); i++ {
		if b[i] == '\\' {
			blank(i, i+2)
		}
	}
	return string(b)
}

// queryAt is the query around the end of a path; ok is false outside of one.
func queryAt(path []syntax.Node) (tagged syntax.TaggedString, ok bool) {
	tagged, ok = syntax.AsTaggedString(inner(path, syntax.KindTaggedString))
	return tagged, ok && tagged.Tag().Text() == "sql"
}

// query finds which model or field the word at offset means in a query; false outside of one.
func (x *finder) query(m *mention, path []syntax.Node, offset int) bool {
	tagged, ok := queryAt(path)
	if !ok {
		return false
	}
	start := tagged.Value().Span().Start
	words := queryWords(queryText(tagged))
	for i, w := range words {
		at := source.Span{Start: start + w.at, End: start + w.at + len(w.text)}
		if at.Start <= offset && offset <= at.End {
			m.span = at
			m.set(x.queried(words, i))
			break
		}
	}
	return true
}

// queried is the model or field that a word of a query means; nothing where that is not certain, or the word is spelled otherwise.
func (x *finder) queried(words []queryWord, at int) target {
	w := words[at]
	q := tablesOf(words)
	if w.qualifier == "" && slices.Contains(q.names, w.lower) && (at > 0 && (tableWords[words[at-1].lower] || w.comma) || at+1 < len(words) && words[at+1].qualifier == w.lower) {
		if m := x.table(w.lower); m != nil && m.target.name == w.text {
			return m.target
		}
		return target{}
	}
	isAlias := func(other queryWord) bool { return other.lower == "as" }
	switch table := q.aliases[w.qualifier]; {
	case table != "":
		return x.column(table, w)
	case w.qualifier != "" || w.called || q.other || at > 0 && isAlias(words[at-1]):
		return target{}
	}
	for i := range words { // what a column is called in the result may be meant, too
		if i > 0 && isAlias(words[i-1]) && words[i].lower == w.lower {
			return target{}
		}
	}
	var out target
	for i, table := range q.names {
		if slices.Contains(q.names[:i], table) {
			continue
		}
		if x.table(table) == nil {
			return target{} // it may have the column
		}
		if f := x.column(table, w); f.kind != toNothing {
			if out.kind != toNothing {
				return target{}
			}
			out = f
		}
	}
	return out
}

// table is the model of a table in lower case, as databases compare names; nil when there is none.
func (x *finder) table(name string) *storedModel {
	list := x.models()
	for i := range list {
		if strings.ToLower(list[i].target.name) == name {
			return &list[i]
		}
	}
	return nil
}

// column is the field of a table that a word means.
func (x *finder) column(table string, w queryWord) target {
	m := x.table(table)
	if m == nil || !slices.Contains(m.fields, w.text) {
		return target{}
	}
	return target{kind: toField, path: m.target.path, owner: m.target.name, name: w.text}
}
