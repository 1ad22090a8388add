package feature

import "testing"

func TestPlain(t *testing.T) {
	for _, c := range [][2]string{
		{"The `name` of **it**, see [there](https://x.example/a).", "The name of it, see there."},
		{"Before.\n\n```codescript\nlet a = `x`\n```\n\nAfter.", "Before.\n\nlet a = `x`\n\nAfter."},
		{"# Title\ntext [a](b", "Title\ntext [a](b"},
		{"", ""},
	} {
		if got := Plain(c[0]); got != c[1] {
			t.Errorf("%q became %q, want %q", c[0], got, c[1])
		}
	}
}

func TestWithoutTags(t *testing.T) {
	for _, c := range [][2]string{
		{"Draws <p> and `<b>`, if a < b.", "Draws \\<p> and `<b>`, if a \\< b."},
		{"```\n<p>\n```\n<i>", "```\n<p>\n```\n\\<i>"},
		{"nothing", "nothing"},
	} {
		if got := WithoutTags(c[0]); got != c[1] {
			t.Errorf("%q became %q, want %q", c[0], got, c[1])
		}
	}
}
