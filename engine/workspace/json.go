package workspace

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/source"
)

// json reads src as JSON (RFC 8259), keeping the order of fields. What cannot be read is none.
func (r *dataReader) json() ir.Data {
	if at := invalidUTF8(r.src); at >= 0 {
		r.bad(source.Span{Start: at, End: at + 1}, diag.NotUTF8)
		return ir.Data{}
	}
	var whole json.RawMessage
	if err := json.Unmarshal([]byte(r.src), &whole); err != nil {
		r.bad(jsonFault(err, r.src), diag.NotJSON)
		return ir.Data{}
	}
	j := jsonReader{dataReader: r, dec: json.NewDecoder(strings.NewReader(r.src))}
	j.dec.UseNumber()
	v := j.value(0)
	if j.tooDeep {
		return ir.Data{}
	}
	return v
}

// jsonFault is the first character that is wrong; the end of the text when that comes too early.
func jsonFault(err error, src string) source.Span {
	var fault *json.SyntaxError
	at := len(src)
	if errors.As(err, &fault) && !strings.Contains(fault.Error(), "unexpected end") {
		at = min(max(int(fault.Offset)-1, 0), len(src)) // Offset counts the bytes read, the wrong one with them
	}
	_, size := utf8.DecodeRuneInString(src[at:])
	return source.Span{Start: at, End: at + size}
}

// invalidUTF8 is the first byte of s that is no UTF-8; -1 if there is none.
func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, c := range s {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

// jsonReader reads the tokens of a text that is known to be JSON.
type jsonReader struct {
	*dataReader
	dec     *json.Decoder
	tooDeep bool
}

// token returns the next token and where it stands.
func (j *jsonReader) token() (json.Token, source.Span) {
	start := int(j.dec.InputOffset())
	start += len(j.src[start:]) - len(strings.TrimLeft(j.src[start:], " \t\r\n,:"))
	tok, err := j.dec.Token()
	if err != nil {
		return nil, source.Span{Start: start, End: start} // not after the whole text was found to be JSON
	}
	return tok, source.Span{Start: start, End: int(j.dec.InputOffset())}
}

func (j *jsonReader) value(depth int) ir.Data {
	tok, span := j.token()
	switch t := tok.(type) {
	case bool:
		return boolData(t)
	case json.Number:
		f, _ := strconv.ParseFloat(string(t), 64) // one too big is infinite, as in programs
		return ir.Data{Kind: ir.DataNumber, Num: f}
	case string:
		return ir.Data{Kind: ir.DataString, Str: t}
	case json.Delim:
		if depth >= maxDataDepth {
			if !j.tooDeep {
				j.tooDeep = true
				j.report(diag.TooDeep, "", span, diag.Count("limit", maxDataDepth))
			}
			return ir.Data{}
		}
		if t == '[' {
			return j.list(depth)
		}
		return j.record(depth)
	}
	return ir.Data{Kind: ir.DataNone}
}

func (j *jsonReader) list(depth int) ir.Data {
	out := ir.Data{Kind: ir.DataList}
	for !j.tooDeep && j.dec.More() {
		out.Items = append(out.Items, j.value(depth+1))
	}
	j.token()
	return out
}

func (j *jsonReader) record(depth int) ir.Data {
	out := ir.Data{Kind: ir.DataRecord}
	fields := map[string]bool{}
	for !j.tooDeep && j.dec.More() {
		tok, span := j.token()
		name, _ := tok.(string)
		j.field(&out, fields, name, span, j.value(depth+1))
	}
	j.token()
	return out
}
