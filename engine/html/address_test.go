package html

import (
	"strings"
	"testing"
)

// build writes literals with holes between them: parts alternate, starting with a literal.
func build(c Context, parts ...string) string {
	var w AddressWriter
	w.Start(c)
	for i, p := range parts {
		if i%2 == 0 {
			w.Literal(p)
		} else {
			w.Hole(p)
		}
	}
	return string(w.AppendTo(nil))
}

func TestWholeAddress(t *testing.T) {
	for _, s := range []string{"", "/", "/a/b?c=d#e", "a", "../x", "./x", "..", "?q=1", "#top", "http://a.b/", "HTTPS://a.b",
		"mailto:a@b.c", "tel:+82", "a/b:c", "?x=javascript:1", "#javascript:1", "/javascript:1", "https:a", "글/목록"} {
		if got, want := build(Address, "", s), s; got != want {
			t.Errorf("%q: got %q", s, got)
		}
	}
	for _, s := range hostileAddresses {
		for _, c := range []Context{Address, ImageAddress, AddressSet, AddressList} {
			if (c == AddressSet || c == AddressList) && strings.ContainsAny(s, "\t\n\r") {
				continue // white space makes several items of it
			}
			if got := build(c, "", s); got != InvalidAddress {
				t.Errorf("context %d, %q: got %q", c, s, got)
			}
		}
	}
}

// hostileAddresses are addresses that no context lets through.
var hostileAddresses = []string{
	"javascript:alert(1)", "JavaScript:alert(1)", "jAvAsCrIpT:alert(1)",
	"java\tscript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)", "java\x00script:alert(1)",
	" javascript:alert(1)", "\x01javascript:alert(1)", "\x1f\x00 \tjavascript:alert(1)", "\n\njavascript:alert(1)",
	"javascript\t:alert(1)", "j\na\nv\na\ns\nc\nr\ni\np\nt\n:alert(1)",
	"vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "data:,x", "data:image/svg+xml,<svg/>",
	"file:///etc/passwd", "blob:https://a/b", "filesystem:x", "about:blank", "view-source:x", "ws://a", "ftp://a", "intent://x", "x-y.z+1:a",
	"//evil.example", "\\\\evil.example", "/\\evil.example", "\\/evil.example", "/\t/evil.example", " //evil.example", "\x00//evil.example", "///evil.example", "/\n\\evil",
}

func TestInlineBitmaps(t *testing.T) {
	for _, s := range []string{"data:image/png;base64,AA", "data:image/jpeg,x", "DATA:IMAGE/GIF;base64,x", "data:image/webp;x", "data:image/avif,"} {
		if got := build(ImageAddress, "", s); got != s {
			t.Errorf("%q: got %q", s, got)
		}
		if got := build(Address, "", s); got != InvalidAddress {
			t.Errorf("%q outside img: got %q", s, got)
		}
	}
	for _, s := range []string{"data:image/svg+xml,x", "data:image/png", "data:image/pngx,", "data: image/png,", "data:text/html,image/png,"} {
		if got := build(ImageAddress, "", s); got != InvalidAddress {
			t.Errorf("%q: got %q", s, got)
		}
	}
}

func TestAddressParts(t *testing.T) {
	tests := []struct {
		c     Context
		parts []string
		want  string
	}{
		{Address, []string{"/tags/", "a b"}, "/tags/a%20b"},
		{Address, []string{"/tags/", "한글", "/x"}, "/tags/%ED%95%9C%EA%B8%80/x"},
		{Address, []string{"/", "/evil.example"}, "/%2Fevil.example"},
		{Address, []string{"/", "", "/evil.example"}, InvalidAddress},
		{Address, []string{"/a/", "-_.!~*'()"}, "/a/-_.!~*'()"},
		{Address, []string{"/a/", "a;/?:@&=+$,#"}, "/a/a%3B%2F%3F%3A%40%26%3D%2B%24%2C%23"},
		{Address, []string{"/a/", "..", "/b"}, InvalidAddress},
		{Address, []string{"/a/", "."}, InvalidAddress},
		{Address, []string{"/a/", "..", "?x"}, InvalidAddress},
		{Address, []string{"/a/.", ".", "/b"}, InvalidAddress},
		{Address, []string{"/a/%2e", ".", "/b"}, InvalidAddress},
		{Address, []string{"/a/", ".", "", ".", "/b"}, InvalidAddress},
		{Address, []string{"/a/", "%2e%2e", "/b"}, "/a/%252e%252e/b"},
		{Address, []string{"/a/", "...", "/b"}, "/a/.../b"},
		{Address, []string{"/a/b", "..", "/c"}, "/a/b../c"},
		{Address, []string{"/a?q=", "..", ""}, "/a?q=.."},
		{Address, []string{"/a?q=/", "..", ""}, "/a?q=/.."},
		{Address, []string{"/a#", "..", ""}, "/a#.."},
		{Address, []string{"", "https://a.b", "/", "c d"}, "https://a.b/c%20d"},
		{Address, []string{"", "/x", "", "?y"}, "/x%3Fy"},
		{Address, []string{"", "java", "", "script:alert(1)"}, "javascript%3Aalert(1)"},
		{Address, []string{"", "javascript", ":alert(1)"}, InvalidAddress},
		{Address, []string{"", "", "//evil.example"}, InvalidAddress},
		{Address, []string{"//cdn.example/", "x"}, "//cdn.example/x"},
		{Address, []string{" \t//cdn.example/", "x"}, " \t//cdn.example/x"},
		{Address, []string{"mailto:", "a@b.c"}, "mailto:a%40b.c"},
		{Address, []string{"javascript:f(", "1", ")"}, InvalidAddress},
		{Address, []string{"javascript:void(0)"}, "javascript:void(0)"},
		{Address, []string{`/a?b="`, `"<&`, ""}, `/a?b=&quot;%22%3C%26`},
		{Address, []string{"", `/a?b="&<`}, `/a?b=&quot;&amp;&lt;`},
		{CodeAddress, []string{"/js/", "app", ".js"}, "/js/app.js"},
		{CodeAddress, []string{"/js/", "..", "/x.js"}, InvalidAddress},
		{AddressSet, []string{"", "a.png", " 1x, ", "b.png", " 2x"}, "a.png 1x, b.png 2x"},
		{AddressSet, []string{"a.png ", "100", "w"}, "a.png 100w"},
		{AddressSet, []string{"/i/", "a,b c", " 1x"}, "/i/a%2Cb%20c 1x"},
		{AddressSet, []string{"", "a.png 1x, javascript:x 2x"}, InvalidAddress},
		{AddressSet, []string{"a.png 1x, ", "data:image/png,x", " 2x"}, InvalidAddress},
		{AddressSet, []string{"a.png, ", "//evil", ""}, InvalidAddress},
		{AddressSet, []string{"//cdn.example/a.png, /", "b", ""}, "//cdn.example/a.png, /b"},
		{AddressSet, []string{"", "a.png", ", ", "b.png"}, "a.png, b.png"},
		{AddressSet, []string{"a.png x(,javascript:1), ", "b.png"}, "a.png x(,javascript:1), b.png"},
		{AddressList, []string{"/p ", "https://a.b/c"}, "/p https://a.b/c"},
		{AddressList, []string{"/p/", "a b", " /q"}, "/p/a%20b /q"},
		{AddressList, []string{"", "/p javascript:x"}, InvalidAddress},
		{AddressList, []string{"/p ", "", "//evil"}, InvalidAddress},
	}
	for _, tt := range tests {
		if got := build(tt.c, tt.parts...); got != tt.want {
			t.Errorf("context %d, %q: got %q, want %q", tt.c, tt.parts, got, tt.want)
		}
	}
}

func TestCheckHoles(t *testing.T) {
	tests := []struct {
		c     Context
		text  string // holes are {}
		hole  int
		fault HoleFault
	}{
		{Address, "{}", 0, HoleFine},
		{Address, "/a/{}", 0, HoleFine},
		{Address, "{}/a/{}", 0, HoleFine},
		{Address, "a{}", 0, HoleFine},
		{Address, "?q={}:{}", 0, HoleFine},
		{Address, "/a:{}", 0, HoleFine},
		{Address, "{}?a:b", 0, HoleFine},
		{Address, "{}:x", 0, HoleInHost},
		{Address, "java{}:x", 0, HoleInHost},
		{Address, "{}://{}", 0, HoleInHost},
		{Address, "http{}://a.b", 0, HoleInHost},
		{Address, "https://{}", 0, HoleInHost},
		{Address, "https://{}/", 0, HoleInHost},
		{Address, "https://a.{}/", 0, HoleInHost},
		{Address, "https://a.b:{}/", 0, HoleInHost},
		{Address, "https://{}@a.b/", 0, HoleInHost},
		{Address, "https:{}", 0, HoleInHost},
		{Address, "HTTPS:\\\\{}", 0, HoleInHost},
		{Address, "https://a.b/{}", 0, HoleFine},
		{Address, "https://a.b?{}", 0, HoleFine},
		{Address, "https://a.b#{}", 0, HoleFine},
		{Address, "//{}", 0, HoleInHost},
		{Address, "/\\{}", 0, HoleInHost},
		{Address, "///{}", 0, HoleInHost},
		{Address, "/{}", 0, HoleFine},
		{Address, " \t/\n/{}", 0, HoleInHost},
		{Address, "mailto:{}", 0, HoleFine},
		{Address, "tel:{}", 0, HoleFine},
		{AddressSet, "{} 1x, {} 2x", 0, HoleFine},
		{AddressSet, "{} {}w, https://{}/a 2x", 2, HoleInHost},
		{AddressSet, "a {}x,//{}", 1, HoleInHost},
		{AddressSet, "/a/{}, {}:x", 1, HoleInHost},
		{AddressList, "/a/{} {}", 0, HoleFine},
		{AddressList, "/a/{} //{}", 1, HoleInHost},
		{CodeAddress, "{}", 0, HoleBeforePath},
		{CodeAddress, "/{}", 0, HoleBeforePath},
		{CodeAddress, "{}/x.js", 0, HoleBeforePath},
		{CodeAddress, "app{}.js", 0, HoleBeforePath},
		{CodeAddress, "./{}.js", 0, HoleBeforePath},
		{CodeAddress, "../{}.js", 0, HoleBeforePath},
		{CodeAddress, "%2E%2e/{}.js", 0, HoleBeforePath},
		{CodeAddress, "?v={}", 0, HoleBeforePath},
		{CodeAddress, "/js/{}.js", 0, HoleFine},
		{CodeAddress, "js/{}.js", 0, HoleFine},
		{CodeAddress, "./js/{}.js", 0, HoleFine},
		{CodeAddress, "/app.js?v={}", 0, HoleFine},
		{CodeAddress, "https://cdn.example/{}", 0, HoleFine},
		{CodeAddress, "https://cdn.example{}", 0, HoleBeforePath},
		{CodeAddress, "//cdn.example/{}", 0, HoleFine},
		{CodeAddress, "//{}", 0, HoleBeforePath},
		{CodeAddress, "https:///{}", 0, HoleBeforePath},
		{CodeAddress, "data:text/javascript,{}", 0, HoleBeforePath},
		{CodeAddress, "javascript:/a/{}", 0, HoleBeforePath},
		{Address, "\x7f:{}", 0, HoleFine},
		{Attr, "{}:{}", 0, HoleFine},
	}
	for _, tt := range tests {
		hole, fault := CheckHoles(tt.c, strings.Split(tt.text, "{}"))
		if hole != tt.hole || fault != tt.fault {
			t.Errorf("context %d, %q: got %d, %d, want %d, %d", tt.c, tt.text, hole, fault, tt.hole, tt.fault)
		}
	}
}

func TestAddressWriterDoesNotAllocate(t *testing.T) {
	var w AddressWriter
	dst := make([]byte, 0, 256)
	write := func() {
		w.Start(Address)
		w.Literal("/tags/")
		w.Hole("한글 \"quoted\"")
		w.Literal("?page=")
		w.Hole("2")
		dst = w.AppendTo(dst[:0])
	}
	write()
	if n := testing.AllocsPerRun(100, write); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
