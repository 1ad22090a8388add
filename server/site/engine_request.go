// The request as the evaluator asks for it, and an action's fields as the values of its parameters.

package site

import (
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/codescript-lang/coder/engine/eval"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// engineRequest is a Request as engine/eval defines it. What a browser sent in another encoding than UTF-8 reads as U+FFFD.
type engineRequest struct{ *Request }

var _ eval.Request = engineRequest{}

func utf8Text(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

func (r engineRequest) Path() string { return utf8Text(r.Request.Path()) }

func (r engineRequest) URL() string { return utf8Text(r.Request.URL()) }

func (r engineRequest) Query() map[string]string {
	return lastOf(r.Request.Query())
}

func (r engineRequest) Header(name string) (string, bool) {
	s, ok := r.Request.Header(name)
	return utf8Text(s), ok
}

func (r engineRequest) Cookie(name string) (string, bool) {
	s, ok := r.Request.Cookie(name)
	return utf8Text(s), ok
}

func (r engineRequest) SessionGet(ctx context.Context, key string) ([]byte, bool, error) {
	return r.Request.SessionGet(ctx, key)
}

func (r engineRequest) SessionSet(ctx context.Context, key string, json []byte) error {
	return r.Request.SessionSet(ctx, key, json)
}

func (r engineRequest) SessionRemove(ctx context.Context, key string) error {
	return r.Request.SessionSet(ctx, key, nil)
}

func (r engineRequest) User(ctx context.Context) ([]byte, bool, error) { return r.Request.User(ctx) }

func (r engineRequest) FormErrors() map[string]string {
	texts := map[string]string{}
	for _, e := range r.Form().Errors {
		if _, there := texts[e.Field]; !there {
			texts[e.Field] = e.Message
		}
	}
	return texts
}

func (r engineRequest) FormValues() map[string]string {
	f := r.Form()
	if len(f.Errors) == 0 {
		return map[string]string{} // what was accepted is not shown again
	}
	return lastOf(f.Fields)
}

func (r engineRequest) FormTokenField() string { return TokenField }

// lastOf takes the last value of each name.
func lastOf(values map[string][]string) map[string]string {
	texts := make(map[string]string, len(values))
	for name, v := range values {
		if len(v) > 0 {
			texts[utf8Text(name)] = utf8Text(v[len(v)-1])
		}
	}
	return texts
}

// fieldReader turns a form's fields into the values of an action's parameters.
type fieldReader struct {
	form *Form
	say  fieldText
}

// fieldText is what a visitor is told of a field that does not fit.
type fieldText struct{ missing, number, time, choice, file string }

var fieldTexts = map[string]fieldText{
	"en": {"Please fill in this field.", "Please enter a number.", "Please enter a date or a time.", "Please choose one of the options.", "Please choose a file."},
	"ko": {"이 항목을 입력해 주세요.", "숫자를 입력해 주세요.", "날짜나 시각을 입력해 주세요.", "보기 가운데 하나를 골라 주세요.", "파일을 골라 주세요."},
}

// arguments returns the values of an action's parameters, or what is wrong with the fields.
func (r fieldReader) arguments(params []ir.Param) ([]value.Value, []FieldError, error) {
	args := make([]value.Value, len(params))
	var wrong []FieldError
	for i, p := range params {
		v, message, err := r.argument(p.Var.Name, p.Type)
		switch {
		case err != nil:
			return nil, nil, err
		case message == r.say.missing && p.Default != nil:
			v = value.Unset // the default
		case message != "":
			wrong = append(wrong, FieldError{p.Var.Name, message})
		}
		args[i] = v
	}
	return args, wrong, nil
}

// argument reads the field of a name as a type, nil for any.
func (r fieldReader) argument(name string, t *ir.Type) (value.Value, string, error) {
	if wantsFile(t) {
		return r.file(r.form.Files[name], t)
	}
	texts := r.form.Fields[name]
	if t != nil && t.Kind == ir.TypeList {
		items := make([]value.Value, 0, len(texts))
		for _, text := range texts {
			v, message := r.text(text, true, t.Elem)
			if message != "" {
				return value.None, message, nil
			}
			items = append(items, v)
		}
		return value.MakeList(items), "", nil
	}
	text := ""
	if len(texts) > 0 {
		text = texts[len(texts)-1]
	}
	v, message := r.text(text, len(texts) > 0, t)
	return v, message, nil
}

// text reads one field's text as a type. A field left empty is not there for every type but string, and for `string?`.
func (r fieldReader) text(text string, there bool, t *ir.Type) (value.Value, string) {
	if t == nil {
		t = &ir.Type{Kind: ir.TypeAny}
	}
	trimmed := strings.TrimSpace(text)
	switch t.Kind {
	case ir.TypeBool:
		// A checkbox that is not ticked is not sent.
		return value.Bool(there && trimmed != "" && trimmed != "false" && trimmed != "off" && trimmed != "0"), ""
	case ir.TypeString, ir.TypeAny:
		if !there {
			return value.None, r.say.missing
		}
		return value.String(strings.ReplaceAll(text, "\r\n", "\n")), "" // browsers send CRLF; the language's lines end in LF
	case ir.TypeUnion:
		return r.union(text, there, t)
	case ir.TypeNone:
		if trimmed == "" {
			return value.None, ""
		}
		return value.None, r.say.choice
	}
	if trimmed == "" {
		return value.None, r.say.missing
	}
	switch t.Kind {
	case ir.TypeNumber:
		if n, ok := value.ParseNumber(trimmed); ok {
			return value.Number(n), ""
		}
		return value.None, r.say.number
	case ir.TypeTime:
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
			if at, err := time.Parse(layout, trimmed); err == nil {
				return value.At(at.UTC()), ""
			}
		}
		return value.None, r.say.time
	case ir.TypeLiteral:
		switch l := t.Literal.(type) {
		case *ir.Str:
			if l.Value == text {
				return value.String(text), ""
			}
		case *ir.Num:
			if n, ok := value.ParseNumber(trimmed); ok && n == l.Value {
				return value.Number(n), ""
			}
		case *ir.Bool:
			if trimmed == strconv.FormatBool(l.Value) {
				return value.Bool(l.Value), ""
			}
		}
	}
	return value.None, r.say.choice
}

// union reads a field as the first of the members that it fits.
func (r fieldReader) union(text string, there bool, t *ir.Type) (value.Value, string) {
	optional := slices.ContainsFunc(t.Members, func(m *ir.Type) bool { return m.Kind == ir.TypeNone })
	if strings.TrimSpace(text) == "" && optional {
		return value.None, ""
	}
	message := ""
	for _, m := range t.Members {
		if m.Kind == ir.TypeNone {
			continue
		}
		v, why := r.text(text, there, m)
		if why == "" {
			return v, ""
		}
		if message == "" {
			message = why
		}
	}
	return value.None, message
}

func wantsFile(t *ir.Type) bool {
	if t == nil {
		return false
	}
	switch t.Kind {
	case ir.TypeFile:
		return true
	case ir.TypeList:
		return wantsFile(t.Elem)
	case ir.TypeUnion:
		return slices.ContainsFunc(t.Members, wantsFile)
	}
	return false
}

// file reads uploads as a file, an optional file or a list of files. A browser sends a file without a name when none was chosen.
func (r fieldReader) file(uploads []*multipart.FileHeader, t *ir.Type) (value.Value, string, error) {
	var files []value.Value
	for _, u := range uploads {
		if u.Filename == "" && u.Size == 0 {
			continue
		}
		f, err := u.Open()
		if err != nil {
			return value.None, "", fmt.Errorf("read upload: %w", err)
		}
		data, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return value.None, "", fmt.Errorf("read upload: %w", err)
		}
		files = append(files, value.MakeFile(&value.File{Name: utf8Text(u.Filename), Type: utf8Text(u.Header.Get("Content-Type")), Data: data}))
	}
	switch {
	case t.Kind == ir.TypeList:
		return value.MakeList(files), "", nil
	case len(files) > 0:
		return files[0], "", nil
	case t.Kind == ir.TypeUnion:
		return value.None, "", nil
	}
	return value.None, r.say.file, nil
}

// pageArguments gives a page's path parameters their values, by the names of its parameters.
func pageArguments(fn *ir.Func, params Params) []value.Value {
	args := make([]value.Value, len(fn.Params))
	for i, p := range fn.Params {
		args[i] = value.Unset
		v, ok := params.get(p.Var.Name)
		if !ok {
			continue
		}
		switch v.Kind {
		case NumberParam:
			args[i] = value.Number(v.Number)
		case RestParam:
			items := make([]value.Value, len(v.Rest))
			for j, s := range v.Rest {
				items[j] = value.String(s)
			}
			args[i] = value.MakeList(items)
		default:
			args[i] = value.String(v.Text)
		}
	}
	return args
}

// pathParams reads one record of a page's `paths` as parameters. Where one cannot be in an address, wrong is the type of its value.
func pathParams(v value.Value, names []string) (params Params, wrong, name string) {
	for _, name = range names {
		switch f := v.Field(name); {
		case f.IsNumber():
			params = append(params, Param{Name: name, Kind: NumberParam, Text: value.FormatNumber(f.Float()), Number: f.Float()})
		case f.Kind() == value.KindString:
			params = append(params, Param{Name: name, Text: f.Text()})
		case f.IsList():
			p := Param{Name: name, Kind: RestParam}
			for _, item := range f.Expand() {
				p.Rest = append(p.Rest, item.Text())
			}
			params = append(params, p)
		default:
			return nil, f.TypeName(), name
		}
	}
	return params, "", ""
}

// stringsOf reads a record or map of texts.
func stringsOf(v value.Value) map[string]string {
	texts := map[string]string{}
	if m := v.AsMap(); m != nil {
		for i := range m.Walk() {
			if e, ok := m.At(i); ok && e.Val.Kind() == value.KindString {
				texts[e.Key] = e.Val.Text()
			}
		}
	}
	return texts
}
