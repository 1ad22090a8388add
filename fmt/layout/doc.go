// Package layout is the document algebra that decides where lines break. It knows nothing of any language: a caller describes a document with a
// [Builder], and [Builder.Render] prints it to a width. Read this comment first, then build.go (measuring) and print.go (printing).
//
// # The algebra
//
// A document is a flat sequence of commands. Text commands print:
//
//	Text(a, b)       the bytes a..b of the source; a line feed inside is printed as it is
//	Verbatim(a, b)   the same, and a line feed inside also breaks every enclosing group
//	Literal(s)       text that the source does not hold; no line feed
//	Space            one space that never becomes a line break
//	LineSuffix(a, b) a comment that ends its line: it has no width, and whatever comes next starts a new line
//
// Line commands separate texts. Each is either flat or broken; broken, it ends the line:
//
//	Softline         flat: nothing
//	Line             flat: a space
//	Hardline         always broken
//	Blank            always broken, and leaves one empty line
//
// Line commands ask for a state, not for characters: at the start of a line, Softline, Line and Hardline print nothing, and Blank makes sure of one
// empty line. Two empty lines in a row, an empty line at the start, and white space at the end of a line cannot be expressed.
//
// Scopes nest, and each is closed by End:
//
//	Group            its lines are all flat or all broken
//	Fill             each of its lines is broken by itself, when what stands up to the next of them does not fit
//	Indent           lines that start in it are one tab deeper, while the nearest group or fill is not flat
//
// and three commands speak about the nearest group:
//
//	Mark             what follows, to the end of the group, decides for itself
//	IfBreak(x, y)    the literal x when it is broken, y when it is flat
//	BreakParent      breaks it, and every scope around it
//
// # How a group is decided
//
// The rest of a command is the width from its end to the next place where a line could break, in whatever scope. A group whose parent is flat is flat.
// Else the first of these that can be had:
//
//  1. flat, when it holds nothing that must break and its flat width and its rest fit in what is left of the line;
//  2. marked, when it has a Mark, nothing before the mark must break, and the width from its start to the next possible break after the mark fits: its
//     own lines are flat, its indents do not count, groups before the mark are flat, groups after it are decided in turn;
//  3. broken.
//
// This is how `call(a, fn() {` keeps its brackets on the line of its last argument.
//
// A line of a fill is flat when the flat width up to the fill's next line (for the last one, with the fill's rest) fits. Before an item that must break it
// is broken; before one with text that runs over lines, the width up to its first possible break counts. Outside every scope lines are broken.
//
// Text that runs over lines ends what is measured: a group that holds it is as wide as what stands before the line feed.
//
// # Cost
//
// Widths are measured while commands are added, each command once; printing takes one step a command. Neither recurses: the depth of a document costs
// heap, not stack. A command is 16 bytes.
//
// The commands and the greedy decision follow Oppen, "Prettyprinting" (1980) and Wadler, "A prettier printer" (1998).
package layout
