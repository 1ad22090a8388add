package syntax

// word is a child inside its parent: a whole token, or the place of a node. Invariant: it holds no position, so that it means
// the same wherever the bytes it covers move.
//
//	token: 0 | spare:1 | flags:6 | kind:8 | lead:16 | look:8 | width:24
//	node:  1 | id:31 | width:32
//
// The width of a token is without its leading trivia (lead); that of a node is with it. A token that is too long for its fields
// is a node with flagToken, whose first child word is its lead and whose second its flags.
type word uint64

const (
	nodeBit word = 1 << 63

	tokenWidthBits = 24
	tokenLeadBits  = 16

	lookShift  = 24
	leadShift  = 32
	kindShift  = 48
	flagsShift = 56
	idShift    = 32
)

// The largest token and trivia that a word can say, in bytes.
const (
	maxTokenWidth = 1<<tokenWidthBits - 1
	maxTokenLead  = 1<<tokenLeadBits - 1
)

// Flags of tokens.
const (
	tokenNewline uint8 = 1 << iota // a line end in the leading trivia
	tokenBlank                     // an empty line in the leading trivia
	tokenComment                   // a comment in the leading trivia
	tokenCol0                      // the leading trivia ends with a line end
	tokenMissing                   // inserted by the parser, without width
	tokenError                     // the lexer found something wrong in it or in its leading trivia
)

func tokenWord(kind Kind, flags uint8, lead, width int) word {
	return word(flags)<<flagsShift | word(kind)<<kindShift | word(lead)<<leadShift | word(width)
}

func nodeWord(id uint32, width int) word { return nodeBit | word(id)<<idShift | word(width) }

func (w word) isNode() bool { return w&nodeBit != 0 }

// id is where the header of a node stands.
func (w word) id() uint32 { return uint32(w >> idShift &^ (1 << 31)) }

// full is the width with leading trivia.
func (w word) full() int {
	if w.isNode() {
		return int(uint32(w))
	}
	return int(w&(1<<tokenWidthBits-1)) + int(w>>leadShift&(1<<tokenLeadBits-1))
}

// The rest is for tokens only.

func (w word) kind() Kind   { return Kind(w >> kindShift) }
func (w word) flags() uint8 { return uint8(w>>flagsShift) & 0x3f }
func (w word) lead() int    { return int(w >> leadShift & (1<<tokenLeadBits - 1)) }
func (w word) look() int    { return int(w >> lookShift & 0xff) }
func (w word) withLook(look int) word {
	return w&^(0xff<<lookShift) | word(min(look, maxTokenLook))<<lookShift
}

// A look-ahead of this many bytes or more is not kept: what has it is never reused.
const (
	maxTokenLook = 1<<8 - 1
	maxNodeLook  = 1<<16 - 1
)

// header is the first word of an inner node; its children follow.
//
//	mask:16 | look:16 | ctx:8 | count:8 | flags:8 | kind:8
//
// look is how many bytes after its end were inspected to parse it. ctx is of a list what its elements were parsed in
// (context), of other elements of lists how deep they nest. mask is of a node with slots those present, as bits; of a list the
// height of the chunk, and above it how deep its elements nest.
type header uint64

const (
	headFlagsShift = 8
	headCountShift = 16
	headCtxShift   = 24
	headLookShift  = 32
	headMaskShift  = 48
)

func makeHeader(kind Kind, flags, ctx uint8, look, mask uint16) header {
	return header(kind) | header(flags)<<headFlagsShift | header(ctx)<<headCtxShift | header(look)<<headLookShift | header(mask)<<headMaskShift
}

func (h header) kind() Kind   { return Kind(h) }
func (h header) flags() uint8 { return uint8(h >> headFlagsShift) }
func (h header) count() int   { return int(uint8(h >> headCountShift)) }
func (h header) ctx() uint8   { return uint8(h >> headCtxShift) }
func (h header) look() int    { return int(uint16(h >> headLookShift)) }
func (h header) mask() uint16 { return uint16(h >> headMaskShift) }

// height is of a list how many levels of chunks are below it.
func (h header) height() int { return int(uint8(h >> headMaskShift)) }

// withLook is h with how far its parse looked, and how deep it nests in units of nestUnit.
func (h header) withLook(look, nest int) header {
	h = h&^(0xffff<<headLookShift) | header(look)<<headLookShift
	if h.kind().IsList() {
		return h&^(0xff<<(headMaskShift+8)) | header(nest)<<(headMaskShift+8)
	}
	return h&^(0xff<<headCtxShift) | header(nest)<<headCtxShift
}

// Flags of nodes. Those in inherited also hold for every node around.
const (
	flagError      uint8 = 1 << iota // there is something to report in it
	flagComment                      // there is a comment in it
	flagAncestors                    // how it was parsed depended on the elements around it
	flagHome                         // how it was parsed depended on the statement list it stands in
	flagFixed                        // how it was parsed depended on what no list keeps: the depth, braces far around
	flagOwn                          // the node itself has something to report
	flagUnexpected                   // it has children of KindUnexpected
	flagToken                        // it is a long token

	inherited = flagError | flagComment | flagAncestors | flagHome | flagFixed
)
