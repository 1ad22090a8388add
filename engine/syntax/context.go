package syntax

// context is what a construct's parse depends on beside its bytes and the kind of the list it stands in. It is kept with each
// list, and elements are reused only where it is the same (reuse.go).
type context uint8

const (
	ctxParen  context = 1 << iota // a line end is white space
	ctxLine                       // the end of the line ends everything: in a hole of a one-line string
	ctxRound                      // a `)` is awaited in this statement or hole
	ctxSquare                     // a `]` is awaited in this statement or hole
	ctxHole                       // in a hole or directive of markup: `</` ends everything
	ctxLoop                       // `break` and `continue` have a loop
	ctxFn                         // `return` has a function
	ctxTest                       // `assert` is a keyword

	// ctxHome is what the statements of a list have in common. Statements that do not ask for it may move between lists.
	ctxHome = ctxLoop | ctxFn | ctxTest

	// Lists of text and raw lines hold no brackets of their own; they say what ends them in the bits for brackets.
	ctxQuoteShift = 2
	ctxQuoteMask  = ctxRound | ctxSquare

	// Members of unions say whether they may have a `?` of their own; what ends a hole's statements ends no type.
	ctxPlain = ctxHole

	// Children say whether they stand in <pre>, where nothing ends at a declaration.
	ctxPre = ctxParen
)
