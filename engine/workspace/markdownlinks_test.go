package workspace

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestMarkdownLinks finds the addresses of links and images, and no others.
func TestMarkdownLinks(t *testing.T) {
	const text = "---\ntitle: '[a](/front)'\n---\n" +
		"글 [a](/one?x=1#y \"title\") and ![b](</two.png>), [c][ref] [d](https://example.org/no) [d](//example.org/no) [d](mailto:a@b) [d](#no) [e](../re%20lative.md#x) `[f](/code)`\n" +
		"\n```\n[g](/fenced)\n```\n\n    [h](/indented)\n\n<p title=\"](/html)\">\n\n\\[i](/escaped) [j](/p(q)) [k]( /spaced )\n\n[ref]: /three\n[unused]: </four>\n[five]: ./five.png\n"
	snap := Open(fstest.MapFS{"a.md": {Data: []byte(text)}, "b.md": {Data: []byte("plain")}}, Config{}).Snapshot()
	var got []string
	for _, l := range snap.MarkdownLinks("a.md") {
		if text[l.Span.Start:l.Span.End] != l.Address {
			t.Errorf("%s is at %q", l.Address, text[l.Span.Start:l.Span.End])
		}
		got = append(got, l.Address)
	}
	if want := "/one?x=1#y /two.png ../re%20lative.md#x /spaced /three /four ./five.png"; strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
	if l := append(snap.MarkdownLinks("b.md"), snap.MarkdownLinks("c.md")...); l != nil {
		t.Error(l)
	}
}
