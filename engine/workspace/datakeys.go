package workspace

import (
	"encoding/json"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// This file finds where a file of data writes its keys, for those who look for what a field of it comes from.

// DataKey is a key of a record in JSON or in front matter.
type DataKey struct {
	In   string // the record: from the top of the file `.name` for each field that leads to it, `[]` for each list
	Name string // in NFC
	Span source.Span
	// Span is in the file, without quotes. It holds another text than Name where the key is written with escapes.
}

// DataKeys returns the keys that a file of JSON or Markdown writes, in order; none of a file that cannot be read.
func (s *Snapshot) DataKeys(p string) []DataKey {
	text := s.Text(p)
	if text == nil {
		return nil
	}
	w := keyWriter{dataReader: dataReader{path: p, src: text.String()}}
	w.base = len(w.src)
	w.src = strings.TrimPrefix(w.src, "\ufeff")
	w.base -= len(w.src)
	if path.Ext(p) != jsonExt {
		w.front()
	} else if json.Valid([]byte(w.src)) {
		j := jsonReader{dataReader: &w.dataReader, dec: json.NewDecoder(strings.NewReader(w.src))}
		w.jsonValue(&j, "", 0)
	}
	return w.keys
}

// keyWriter collects the keys of one file.
type keyWriter struct {
	dataReader
	keys []DataKey
}

// add notes a key at a span of src, perhaps with quotes.
func (w *keyWriter) add(in, name string, span source.Span) {
	if text := w.src[span.Start:span.End]; len(text) >= 2 && (text[0] == '"' || text[0] == '\'') && text[0] == text[len(text)-1] {
		span = source.Span{Start: span.Start + 1, End: span.End - 1}
	}
	w.keys = append(w.keys, DataKey{in, syntax.NFC(name), span.Shift(w.base)})
}

func (w *keyWriter) jsonValue(j *jsonReader, in string, depth int) {
	tok, _ := j.token()
	switch tok {
	case json.Delim('['):
		for depth < maxDataDepth && j.dec.More() {
			w.jsonValue(j, in+"[]", depth+1)
		}
		j.token()
	case json.Delim('{'):
		for depth < maxDataDepth && j.dec.More() {
			tok, span := j.token()
			name, _ := tok.(string)
			w.add(in, name, span)
			w.jsonValue(j, in+"."+syntax.NFC(name), depth+1)
		}
		j.token()
	}
}

func (w *keyWriter) front() {
	front, _, start, closed := splitFront(w.src)
	var doc yaml.Node
	if !closed || yaml.Unmarshal([]byte(front), &doc) != nil || len(doc.Content) == 0 {
		return
	}
	r := frontReader{dataReader: &w.dataReader, front: front, start: start}
	w.yamlValue(&r, doc.Content[0], "", 0)
}

// yamlValue collects the keys below a node. What an alias stands for is written elsewhere.
func (w *keyWriter) yamlValue(r *frontReader, n *yaml.Node, in string, depth int) {
	if depth > maxDataDepth {
		return
	}
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			w.yamlValue(r, c, in+"[]", depth+1)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			w.add(in, n.Content[i].Value, r.place(n.Content[i]))
			w.yamlValue(r, n.Content[i+1], in+"."+syntax.NFC(n.Content[i].Value), depth+1)
		}
	}
}
