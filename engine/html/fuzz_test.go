package html

import (
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"
)

// hostileText are values that try to leave the place they are written in.
var hostileText = []string{
	"", "plain", "<script>alert(1)</script>", "</script><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, `' onmouseover='x`, "<!--", "-->", "]]>",
	"&lt;script&gt;", "&#60;script&#62;", "&quot; onload=&quot;x", "\x00<b>", "<\x00b>", "a\u2028b\u2029c", "</title><b>", "</textarea><b>", "</style><b>",
	"<![CDATA[x]]>", "<?php ?>", "`${x}`", "\\\"><b>", "\uFEFF<b>", "\xff<b>", "\r\n<b>", "{{x}}", "</p><p>", "<svg/onload=alert(1)>", "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
}

// shape is the tree of markup with everything but its text and its values.
func shape(t *testing.T, markup string) string {
	t.Helper()
	root, err := xhtml.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*xhtml.Node)
	walk = func(n *xhtml.Node) {
		switch n.Type {
		case xhtml.ElementNode:
			b.WriteString("<" + n.Data)
			for _, a := range n.Attr {
				b.WriteString(" " + a.Namespace + a.Key)
			}
			b.WriteString(">")
		case xhtml.CommentNode:
			b.WriteString("<!>")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == xhtml.ElementNode {
			b.WriteString("</>")
		}
	}
	walk(root)
	return b.String()
}

// attributeOf is an attribute of each context of addresses.
var attributeOf = map[Context]string{Address: "href", ImageAddress: "src", AddressSet: "srcset", AddressList: "ping", CodeAddress: "data"}

// page writes s into every context.
func page(s string) (markup string) {
	b := []byte("<p>")
	b = AppendText(b, s)
	b = append(b, `</p><p title="`...)
	b = AppendAttr(b, s)
	b = append(b, `"></p><title>`...)
	b = AppendText(b, s)
	b = append(b, "</title><textarea>x"...)
	b = AppendText(b, s)
	b = append(b, `</textarea><p style="`...)
	b = AppendDeclaration(b, len(b), "color", s)
	b = append(b, `"></p>`...)
	var w AddressWriter
	for _, c := range []Context{Address, ImageAddress, AddressSet, AddressList, CodeAddress} {
		for _, around := range [][2]string{{"", ""}, {"/a/", "/b"}, {"", "/b"}, {"/a?x=", "&y"}} {
			b = append(append(append(b, "<a "...), attributeOf[c]...), `="`...)
			w.Start(c)
			w.Literal(around[0])
			w.Hole(s)
			w.Literal(around[1])
			b = w.AppendTo(b)
			b = append(b, `"></a>`...)
		}
	}
	b = append(b, `<script type="application/json">`...)
	b = AppendScriptJSON(b, jsonString(s))
	b = append(b, "</script>"...)
	return string(b)
}

// jsonString writes s as the plainest JSON string there is.
func jsonString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func checkPage(t *testing.T, s string) {
	t.Helper()
	if got, want := shape(t, page(s)), shape(t, page("x")); got != want {
		t.Errorf("%q changes the markup:\n got %s\nwant %s", s, got, want)
	}
}

func TestHostileText(t *testing.T) {
	for _, s := range append(hostileText, hostileAddresses...) {
		checkPage(t, s)
	}
}

// runs reports whether a browser would run an address: it takes the control characters off
// its front and tabs and newlines out before it reads the scheme.
func runs(address string) bool {
	var b strings.Builder
	for _, r := range strings.TrimLeftFunc(address, func(r rune) bool { return r <= ' ' }) {
		if r != '\t' && r != '\n' && r != '\r' && r != 0 {
			b.WriteRune(r)
		}
	}
	s := strings.ToLower(b.String())
	return strings.HasPrefix(s, "javascript:") || strings.HasPrefix(s, "vbscript:") || strings.HasPrefix(s, "data:") && !strings.HasPrefix(s, "data:image/")
}

// addresses returns what a browser reads from each address of the markup.
func addresses(t *testing.T, markup string) []string {
	t.Helper()
	var list []string
	z := xhtml.NewTokenizer(strings.NewReader(markup))
	for z.Next() != xhtml.ErrorToken {
		for _, a := range z.Token().Attr {
			if a.Key == "href" || a.Key == "src" || a.Key == "data" {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

func FuzzEscape(f *testing.F) {
	for _, s := range append(hostileText, hostileAddresses...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkPage(t, s)
		for _, a := range addresses(t, page(s)) {
			if runs(a) {
				t.Errorf("%q becomes the address %q", s, a)
			}
		}
	})
}

// FuzzAddressParts writes two holes around literal text: the literal path before a hole
// stays a prefix of what a browser asks for.
func FuzzAddressParts(f *testing.F) {
	f.Add("..", ".")
	f.Add("%2e", "/")
	f.Add("\\", "//x")
	f.Add("?", "#")
	f.Fuzz(func(t *testing.T, a, b string) {
		got := build(Address, "/fixed/", a, "/", b, "/end")
		if got == InvalidAddress {
			return
		}
		segments := strings.Split(got, "/")
		if len(segments) != 5 || segments[0] != "" || segments[1] != "fixed" || segments[4] != "end" {
			t.Fatalf("%q, %q: got %q", a, b, got)
		}
		for _, s := range segments[2:4] {
			if isDotSegment(s) || strings.ContainsAny(s, "?#\\\"<>&") {
				t.Errorf("%q, %q: segment %q", a, b, s)
			}
		}
	})
}

func FuzzCheckHoles(f *testing.F) {
	f.Add("https://\x00/\x00", uint8(CodeAddress))
	f.Add("\x00 1x, //\x00", uint8(AddressSet))
	f.Fuzz(func(t *testing.T, text string, context uint8) {
		c := Context(context % uint8(Forbidden+1))
		literals := strings.Split(text, "\x00")
		hole, fault := CheckHoles(c, literals)
		if hole < 0 || fault != HoleFine && hole >= len(literals)-1 {
			t.Errorf("hole %d of %d", hole, len(literals)-1)
		}
	})
}
