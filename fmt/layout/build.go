package layout

import (
	"math"
	"strings"

	"github.com/codescript-lang/coder/engine/bug"
)

// op names a command.
type op uint8

const (
	opText     op = iota // a, b: bytes of the source; w: width of what stands before the first line feed
	opSuffix             // a, b: bytes of the source
	opLiteral            // a: index of the literal; w: its width
	opSpace              //
	opLine               // in a fill, a: width of the item after it or unfit; b: then, width to its first possible break or unfit; w: rest, of the last item
	opHardline           //
	opBlank              //
	opGroup              // a: flat width or unfit; b: rest; w: width to the first possible break after the mark, or unfit
	opFill               //
	opIndent             //
	opEnd                // closes the innermost scope
	opMark               //
	opIfBreak            // a: literal when broken; b: literal when flat
	opBreak              // breaks what is around it; prints nothing
)

// Flags of a command.
const (
	flagSoft      = 1 << iota // opLine: nothing when flat
	flagMultiline             // opText: holds a line feed
)

// unfit is a width that fits in no line.
const unfit = math.MaxInt32

// cmd is one command. Widths are columns; positions are byte offsets, so a source is limited to 4 GiB.
type cmd struct {
	op      op
	flags   uint8
	a, b, w uint32
}

// scope is an open group, fill or indent.
type scope struct {
	op   op
	cmd  int // index of its command
	near int // index of the nearest group or fill around what is in the scope, -1 if none: the scope itself, unless it is an indent
	flat int // Builder.flat at its start
	must bool
	over bool // text in it runs over lines

	closed bool // text that runs over lines ended its measure
	width  int  // its flat width, once closed

	marked bool // the mark of the group stands before

	line     int  // of a fill: index of the line command before the current item, -1 in the first item
	lineFlat int  // of a fill: Builder.flat after that line
	itemMust bool // of a fill: something in the current item must break
	itemOver bool // of a fill: text in the current item runs over lines
}

// pending is a width that ends at the next possible break.
type pending struct {
	cmd   int // the command that wants it
	field uint8
	base  int // Builder.broken where it began
}

// The fields of a command that a pending width goes to.
const (
	fieldB = iota // becomes b
	fieldW        // is added to w
)

// Builder collects a document and measures it on the way. The zero value holds an empty document over an empty source. A Builder is not safe for
// concurrent use.
type Builder struct {
	src      string
	cmds     []cmd
	literals []string
	index    map[string]uint32 // of literals

	open    []scope
	live    int // open scopes below this index are closed for measuring
	flat    int // width of all commands so far, were they flat
	broken  int // the same, with IfBreak at its wider text
	pending []pending
	suffix  bool // the last text was a LineSuffix
	spaced  bool // a space that ends what has been added would add nothing
	work    int  // steps taken; the tests hold it to a multiple of the commands
}

// Reset empties the document, keeping memory, and sets the source that Text, Verbatim and LineSuffix refer to.
func (b *Builder) Reset(src string) {
	*b = Builder{src: src, cmds: b.cmds[:0], literals: b.literals, index: b.index, open: b.open[:0], pending: b.pending[:0]}
}

// Len returns the number of commands.
func (b *Builder) Len() int { return len(b.cmds) }

// Work returns the steps that adding and measuring the commands took.
func (b *Builder) Work() int { return b.work }

// Text adds the bytes start..end of the source. With none it says that the literal before it took the place of what ends there.
func (b *Builder) Text(start, end int) {
	if start < 0 || end > len(b.src) || start > end {
		bug.Reportf("layout: text %d..%d of a source of %d bytes", start, end, len(b.src))
		return
	}
	b.endSuffix()
	s := b.src[start:end]
	c := cmd{op: opText, a: uint32(start), b: uint32(end)}
	nl := strings.IndexByte(s, '\n')
	if nl < 0 {
		c.w = uint32(Width(s))
		b.add(c)
		b.advance(int(c.w))
		return
	}
	c.w, c.flags = uint32(Width(strings.TrimSuffix(s[:nl], "\r"))), flagMultiline
	b.add(c)
	b.advance(int(c.w))
	b.settle()
	for ; b.live < len(b.open); b.live++ {
		s := &b.open[b.live]
		s.closed, s.width = true, b.flat-s.flat
		b.work++
	}
	if n := len(b.open); n > 0 {
		b.open[n-1].over, b.open[n-1].itemOver = true, true
	}
}

// Verbatim adds the bytes start..end of the source; a line feed among them breaks every open scope.
func (b *Builder) Verbatim(start, end int) {
	b.Text(start, end)
	if len(b.cmds) > 0 && b.cmds[len(b.cmds)-1].flags&flagMultiline != 0 {
		b.BreakParent()
	}
}

// Literal adds text that is not in the source. It holds no line feed.
func (b *Builder) Literal(s string) {
	b.endSuffix()
	w := Width(s)
	b.add(cmd{op: opLiteral, a: b.literal(s), w: uint32(w)})
	b.advance(w)
}

// literal returns the index of s among the literals.
func (b *Builder) literal(s string) uint32 {
	i, ok := b.index[s]
	if !ok {
		if b.index == nil {
			b.index = map[string]uint32{}
		}
		i = uint32(len(b.literals))
		b.literals = append(b.literals, s)
		b.index[s] = i
	}
	return i
}

// Space adds a space that is never a line break. Spaces in a row are one; at an end of a line they are nothing.
func (b *Builder) Space() {
	if !b.spaced {
		b.add(cmd{op: opSpace})
		b.advance(1)
		b.spaced = true
	}
}

// LineSuffix adds a comment, the bytes start..end of the source, that ends its line.
func (b *Builder) LineSuffix(start, end int) {
	b.endSuffix()
	b.settle()
	b.add(cmd{op: opSuffix, a: uint32(start), b: uint32(end)})
	b.suffix = true
	b.breakAround()
}

// endSuffix starts a new line if a LineSuffix stands before.
func (b *Builder) endSuffix() {
	if b.suffix {
		b.Hardline()
	}
}

// Line adds a place that is a space or a line break.
func (b *Builder) Line() { b.line(0, 1) }

// Softline adds a place that is nothing or a line break.
func (b *Builder) Softline() { b.line(flagSoft, 0) }

func (b *Builder) line(flags uint8, width int) {
	if b.suffix {
		b.Hardline()
		return
	}
	s := b.nearest()
	if s != nil && s.marked {
		b.add(cmd{op: opLine, flags: flags})
		b.advance(width)
		return
	}
	b.settle()
	if s == nil || s.op != opFill {
		b.add(cmd{op: opLine, flags: flags})
		b.advance(width)
		return
	}
	b.endItem(s)
	s.line = len(b.cmds)
	b.add(cmd{op: opLine, flags: flags})
	b.advance(width)
	s.lineFlat = b.flat
	b.pending = append(b.pending, pending{cmd: s.line, field: fieldB, base: b.broken})
}

// endItem gives the current item of the fill s to the line before it.
func (b *Builder) endItem(s *scope) {
	if s.line >= 0 {
		c := &b.cmds[s.line]
		switch {
		case s.itemMust:
			c.a, c.b = unfit, unfit
		case s.itemOver:
			c.a = unfit
		default:
			c.a = uint32(b.flat - s.lineFlat)
		}
	}
	s.line, s.itemMust, s.itemOver = -1, false, false
}

// Hardline adds a line break.
func (b *Builder) Hardline() { b.hard(opHardline) }

// Blank adds a line break and one empty line.
func (b *Builder) Blank() { b.hard(opBlank) }

func (b *Builder) hard(o op) {
	b.suffix = false
	b.settle()
	s := b.nearest()
	if s != nil && s.op == opFill {
		b.endItem(s)
	}
	b.add(cmd{op: o})
	b.breakAround()
	if s != nil {
		s.itemMust = false // the break stands between items
	}
}

// BreakParent breaks every open scope.
func (b *Builder) BreakParent() {
	b.add(cmd{op: opBreak})
	b.breakAround()
}

func (b *Builder) breakAround() {
	if n := len(b.open); n > 0 {
		b.open[n-1].breaks()
	}
}

// breaks notes that something in s must break. What is around s learns of it when s ends.
func (s *scope) breaks() {
	s.must, s.itemMust = true, true
}

// IfBreak adds the literal broken when the nearest group is broken, else the literal flat.
func (b *Builder) IfBreak(broken, flat string) {
	b.endSuffix()
	b.add(cmd{op: opIfBreak, a: b.literal(broken), b: b.literal(flat)})
	b.flat += Width(flat)
	b.broken += max(Width(broken), Width(flat))
}

// Group opens a group.
func (b *Builder) Group() { b.push(cmd{op: opGroup, w: unfit}) }

// Fill opens a fill.
func (b *Builder) Fill() { b.push(cmd{op: opFill}) }

// Indent opens an indent.
func (b *Builder) Indent() { b.push(cmd{op: opIndent}) }

// Mark lets what follows in the nearest group decide for itself. A second mark in a group changes nothing.
func (b *Builder) Mark() {
	near := b.nearest()
	if near == nil || near.op != opGroup || near.marked {
		return
	}
	b.add(cmd{op: opMark})
	early := false
	for i := len(b.open) - 1; b.open[i].near == b.open[len(b.open)-1].near; i-- {
		early = early || b.open[i].must // has not reached the scopes around it yet
		b.open[i].marked = true
		if &b.open[i] == near {
			break
		}
	}
	if !early && !near.closed {
		b.cmds[near.cmd].w = uint32(b.flat - near.flat)
		b.pending = append(b.pending, pending{cmd: near.cmd, field: fieldW, base: b.broken})
	}
}

// End closes the innermost scope.
func (b *Builder) End() {
	n := len(b.open) - 1
	if n < 0 {
		bug.Reportf("layout: End without a scope")
		return
	}
	s := &b.open[n]
	switch s.op {
	case opGroup:
		c := &b.cmds[s.cmd]
		switch {
		case s.must:
			c.a = unfit
		case s.closed:
			c.a = uint32(s.width)
		default:
			c.a = uint32(b.flat - s.flat)
			b.pending = append(b.pending, pending{cmd: s.cmd, field: fieldB, base: b.broken})
		}
	case opFill:
		if s.line >= 0 {
			b.pending = append(b.pending, pending{cmd: s.line, field: fieldW, base: b.broken})
		}
		b.endItem(s)
	}
	b.add(cmd{op: opEnd})
	b.open = b.open[:n]
	b.live = min(b.live, n)
	if n > 0 {
		around := &b.open[n-1]
		if s.must {
			around.breaks()
		}
		if s.over {
			around.over, around.itemOver = true, true
		}
	}
}

// nearest returns the innermost open group or fill, nil if there is none. It is valid until the next scope opens.
func (b *Builder) nearest() *scope {
	if n := len(b.open); n > 0 && b.open[n-1].near >= 0 {
		return &b.open[b.open[n-1].near]
	}
	return nil
}

// push opens a scope.
func (b *Builder) push(c cmd) {
	n := len(b.open)
	s := scope{op: c.op, cmd: len(b.cmds), near: n, flat: b.flat, line: -1}
	if c.op == opIndent {
		s.near = -1
		if n > 0 {
			s.near, s.marked = b.open[n-1].near, b.open[n-1].marked
		}
	}
	b.open = append(b.open, s)
	b.add(c)
}

func (b *Builder) add(c cmd) {
	b.cmds = append(b.cmds, c)
	b.work++
	switch c.op {
	case opText, opSuffix, opLiteral, opIfBreak:
		b.spaced = false
	case opLine, opHardline, opBlank:
		b.spaced = c.flags&flagSoft == 0
	}
}

// advance adds w columns to what was measured.
func (b *Builder) advance(w int) {
	b.flat += w
	b.broken += w
}

// settle ends every width that ends at the next possible break: it is here.
func (b *Builder) settle() {
	for _, p := range b.pending {
		c, w := &b.cmds[p.cmd], uint32(b.broken-p.base)
		switch {
		case p.field == fieldW:
			c.w += w
		case c.b != unfit: // else the item must break, whatever its first part takes
			c.b = w
		}
		b.work++
	}
	b.pending = b.pending[:0]
}
