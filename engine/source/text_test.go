package source

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func check(t *testing.T, text *Text, want string) {
	t.Helper()
	if got := text.String(); got != want {
		t.Fatalf("text is %q, want %q", got, want)
	}
	if text.Len() != len(want) || text.Lines() != strings.Count(want, "\n")+1 {
		t.Fatalf("length %d and %d lines for %q", text.Len(), text.Lines(), want)
	}
	for off := 0; off <= len(want); off += 1 + len(want)/200 {
		line, col := text.LineCol(off)
		start := strings.LastIndexByte(want[:off], '\n') + 1
		if line != strings.Count(want[:off], "\n") || col != off-start {
			t.Fatalf("offset %d of %q is at %d:%d", off, want, line, col)
		}
		if !utf8.ValidString(want) || off < len(want) && !utf8.RuneStart(want[off]) {
			continue
		}
		end := strings.TrimSuffix(strings.SplitAfter(want[start:]+"\n", "\n")[0], "\n")
		if col > len(strings.TrimSuffix(end, "\r")) {
			continue // between CR and LF
		}
		if back := text.Offset(line, col); back != off {
			t.Fatalf("offset %d of %q comes back as %d", off, want, back)
		}
		line, units := text.OffsetToUTF16(off)
		if want := len(utf16.Encode([]rune(want[start:off]))); units != want {
			t.Fatalf("offset %d is at UTF-16 column %d, want %d", off, units, want)
		}
		if back := text.UTF16ToOffset(line, units); back != off {
			t.Fatalf("offset %d comes back from UTF-16 as %d", off, back)
		}
		_, runes := text.OffsetToRune(off)
		before := want[start:off]
		if start == 0 {
			before = strings.TrimPrefix(before, "\ufeff")
		}
		if want := utf8.RuneCountInString(before); runes != want {
			t.Fatalf("offset %d is at column %d, want %d", off, runes, want)
		}
		if back := text.RuneToOffset(line, runes); back != off && before != "" {
			t.Fatalf("offset %d comes back from its column as %d", off, back)
		}
	}
}

func TestTextCounts(t *testing.T) {
	for _, s := range []string{"", "a", "a\n", "a\r\nb\r\n", "글\n😀x\n", "\ufeff글", "\r", "a\rb", strings.Repeat("글자 😀 abc\r\n", 4000), strings.Repeat("x", 50000)} {
		check(t, NewText(s), s)
		check(t, NewText([]byte(s)), s)
	}
}

func TestTextAppliesEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"", "a", "\n", "\r", "\r\n", "글", "\xea", "\xb8", "\x80", "😀", strings.Repeat("long 글\n", 3000), "\xf0\x9f"}
	for range 30 {
		want := strings.Repeat("글자 x\n", r.IntN(5000))
		text := NewText(want)
		for range 60 {
			start := r.IntN(len(want) + 1)
			end := min(len(want), start+r.IntN(1+r.IntN(1+r.IntN(20000))))
			e := Edit{Span{start, end}, pieces[r.IntN(len(pieces))]}
			want = want[:start] + e.New + want[end:]
			text = text.Apply(e)
			check(t, text, want)
			for i := 1; i < len(text.chunks); i++ {
				if partsCharacter(text.chunks[i-1].text, text.chunks[i].text) {
					t.Fatal("a character is parted")
				}
				if text.chunks[i].text == "" {
					t.Fatal("a chunk is empty")
				}
			}
		}
	}
}

func TestColumnsOfBrokenText(t *testing.T) {
	text := NewText("\ufeffa\xff\xfeb\n\xff")
	for off, want := range map[int]int{3: 0, 4: 1, 6: 2, 7: 3, 8: 0, 9: 1} {
		if _, col := text.OffsetToRune(off); col != want {
			t.Errorf("offset %d is at column %d, want %d", off, col, want)
		}
	}
}

func TestLineSpan(t *testing.T) {
	text := NewText("ab\r\n\ncd")
	for line, want := range []Span{{0, 2}, {4, 4}, {5, 7}, {7, 7}} {
		if got := text.LineSpan(line); got != want {
			t.Errorf("line %d is %v, want %v", line, got, want)
		}
	}
}

// TestWholeTextIsMadeOnce asks for a text of many chunks again and again: it is copied once, and not at all before an edit.
func TestWholeTextIsMadeOnce(t *testing.T) {
	s := strings.Repeat("let x = 1\n", chunkSize)
	text := NewText(s)
	edited := text.Apply(Edit{Span: Span{Start: 4, End: 5}, New: "y"})
	if got, want := edited.String(), "let y"+s[5:]; got != want {
		t.Error("the text is not the edited one")
	}
	for what, text := range map[string]*Text{"read": text, "edited": edited} {
		if n := testing.AllocsPerRun(10, func() { _ = text.String() }); n != 0 {
			t.Errorf("the %s text was made again, in %v allocations", what, n)
		}
	}
	if text.String() != s {
		t.Error("the text before the edit is another one")
	}
}
