package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// document builds a document from a small notation, one command a word:
//
//	( )  group   < >  fill   { }  indent   _ line   . softline   ! hardline   ~ blank   + space   ^ mark   * break parent
//	,    IfBreak(",", "")   #text  line suffix   anything else  text; in it \n is a line feed
//
// "verbatim:" before a text makes it verbatim.
func document(words string) *Builder {
	b := &Builder{}
	b.Reset(strings.ReplaceAll(words, `\n`, "\n"))
	at := 0
	for _, w := range strings.Split(b.src, " ") {
		switch w {
		case "(":
			b.Group()
		case "<":
			b.Fill()
		case "{":
			b.Indent()
		case ")", ">", "}":
			b.End()
		case "_":
			b.Line()
		case ".":
			b.Softline()
		case "!":
			b.Hardline()
		case "~":
			b.Blank()
		case "+":
			b.Space()
		case "^":
			b.Mark()
		case "*":
			b.BreakParent()
		case ",":
			b.IfBreak(",", "")
		default:
			switch {
			case strings.HasPrefix(w, "#"):
				b.LineSuffix(at, at+len(w))
			case strings.HasPrefix(w, "verbatim:"):
				b.Verbatim(at+len("verbatim:"), at+len(w))
			default:
				b.Text(at, at+len(w))
			}
		}
		at += len(w) + 1
	}
	return b
}

func TestRender(t *testing.T) {
	const call = "f[ ( { . aa; _ bb , } . ) ]"                         // a group with a closing text after it
	const hug = "f ( [ { . aa; _ ^ fn: ( { ! body } ! end ) , } . ) ]" // its last part holds its own breaks
	tests := []struct {
		name, doc string
		width     int
		want      string
	}{
		{"fits", call, 10, "f[aa; bb]"},
		{"fits to the last column", call, 9, "f[aa; bb]"},
		{"the rest counts", call, 8, "f[\n\taa;\n\tbb,\n]"},
		{"hardline breaks every group", "( a ( b ! c ) _ d )", 99, "ab\nc\nd"},
		{"break parent", "( a _ ( b _ c * ) )", 99, "a\nb\nc"},
		{"groups inside a flat group are flat", "( a ( _ b ) )", 99, "a b"},
		{"inner group breaks by itself", "( a _ ( b _ c ) )", 3, "a\nb c"},
		{"nothing outside a group is flat", "a _ b", 99, "a\nb"},
		{"marked group hugs", hug, 20, "f[aa; fn:\n\tbody\nend]"},
		{"marked group is flat when all of it fits", "f ( [ { . aa; _ ^ ( b _ c ) , } . ) ]", 10, "f[aa; b c]"},
		{"marked group is tried before it breaks", "f ( [ { . aa; _ ^ ( b { _ ccc } _ d ) , } . ) ]", 9, "f[aa; b\n\tccc\nd]"},
		{"marked group breaks when its head does not fit", hug, 7, "f[\n\taa;\n\tfn:\n\t\tbody\n\tend,\n]"},
		{"fill", "< one _ two _ three _ four >", 9, "one two\nthree\nfour"},
		{"fill breaks only where it must", "< a _ bbbbbbbbbbbb _ c _ d >", 6, "a\nbbbbbbbbbbbb\nc d"},
		{"rest of a fill", "< a _ bb > ccc", 6, "a\nbbccc"},
		{"item of a fill with a group", "< aaa _ ( b[ { . c } . ) ] _ d >", 6, "aaa\nb[c] d"},
		{"blank is one empty line", "a ~ ~ ! b", 99, "a\n\nb"},
		{"blank at the start is nothing", "~ a", 99, "a"},
		{"no white space at the end of a line", "a + ! b", 99, "a\nb"},
		{"spaces in a row are one", "a + + b", 99, "a b"},
		{"suffix has no width", "( a _ b ) #comment ! c", 3, "a b#comment\nc"},
		{"suffix ends the line", "( a + #c b _ d )", 99, "a #c\nb\nd"},
		{"suffix before a softline", "( a #c . b )", 99, "a#c\nb"},
		{"multiline text ends the measure", "( f[ { . \"\"\"\\n\"\"\" } . ] )", 6, "f[\"\"\"\n\"\"\"]"},
		{"verbatim breaks", "( a { . verbatim:b\\nc } . ) d", 99, "a\n\tb\nc\nd"},
		{"wide characters are two columns", "( 글 _ 목 )", 4, "글\n목"},
		{"combining marks are none", "( e\u0301 _ b )", 3, "e\u0301 b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := string(document(test.doc).Render(nil, Config{Width: test.width}))
			if got != test.want {
				t.Errorf("%s\ngot  %q\nwant %q", test.doc, got, test.want)
			}
		})
	}
}

// TestAgainstDefinition prints random documents and compares with reference, which follows doc.go word by word and measures by looking ahead.
func TestAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		doc := randomDocument(r)
		width := r.IntN(24)
		b := document(doc)
		got := string(b.Render(nil, Config{Width: width}))
		if want := reference(b, width); got != want {
			t.Fatalf("%s\nwidth %d\ngot  %q\nwant %q", doc, width, got, want)
		}
		checkShape(t, doc, got)
	}
}

// checkShape holds what no document can express.
func checkShape(t *testing.T, doc, got string) {
	t.Helper()
	if strings.HasPrefix(got, "\n") || strings.Contains(got, "\n\n\n") {
		t.Fatalf("%s\nempty lines in %q", doc, got)
	}
	for line := range strings.SplitSeq(got, "\n") {
		if strings.TrimRight(line, " \t") != line {
			t.Fatalf("%s\nwhite space at the end of a line of %q", doc, got)
		}
	}
}

// randomDocument returns a document in the notation of document. Fills hold no indents: nobody builds them so.
func randomDocument(r *rand.Rand) string {
	var words []string
	var open []string
	leaves := []string{"a", "bb", "ccc", "글", "_", "_", "_", ".", ".", "!", "~", "+", "*", ",", "#c", `d\ne`, `verbatim:f\ng`}
	for range r.IntN(30) {
		switch n := r.IntN(10); {
		case n < 6:
			words = append(words, leaves[min(r.IntN(len(leaves)), r.IntN(len(leaves)))])
		case n == 6 && len(open) > 0 && open[len(open)-1] == ")":
			words = append(words, "^")
		case n < 8 && len(open) > 0:
			words = append(words, open[len(open)-1])
			open = open[:len(open)-1]
		default:
			i := r.IntN(3)
			if len(open) > 0 && open[len(open)-1] == ">" && i == 2 {
				i = 0
			}
			words = append(words, []string{"(", "<", "{"}[i])
			open = append(open, []string{")", ">", "}"}[i])
		}
	}
	for len(open) > 0 {
		words = append(words, open[len(open)-1])
		open = open[:len(open)-1]
	}
	return strings.Join(words, " ")
}

// reference prints what b holds, deciding by looking ahead from the place of decision.
func reference(b *Builder, width int) string {
	p := printer{b: b, c: Config{Width: width}, fresh: true}
	cmds := b.cmds
	for i := range cmds {
		c := &cmds[i]
		switch c.op {
		case opGroup:
			end, mark := scopeEnd(cmds, i)
			m := modeBroken
			flat, must := flatWidth(b, i, end)
			head := -1
			if mark >= 0 {
				w, early := flatWidth(b, i, mark)
				if !early && !runsOver(cmds[i:mark]) {
					head = w + toBreak(b, mark)
				}
			}
			rest := 0
			if !runsOver(cmds[i:end]) {
				rest = toBreak(b, end)
			}
			switch {
			case p.flat():
				m = modeFlat
			case !must && flat+rest <= p.left():
				m = modeFlat
			case head >= 0 && head <= p.left():
				m = modeHead
			}
			p.frames = append(p.frames, frame{op: opGroup, mode: m})
		case opLine:
			line := *c
			line.a, line.b, line.w = 0, 0, 0
			if p.mode() == modeFill {
				next, last := fillItem(cmds, i)
				w, must := flatWidth(b, i+1, next)
				switch {
				case must:
					line.a, line.b = unfit, unfit
				case runsOver(cmds[i:next]):
					line.a, line.b = unfit, uint32(toBreak(b, i+1))
				case last:
					line.a, line.w = uint32(w), uint32(toBreak(b, next))
				default:
					line.a = uint32(w)
				}
			}
			p.step(&line)
		default:
			p.step(c)
		}
	}
	return string(p.out)
}

// scopeEnd returns the indices of the end and of the mark (or -1) of the scope that starts at i.
func scopeEnd(cmds []cmd, i int) (end, mark int) {
	mark = -1
	depth := 0
	var scopes []op
	for j := i; ; j++ {
		switch cmds[j].op {
		case opGroup, opFill, opIndent:
			depth++
			scopes = append(scopes, cmds[j].op)
		case opMark:
			owner := len(scopes) - 1
			for scopes[owner] == opIndent {
				owner--
			}
			if owner == 0 && mark < 0 {
				mark = j
			}
		case opEnd:
			depth--
			scopes = scopes[:len(scopes)-1]
			if depth == 0 {
				return j, mark
			}
		}
	}
}

// flatWidth returns the width of the commands from..to when flat, up to a line feed in a text, and whether one of them must break.
func flatWidth(b *Builder, from, to int) (w int, must bool) {
	over := false
	for i := from; i < to; i++ {
		c := &b.cmds[i]
		n := 0
		switch c.op {
		case opText, opLiteral:
			n = int(c.w)
		case opSpace:
			n = 1
		case opLine:
			if c.flags&flagSoft == 0 {
				n = 1
			}
		case opIfBreak:
			n = Width(b.literals[c.b])
		case opHardline, opBlank, opSuffix, opBreak:
			must = true
		}
		if !over {
			w += n
		}
		over = over || c.flags&flagMultiline != 0 && c.op == opText
	}
	return w, must
}

func runsOver(cmds []cmd) bool {
	for i := range cmds {
		if cmds[i].op == opText && cmds[i].flags&flagMultiline != 0 {
			return true
		}
	}
	return false
}

// toBreak returns the width from i to the next place where a line could break. A flat line of a marked group, after its mark, is no such place.
func toBreak(b *Builder, i int) int {
	w := 0
	for ; i < len(b.cmds); i++ {
		c := &b.cmds[i]
		switch c.op {
		case opText:
			w += int(c.w)
			if c.flags&flagMultiline != 0 {
				return w
			}
		case opLiteral:
			w += int(c.w)
		case opSpace:
			w++
		case opIfBreak:
			w += max(Width(b.literals[c.a]), Width(b.literals[c.b]))
		case opLine:
			if !afterMark(b.cmds, i) {
				return w
			}
			if c.flags&flagSoft == 0 {
				w++
			}
		case opHardline, opBlank, opSuffix:
			return w
		}
	}
	return w
}

// afterMark reports whether the nearest group of command i has its mark before i.
func afterMark(cmds []cmd, i int) bool {
	depth := 0
	for j := i - 1; j >= 0; j-- {
		switch cmds[j].op {
		case opEnd:
			depth++
		case opGroup, opFill, opIndent:
			if depth > 0 {
				depth--
				continue
			}
			if cmds[j].op != opIndent {
				_, mark := scopeEnd(cmds, j)
				return cmds[j].op == opGroup && mark >= 0 && mark < i
			}
		}
	}
	return false
}

// fillItem returns where the item after the fill's line i ends, and whether it is the fill's last.
func fillItem(cmds []cmd, i int) (end int, last bool) {
	depth := 0
	for j := i + 1; ; j++ {
		switch cmds[j].op {
		case opGroup, opFill, opIndent:
			depth++
		case opEnd:
			if depth == 0 {
				return j, true
			}
			depth--
		case opLine, opHardline, opBlank:
			if depth == 0 {
				return j, false
			}
		}
	}
}

// TestWorkIsLinear holds building to a multiple of the commands, in documents that are wide, deep, and both.
func TestWorkIsLinear(t *testing.T) {
	for name, part := range map[string][3]string{
		"groups in groups":     {"( a _ ", "", ") "},
		"indents in indents":   {"{ ! a ", "", "} "},
		"fills in groups":      {"( < a _ ", "", "> b ) "},
		"marks":                {"( a { . ^ ", "", "} . ) "},
		"groups one by one":    {"( a _ b ) ", "", ""},
		"items of a fill":      {"", "< " + strings.Repeat("a _ ", 1000) + "> ", ""},
		"text over many lines": {"( a\\nb ", "", ") "},
	} {
		work := func(n int) (steps, cmds int) {
			doc := strings.Repeat(part[0], n) + part[1] + strings.Repeat(part[2], n)
			b := document(strings.TrimSpace(doc))
			b.Render(nil, Config{Width: 20})
			return b.work, b.Len()
		}
		for _, n := range []int{1, 100, 10000} {
			if steps, cmds := work(n); steps > 4*cmds+8 {
				t.Errorf("%s: %d steps for %d commands", name, steps, cmds)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	b := document("( aa { _ bb #c } ! dd )")
	var places []Place
	out := string(b.Render(nil, Config{Width: 80, Places: &places}))
	var parts []string
	for _, p := range places {
		if got, want := out[p.Out:p.Out+p.Len], b.src[p.Src:p.Src+p.Len]; got != want {
			t.Errorf("place %v: %q printed for %q", p, got, want)
		}
		parts = append(parts, out[p.Out:p.Out+p.Len])
	}
	if got, want := fmt.Sprint(parts), "[aa bb #c dd]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestIndentOfRender(t *testing.T) {
	got := string(document("( a { _ b } _ c )").Render([]byte("x"), Config{Width: 10, Indent: 2}))
	if want := "x\t\ta\n\t\t\tb\n\t\tc"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestResetKeepsNothing(t *testing.T) {
	b := document("( a _ b , )")
	b.Reset("x")
	b.Text(0, 1)
	b.IfBreak("yes", "no")
	if got := string(b.Render(nil, Config{Width: 10})); got != "xyes" {
		t.Errorf("got %q, want %q", got, "xyes")
	}
}

func BenchmarkRender(b *testing.B) {
	doc := document(strings.TrimSpace(strings.Repeat("( f( { . aaaa, _ ( g( { . bbbb , } . ) ) , } . ) ) ! ", 10000)))
	var out []byte
	for b.Loop() {
		out = doc.Render(out[:0], Config{Width: 40})
	}
	b.SetBytes(int64(len(out)))
}
