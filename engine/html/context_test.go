package html

import "testing"

// tag builds a Tag whose other attributes are literal, but for those with the value "{}",
// which are holes.
func tag(name string, attrs ...string) Tag {
	return Tag{Name: name, Literal: func(attribute string) Literal {
		for i := 0; i < len(attrs); i += 2 {
			if lower(attrs[i]) == lower(attribute) {
				return Literal{attrs[i+1], true, attrs[i+1] != "{}"}
			}
		}
		return Literal{}
	}}
}

func TestContextOf(t *testing.T) {
	tests := []struct {
		tag       Tag
		attribute string
		want      Context
	}{
		{tag("p"), "title", Attr},
		{tag("p"), "class", Attr},
		{tag("a"), "href", Address},
		{tag("A"), "HREF", Address},
		{tag("x-link"), "href", Address},
		{tag("form"), "action", Address},
		{tag("button"), "formaction", Address},
		{tag("video"), "poster", Address},
		{tag("q"), "cite", Address},
		{tag("body"), "background", Address},
		{tag("html"), "manifest", Address},
		{tag("use"), "xlink:href", Address},
		{tag("div"), "data", Address},
		{tag("img"), "src", ImageAddress},
		{tag("audio"), "src", Address},
		{tag("img"), "srcset", AddressSet},
		{tag("link"), "imagesrcset", AddressSet},
		{tag("a"), "ping", AddressList},
		{tag("script"), "src", CodeAddress},
		{tag("sCrIpT"), "SrC", CodeAddress},
		{tag("script"), "href", CodeAddress},
		{tag("script"), "xlink:href", CodeAddress},
		{tag("iframe"), "src", CodeAddress},
		{tag("frame"), "src", CodeAddress},
		{tag("embed"), "src", CodeAddress},
		{tag("object"), "data", CodeAddress},
		{tag("base"), "href", CodeAddress},
		{tag("link"), "href", Address},
		{tag("link", "rel", "icon"), "href", Address},
		{tag("link", "rel", "canonical alternate"), "href", Address},
		{tag("link", "rel", "{}"), "href", CodeAddress},
		{tag("link", "rel", "alternate StyleSheet"), "href", CodeAddress},
		{tag("link", "rel", "preload"), "href", CodeAddress},
		{tag("link", "rel", "modulepreload"), "href", CodeAddress},
		{tag("link", "rel", "prefetch"), "href", CodeAddress},
		{tag("link", "rel", "import"), "href", CodeAddress},
		{tag("link", "rel", "icon\tmanifest"), "href", CodeAddress},
		{tag("link", "rel", "dns-prefetch"), "href", Address},
		{tag("script", "type", "application/json"), "data", ScriptData},
		{tag("script", "type", "importmap"), "data", Forbidden},
		{tag("script", "type", "{}"), "data", Forbidden},
		{tag("script"), "data", Forbidden},
		{tag("p"), "style", Style},
		{tag("p"), "onclick", Forbidden},
		{tag("p"), "ONCLICK", Forbidden},
		{tag("p"), "onanythingnew", Forbidden},
		{tag("p"), "on", Forbidden},
		{tag("button"), "on:click", Handler},
		{tag("iframe"), "srcdoc", Forbidden},
		{tag("meta", "name", "description"), "content", Attr},
		{tag("meta", "http-equiv", "refresh"), "content", Forbidden},
		{tag("meta", "HTTP-EQUIV", "{}"), "content", Forbidden},
		{tag("animate", "attributeName", "fill"), "values", Attr},
		{tag("animate", "attributeName", "href"), "values", Forbidden},
		{tag("set", "attributeName", "xlink:href"), "to", Forbidden},
		{tag("set", "attributeName", "evil:HREF "), "to", Forbidden},
		{tag("animate", "attributeName", "onclick"), "from", Forbidden},
		{tag("animate", "attributeName", "{}"), "by", Forbidden},
		{tag("animate"), "attributeName", Forbidden},
		{tag("animateTransform", "attributeName", "style"), "to", Forbidden},
		{tag("p"), "aria-label", Attr},
	}
	for _, tt := range tests {
		if got := ContextOf(tt.tag, tt.attribute); got != tt.want {
			t.Errorf("%s %s: got %d, want %d", tt.tag.Name, tt.attribute, got, tt.want)
		}
	}
}

func TestTakesSpread(t *testing.T) {
	for _, name := range []string{"script", "style", "iframe", "frame", "base", "meta", "link", "object", "embed",
		"animate", "animateMotion", "animateTransform", "set", "SCRIPT"} {
		if TakesSpread(name) {
			t.Errorf("%s takes a spread", name)
		}
	}
	for _, name := range []string{"p", "a", "img", "input", "svg", "x-y"} {
		if !TakesSpread(name) {
			t.Errorf("%s takes no spread", name)
		}
	}
}

func TestIsAttributeName(t *testing.T) {
	for _, s := range []string{"a", "data-x", "xlink:href", "@click", "_x", ":x", "A.b-1"} {
		if !IsAttributeName(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{"", "-a", "1a", "a b", "a=b", "a>", "a/", `a"`, "a'", "a@", "é", "a\x00", "\ta", "<a"} {
		if IsAttributeName(s) {
			t.Errorf("%q is accepted", s)
		}
	}
}

func TestBoolForm(t *testing.T) {
	tests := []struct {
		attribute, yes, no string
		noWritten          bool
	}{
		{"disabled", "", "", false},
		{"contenteditable", "true", "false", true},
		{"draggable", "true", "false", true},
		{"spellcheck", "true", "false", true},
		{"writingsuggestions", "true", "false", true},
		{"aria-hidden", "true", "false", true},
		{"data-open", "true", "false", true},
		{"translate", "yes", "no", true},
		{"autocorrect", "on", "off", true},
		{"autocomplete", "on", "off", true},
	}
	for _, tt := range tests {
		f := BoolFormOf(tt.attribute)
		if text, written := f.Text(true); text != tt.yes || !written {
			t.Errorf("%s=true: %q, %v", tt.attribute, text, written)
		}
		if text, written := f.Text(false); text != tt.no || written != tt.noWritten {
			t.Errorf("%s=false: %q, %v", tt.attribute, text, written)
		}
	}
}
