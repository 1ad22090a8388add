package eval

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/codescript-lang/coder/engine/html"
	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// pageNames are what pages, layouts and actions find besides. `site` is lowered to what site.code exports.
var pageNames = map[string]builtin{
	"request": {run: object(ReadRequest), property: true},
	"cookies": {run: object(ReadCookies), property: true},
	"session": {run: object(ReadSession), property: true},
	"form":    {run: object(ReadForm), property: true},
	"user":    {run: pageUser, property: true},

	"Request.method":  {run: requestText(Request.Method), min: 1, max: 1, property: true},
	"Request.path":    {run: requestText(Request.Path), min: 1, max: 1, property: true},
	"Request.url":     {run: requestText(Request.URL), min: 1, max: 1, property: true},
	"Request.query":   {run: requestTexts(Request.Query, ReadRequest), min: 1, max: 1, property: true},
	"Request.headers": {run: requestHeaders, min: 1, max: 1, property: true},
	"Request.ip":      {run: requestText(Request.IP), min: 1, max: 1, property: true},

	"Cookies.get":    {run: cookiesGet, min: 2, max: 2},
	"Cookies.set":    {run: cookiesSet, min: 3, max: 4},
	"Cookies.remove": {run: cookiesRemove, min: 2, max: 2},

	"Session.get":    {run: sessionGet, min: 2, max: 2},
	"Session.set":    {run: sessionSet, min: 3, max: 3},
	"Session.remove": {run: sessionRemove, min: 2, max: 2},
	"Session.clear":  {run: sessionClear, min: 1, max: 1},

	"Form.errors": {run: requestTexts(Request.FormErrors, ReadForm), min: 1, max: 1, property: true},
	"Form.values": {run: requestTexts(Request.FormValues, ReadForm), min: 1, max: 1, property: true},

	// A third argument `true` tells that the address is written out in the source.
	"redirect": {run: pageRedirect, min: 1, max: 3},
	"notFound": {run: pageNotFound},
	"json":     {run: pageJSON, min: 1, max: 2},
	"text":     {run: pageText, min: 1, max: 2},
	"status":   {run: pageStatus, min: 2, max: 2},
	"invalid":  {run: pageInvalid, min: 2, max: 2},
}

// req gives the request and notes what is read of it, or fails when the page is drawn without one.
func (fr *frame) req(read Reads) (Request, bool) {
	fr.m.reads |= read
	if fr.m.request == nil {
		fr.fail(ir.FaultUnavailable, "request")
		return nil, false
	}
	return fr.m.request, true
}

// object gives the value that `request`, `cookies`, … stand for. Everything about them is asked of the machine's request.
func object(read Reads) func(*frame, []value.Value) value.Value {
	return func(fr *frame, _ []value.Value) value.Value {
		fr.m.reads |= read
		return value.MakeRecord(value.NewRecord(fr.m.shapes.Empty()))
	}
}

func requestText(get func(Request) string) func(*frame, []value.Value) value.Value {
	return func(fr *frame, _ []value.Value) value.Value {
		if r, ok := fr.req(ReadRequest); ok {
			return fr.hostText([]byte(get(r)))
		}
		return value.None
	}
}

func requestTexts(get func(Request) map[string]string, read Reads) func(*frame, []value.Value) value.Value {
	return func(fr *frame, _ []value.Value) value.Value {
		r, ok := fr.req(read)
		if !ok {
			return value.None
		}
		return fr.textMap(get(r))
	}
}

// textMap makes a map of texts, in the order of their names.
func (fr *frame) textMap(texts map[string]string) value.Value {
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	m := value.NewMap(len(names))
	for _, name := range names {
		if !fr.charge(mapEntrySize) {
			break
		}
		m.Set(name, fr.hostText([]byte(texts[name])))
	}
	return value.MakeMap(m)
}

func requestHeaders(fr *frame, _ []value.Value) value.Value {
	r, ok := fr.req(ReadRequest)
	if !ok {
		return value.None
	}
	texts := map[string]string{}
	for _, name := range r.HeaderNames() {
		if s, ok := r.Header(name); ok {
			texts[asciiLower(name)] = s
		}
	}
	return fr.textMap(texts)
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func cookiesGet(fr *frame, args []value.Value) value.Value {
	name := fr.str(args, 1, "")
	r, ok := fr.req(ReadCookies)
	if !ok {
		return value.None
	}
	if s, there := r.Cookie(name); there {
		return fr.hostText([]byte(s))
	}
	return value.None
}

func cookiesSet(fr *frame, args []value.Value) value.Value {
	name, text, days := fr.str(args, 1, ""), fr.str(args, 2, ""), fr.number(args, 3, 0)
	if r, ok := fr.req(ReadCookies); ok && fr.m.err == nil {
		return fr.done(r.SetCookie(name, text, days))
	}
	return value.None
}

func cookiesRemove(fr *frame, args []value.Value) value.Value {
	name := fr.str(args, 1, "")
	if r, ok := fr.req(ReadCookies); ok && fr.m.err == nil {
		return fr.done(r.RemoveCookie(name))
	}
	return value.None
}

// stored gives a value that the session holds as JSON.
func (fr *frame) stored(json []byte, ok bool, err error) value.Value {
	if err != nil {
		return fr.done(err)
	}
	if !ok || !fr.charge(jsonFactor*len(json)) {
		return value.None
	}
	v, bad := value.ParseJSON(string(json), &fr.m.shapes)
	if bad != nil {
		return fr.fail(ir.FaultSession)
	}
	return v
}

func sessionGet(fr *frame, args []value.Value) value.Value {
	key := fr.str(args, 1, "")
	r, ok := fr.req(ReadSession)
	if !ok {
		return value.None
	}
	return fr.stored(r.SessionGet(fr.m.ctx, key))
}

func sessionSet(fr *frame, args []value.Value) value.Value {
	key := fr.str(args, 1, "")
	r, ok := fr.req(ReadSession)
	if !ok {
		return value.None
	}
	text, o := value.AppendJSON(nil, args[2], 0)
	if !fr.outcome(o) || fr.m.err != nil {
		return value.None
	}
	return fr.done(r.SessionSet(fr.m.ctx, key, text))
}

func sessionRemove(fr *frame, args []value.Value) value.Value {
	key := fr.str(args, 1, "")
	if r, ok := fr.req(ReadSession); ok && fr.m.err == nil {
		return fr.done(r.SessionRemove(fr.m.ctx, key))
	}
	return value.None
}

func sessionClear(fr *frame, _ []value.Value) value.Value {
	if r, ok := fr.req(ReadSession); ok {
		return fr.done(r.SessionClear(fr.m.ctx))
	}
	return value.None
}

func pageUser(fr *frame, _ []value.Value) value.Value {
	r, ok := fr.req(ReadUser)
	if !ok {
		return value.None
	}
	return fr.stored(r.User(fr.m.ctx))
}

// statusCode reads an HTTP status that an answer can have.
func (fr *frame) statusCode(args []value.Value, i, def, from, to int) int {
	n, ok := fr.whole(args, i, def, ir.WhatStatus)
	if ok && (n < from || n > to) {
		fr.fail(ir.FaultStatus, strconv.Itoa(n), strconv.Itoa(from), strconv.Itoa(to))
	}
	return n
}

func (fr *frame) respond(r *value.Response) value.Value {
	if fr.m.err != nil {
		return value.None
	}
	return value.MakeResponse(r)
}

// pageRedirect allows an address that is not written out only on this site: a path from its top.
func pageRedirect(fr *frame, args []value.Value) value.Value {
	to, code := fr.str(args, 0, ""), fr.statusCode(args, 1, 303, 300, 399)
	literal := arg(args, 2).Kind() == value.KindBool && arg(args, 2).Truth()
	if !literal && fr.m.err == nil && !onThisSite(to) {
		return fr.fail(ir.FaultRedirect, quoted(to))
	}
	return fr.respond(&value.Response{Kind: value.ResponseRedirect, Status: code, Location: to, AnySite: literal})
}

// onThisSite tells whether browsers read s as an address on the site it comes from: without a scheme and a host, however hidden.
func onThisSite(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' || s[i] == 0x7F {
			return false
		}
	}
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "" && u.Host == "" && u.Opaque == "" && (len(s) < 2 || s[:2] != "//") && s != "" && s[0] != ' '
}

func pageNotFound(fr *frame, _ []value.Value) value.Value {
	return fr.respond(&value.Response{Kind: value.ResponseNotFound, Status: 404})
}

func pageJSON(fr *frame, args []value.Value) value.Value {
	code := fr.statusCode(args, 1, 200, 200, 599)
	text, o := value.AppendJSON(nil, args[0], 0)
	if !fr.outcome(o) || !fr.charge(len(text)) {
		return value.None
	}
	return fr.respond(&value.Response{Kind: value.ResponseJSON, Status: code, Body: string(text), ContentType: "application/json"})
}

func pageText(fr *frame, args []value.Value) value.Value {
	body, mediaType := fr.str(args, 0, ""), fr.str(args, 1, "text/plain")
	return fr.respond(&value.Response{Kind: value.ResponseText, Status: 200, Body: body, ContentType: mediaType})
}

func pageStatus(fr *frame, args []value.Value) value.Value {
	code := fr.statusCode(args, 0, 200, 200, 599)
	body := arg(args, 1)
	markup := body.Text()
	if body.Kind() == value.KindString {
		markup = string(appendText(nil, markup))
	}
	return fr.respond(&value.Response{Kind: value.ResponseStatus, Status: code, Body: markup})
}

func pageInvalid(fr *frame, args []value.Value) value.Value {
	return fr.respond(&value.Response{Kind: value.ResponseInvalid, Status: 422, Field: fr.str(args, 0, ""), Message: fr.str(args, 1, "")})
}

// formAction compiles the attributes of a form that sends to an action.
func (c *compiler) formAction(o *ir.FormAction) outFn {
	name, files := o.Action.Name, o.Action.TakesFiles()
	return func(fr *frame) {
		r, ok := fr.req(ReadRequest)
		if !ok {
			return
		}
		m := fr.m
		m.out = append(m.out, ` method="post" action="`...)
		m.out = html.AppendAttr(m.out, withoutNUL(r.FormAddress(name)))
		m.out = append(m.out, '"')
		if files {
			m.out = append(m.out, ` enctype="multipart/form-data"`...)
		}
	}
}

// formToken compiles the hidden field with the forgery token.
func (c *compiler) formToken(*ir.FormToken) outFn {
	return func(fr *frame) {
		r, ok := fr.req(ReadSession)
		if !ok {
			return
		}
		token, err := r.FormToken(fr.m.ctx)
		if err != nil {
			fr.done(err)
			return
		}
		m := fr.m
		m.out = append(m.out, `<input type="hidden" name="`...)
		m.out = html.AppendAttr(m.out, r.FormTokenField())
		m.out = append(m.out, `" value="`...)
		m.out = append(html.AppendAttr(m.out, token), `">`...)
	}
}
