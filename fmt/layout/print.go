package layout

import (
	"math"
	"strings"
)

// Unbounded is a width that every line fits in.
const Unbounded = math.MaxInt32 / 2

// Config says how to print a document.
type Config struct {
	Width  int      // columns a line may have
	Indent int      // tabs before every line
	Places *[]Place // where bytes of the source went, in the order of printing; nil if nobody asks
	Start  int      // where in dst a text began that this document goes on with, on a new line
}

// Place says that Len bytes at offset Src of the source were printed at offset Out of the result.
type Place struct{ Src, Out, Len int }

// mode is the state of a scope while it is printed.
type mode uint8

const (
	modeBroken mode = iota // lines are broken, groups decide
	modeFill               // each line decides, groups decide
	modeFlat               // lines are flat, groups are flat
	modeHead               // of a marked group before its mark: lines are flat, groups are flat
	modeTail               // of a marked group after its mark: lines are flat, groups decide
)

// frame is an open scope.
type frame struct {
	op   op
	mode mode // of an indent: that of the nearest group or fill
	deep bool // an indent that counts
}

type printer struct {
	b      *Builder
	c      Config
	out    []byte
	base   int // length of out at the start
	frames []frame
	depth  int  // tabs at the start of a line
	col    int  // columns used on the current line, once something stands on it
	fresh  bool // nothing stands on the current line
	space  bool // a space is due before the next text
}

// Render appends the document, printed, to dst. It neither changes the builder nor ends the last line. Every scope must have been closed.
func (b *Builder) Render(dst []byte, c Config) []byte {
	b.settle()
	p := printer{b: b, c: c, out: dst, base: c.Start, depth: c.Indent, fresh: true}
	for i := range b.cmds {
		p.step(&b.cmds[i])
	}
	return p.out
}

func (p *printer) step(c *cmd) {
	switch c.op {
	case opText:
		p.source(c)
		if c.flags&flagMultiline != 0 {
			s := p.b.src[c.a:c.b]
			p.col = Width(s[strings.LastIndexByte(s, '\n')+1:])
			p.fresh = false
		}
	case opSuffix:
		p.source(c)
	case opLiteral:
		p.literal(c.a)
	case opSpace:
		p.space = true
	case opLine:
		p.line(c)
	case opHardline:
		p.newline()
	case opBlank:
		p.blank()
	case opGroup:
		p.frames = append(p.frames, frame{op: opGroup, mode: p.decide(c)})
	case opFill:
		m := modeFill
		if p.flat() {
			m = modeFlat
		}
		p.frames = append(p.frames, frame{op: opFill, mode: m})
	case opIndent:
		f := frame{op: opIndent, mode: p.mode()}
		f.deep = f.mode == modeBroken || f.mode == modeFill
		if f.deep {
			p.depth++
		}
		p.frames = append(p.frames, f)
	case opEnd:
		n := len(p.frames) - 1
		if p.frames[n].deep {
			p.depth--
		}
		p.frames = p.frames[:n]
	case opMark:
		p.mark()
	case opIfBreak:
		if p.mode() == modeBroken {
			p.literal(c.a)
		} else {
			p.literal(c.b)
		}
	}
}

// mark goes on to the tail of the nearest group, if it is in its head.
func (p *printer) mark() {
	for i := len(p.frames) - 1; i >= 0 && p.frames[i].mode == modeHead; i-- {
		p.frames[i].mode = modeTail
		if p.frames[i].op == opGroup {
			return
		}
	}
}

// mode returns the mode of the nearest group or fill.
func (p *printer) mode() mode {
	if n := len(p.frames); n > 0 {
		return p.frames[n-1].mode
	}
	return modeBroken
}

// flat reports whether a group or fill that starts here is flat without a choice.
func (p *printer) flat() bool { return p.mode() == modeFlat || p.mode() == modeHead }

// decide returns the mode of a group that starts here.
func (p *printer) decide(c *cmd) mode {
	left := p.left()
	switch {
	case p.flat():
		return modeFlat
	case c.a != unfit && int(c.a)+int(c.b) <= left:
		return modeFlat
	case c.w != unfit && int(c.w) <= left:
		return modeHead
	}
	return modeBroken
}

// left returns the columns left on the line.
func (p *printer) left() int {
	if p.fresh {
		return p.c.Width - p.depth*TabWidth
	}
	left := p.c.Width - p.col
	if p.space {
		left--
	}
	return left
}

func (p *printer) line(c *cmd) {
	breaks := false
	switch p.mode() {
	case modeBroken:
		breaks = true
	case modeFill:
		width := int(c.a) + int(c.w)
		if c.a == unfit {
			width = int(c.b)
		}
		if c.flags&flagSoft == 0 {
			width++
		}
		breaks = width > p.left()
	}
	if breaks {
		p.newline()
	} else if c.flags&flagSoft == 0 {
		p.space = true
	}
}

// newline ends the line if something stands on it.
func (p *printer) newline() {
	p.space = false
	if p.fresh {
		return
	}
	p.out = append(p.out, '\n')
	p.fresh = true
	p.col = 0
}

// blank makes sure that an empty line stands before the next text, unless that is the first.
func (p *printer) blank() {
	p.newline()
	if n := len(p.out); n > p.base && !strings.HasSuffix(string(p.out[max(p.base, n-2):]), "\n\n") {
		p.out = append(p.out, '\n')
	}
}

// start prints what is due before a text: tabs, or a space.
func (p *printer) start() {
	switch {
	case p.fresh:
		for range p.depth {
			p.out = append(p.out, '\t')
		}
		p.col = p.depth * TabWidth
		p.fresh = false
	case p.space:
		p.out = append(p.out, ' ')
		p.col++
	}
	p.space = false
}

// source prints bytes of the source.
func (p *printer) source(c *cmd) {
	if c.a == c.b {
		if p.c.Places != nil && !p.fresh && !p.space { // what was printed up to here took the place of what stands before it
			*p.c.Places = append(*p.c.Places, Place{Src: int(c.a), Out: len(p.out)})
		}
		return
	}
	p.start()
	if p.c.Places != nil {
		*p.c.Places = append(*p.c.Places, Place{Src: int(c.a), Out: len(p.out), Len: int(c.b - c.a)})
	}
	p.out = append(p.out, p.b.src[c.a:c.b]...)
	p.col += int(c.w)
}

// literal prints the literal of that index.
func (p *printer) literal(i uint32) {
	s := p.b.literals[i]
	if s == "" {
		return
	}
	p.start()
	p.out = append(p.out, s...)
	p.col += Width(s)
}
