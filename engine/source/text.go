package source

import (
	"sort"
	"strings"
	"sync/atomic"
	"unicode/utf8"
)

// chunkSize is the size in bytes that chunks of a text have about: small enough that an edit copies little, large enough that
// a file of some megabytes has only some hundred chunks, whose headers an edit also copies.
const chunkSize = 8 << 10

// MaxLen is the longest text in bytes that the tree can measure; callers refuse longer files.
const MaxLen = 1<<31 - 1

// Text is an immutable program text, kept in chunks so that an edit copies a few kilobytes and not the file. All methods may be
// called by any number of goroutines. Lines end in LF or CRLF; a lone CR is an ordinary character. Bytes that are not UTF-8
// count as one character each.
//
// Coordinates: an offset counts bytes; (line, column) pairs count lines from 0 and columns in bytes (LineCol, Offset), in UTF-16
// units (UTF16 names) or in code points (Rune names).
type Text struct {
	chunks []chunk
	end    chunk                  // the counts of the whole text: where a next chunk would begin
	whole  atomic.Pointer[string] // all chunks; nil before anybody asks for it
}

// chunk is a piece of a text with the counts of all that stands before it.
type chunk struct {
	text  string
	start int // bytes before
	line  int // line feeds before
	wide  int // bytes before that are not ASCII
}

// NewText makes a text of s. A string is not copied; bytes are.
func NewText[S string | []byte](s S) *Text {
	t := &Text{}
	whole := string(s)
	t.chunks = appendChunks(make([]chunk, 0, len(s)/chunkSize+1), whole)
	t.count(0)
	if len(t.chunks) > 1 {
		t.whole.Store(&whole)
	}
	return t
}

// Len is the number of bytes in t.
func (t *Text) Len() int { return t.end.start }

// Lines is the number of lines in t: one more than the line feeds.
func (t *Text) Lines() int { return t.end.line + 1 }

// String is the whole text. It is put together at most once.
func (t *Text) String() string {
	if len(t.chunks) <= 1 {
		return t.Slice(Span{0, t.Len()})
	}
	whole := t.whole.Load()
	if whole == nil {
		whole = new(t.Slice(Span{0, t.Len()}))
		t.whole.Store(whole)
	}
	return *whole
}

// Slice is the text of span, which is cut to the text. It does not copy where the span lies in one chunk.
func (t *Text) Slice(span Span) string {
	start, end := max(span.Start, 0), min(span.End, t.Len())
	if start >= end {
		return ""
	}
	i := t.chunkAt(start)
	c := &t.chunks[i]
	if end <= c.start+len(c.text) {
		return c.text[start-c.start : end-c.start]
	}
	var b strings.Builder
	b.Grow(end - start)
	for ; i < len(t.chunks) && t.chunks[i].start < end; i++ {
		c := &t.chunks[i]
		b.WriteString(c.text[max(start-c.start, 0):min(end-c.start, len(c.text))])
	}
	return b.String()
}

// Window is the rest of the chunk that holds the byte at offset: the longest text from there that needs no copy. It is empty at
// the end of the text.
func (t *Text) Window(offset int) string {
	if offset < 0 || offset >= t.Len() {
		return ""
	}
	c := &t.chunks[t.chunkAt(offset)]
	return c.text[offset-c.start:]
}

// Apply is t with e made. A span beyond the text is cut to it.
func (t *Text) Apply(e Edit) *Text {
	start := min(max(e.Span.Start, 0), t.Len())
	end := min(max(e.Span.End, start), t.Len())
	if len(t.chunks) == 0 {
		return NewText(e.New)
	}
	first, last := t.chunkAt(start), t.chunkAt(end)
	a, b := &t.chunks[first], &t.chunks[last]
	middle := a.text[:start-a.start] + e.New + b.text[end-b.start:]
	// Neighbours are taken in where the border would part a character, or where the piece became too small to keep.
	if first > 0 && (len(middle) < chunkSize/4 || partsCharacter(t.chunks[first-1].text, middle)) {
		first--
		middle = t.chunks[first].text + middle
	}
	if last+1 < len(t.chunks) && (len(middle) < chunkSize/4 || partsCharacter(middle, t.chunks[last+1].text)) {
		last++
		middle += t.chunks[last].text
	}
	n := &Text{chunks: make([]chunk, first, len(t.chunks)+len(e.New)/chunkSize+2)}
	copy(n.chunks, t.chunks)
	n.chunks = appendChunks(n.chunks, middle)
	changed := len(n.chunks)
	n.chunks = append(n.chunks, t.chunks[last+1:]...)
	n.recount(first, changed, t.end)
	return n
}

// appendChunks cuts s into chunks that part no character, and appends them without counts.
func appendChunks(chunks []chunk, s string) []chunk {
	for len(s) > 2*chunkSize {
		cut := chunkSize
		for back := 0; back < utf8.UTFMax && partsCharacter(s[:cut], s[cut:]); back++ {
			cut--
		}
		chunks = append(chunks, chunk{text: s[:cut]})
		s = s[cut:]
	}
	if s != "" {
		chunks = append(chunks, chunk{text: s})
	}
	return chunks
}

// partsCharacter reports whether the border between a and b lies inside a character.
func partsCharacter(a, b string) bool {
	if b == "" || utf8.RuneStart(b[0]) {
		return false
	}
	for back := 1; back < utf8.UTFMax && back <= len(a); back++ {
		if c := a[len(a)-back]; utf8.RuneStart(c) {
			if c < utf8.RuneSelf {
				return false
			}
			r, size := utf8.DecodeRuneInString(a[len(a)-back:] + b[:min(len(b), utf8.UTFMax)])
			return r != utf8.RuneError && size > back || r == utf8.RuneError && size > back
		}
	}
	return false
}

// count sets the counts of the chunks from first on.
func (t *Text) count(first int) {
	at := chunk{}
	if first > 0 {
		at = t.chunks[first-1].next()
	}
	for i := first; i < len(t.chunks); i++ {
		c := &t.chunks[i]
		c.start, c.line, c.wide = at.start, at.line, at.wide
		at = c.next()
	}
	t.end = at
}

// recount sets the counts of chunks first to changed by reading them and moves those after by the difference, given the counts
// at the end of the text before.
func (t *Text) recount(first, changed int, end chunk) {
	rest := t.chunks[changed:]
	was := end
	if len(rest) > 0 {
		was = rest[0]
	}
	t.chunks = t.chunks[:changed]
	t.count(first)
	now := t.end
	t.chunks = t.chunks[:changed+len(rest)]
	lines, bytes, wide := now.line-was.line, now.start-was.start, now.wide-was.wide
	for i := range rest {
		rest[i].start += bytes
		rest[i].line += lines
		rest[i].wide += wide
	}
	t.end = chunk{start: end.start + bytes, line: end.line + lines, wide: end.wide + wide}
}

// next is where the chunk after c begins.
func (c *chunk) next() chunk {
	return chunk{
		start: c.start + len(c.text),
		line:  c.line + strings.Count(c.text, "\n"),
		wide:  c.wide + countWide(c.text),
	}
}

// countWide is how many bytes of s are not ASCII.
func countWide(s string) int {
	n := 0
	for i := range len(s) {
		n += int(s[i] >> 7)
	}
	return n
}

// chunkAt is the index of the chunk that holds offset, the last one at the end of the text; -1 when there is none.
func (t *Text) chunkAt(offset int) int {
	return sort.Search(len(t.chunks), func(i int) bool { return t.chunks[i].start > offset }) - 1
}
