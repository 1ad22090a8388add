package ir

import "github.com/codescript-lang/coder/engine/html"

// Out is one operation that writes markup. Constant markup is joined into single Lits by Join; what a hole may write, and how it is
// escaped, is the operation itself.
type Out interface{ out() }

// OutNode marks a markup operation.
type OutNode struct{}

func (OutNode) out() {}

type (
	// Lit is markup sent as it stands.
	Lit struct {
		OutNode
		Text string
	}
	// Text writes a hole in text: strings and numbers escaped, times as RFC 3339, html as it is, none as nothing, lists element by element.
	// A call of a component writes straight to the page.
	Text struct {
		OutNode
		X Expr
	}
	// AttrText writes a hole inside a quoted attribute value, escaped for it; true and false are written as words.
	AttrText struct {
		OutNode
		X Expr
	}
	// Attr writes a whole attribute ` name="value"`: false and none leave it out, true is written as Bool says. The value of class may
	// be a list, joined by spaces, none and "" left out; an empty list leaves the attribute out.
	Attr struct {
		OutNode
		Name string
		Bool html.BoolForm
		X    Expr
	}
	// Address writes a whole attribute whose value is an address of the given context, encoded and checked by html.AddressWriter.
	// An attribute that is one hole is left out for false and none.
	Address struct {
		OutNode
		Name    string
		Context html.Context
		Parts   []AttrPart
	}
	// Style writes ` style="…"` from a record.
	Style struct {
		OutNode
		X Expr
	}
	// JSON writes a value as JSON that is safe between <script> and </script>.
	JSON struct {
		OutNode
		X Expr
	}
	// Attrs writes all attributes of an element that has a spread: later wins, in the earlier place.
	Attrs struct {
		OutNode
		Element string // its name as written
		Items   []AttrItem
	}
	// FormAction writes the attributes that make a form send to an action: method, action, enctype.
	FormAction struct {
		OutNode
		Action *Func
	}
	// FormToken writes the hidden field that holds the forgery token and names the action.
	FormToken struct {
		OutNode
		Action *Func
	}
	// Padded writes the content of pre, textarea or listing: where it starts with a newline one more is written before it.
	Padded struct {
		OutNode
		Body []Out
	}
	// OutIf is @if; Cond is a truth.
	OutIf struct {
		OutNode
		Pos  Pos
		Cond Expr
		Then []Out
		Else []Out
	}
	// OutFor is @for; Empty is written when there was no element.
	OutFor struct {
		OutNode
		Pos   Pos
		Var   *Var
		Index *Var // or nil
		X     Expr
		Body  []Out
		Empty []Out
	}
	// OutMatch is @match.
	OutMatch struct {
		OutNode
		Pos  Pos
		X    Expr
		Arms []OutMatchArm
		Else []Out
	}
	// OutLet is @let.
	OutLet struct {
		OutNode
		Pos Pos
		Var *Var
		X   Expr
	}
	// Head holds what a <head> inside a page's content adds to the document's head.
	Head struct {
		OutNode
		Body []Out
	}
	// Title holds a <title> element, tags included; the last one of the content replaces the document's.
	Title struct {
		OutNode
		Body []Out
	}
	// HeadEnd stands where the document's own head ends: what the content adds goes there.
	HeadEnd struct{ OutNode }
	// ScopedStyle is the style of a component, selectors rewritten already; it is sent once a document.
	ScopedStyle struct {
		OutNode
		ID  string
		CSS string
	}
)

// OutMatchArm is one arm of @match.
type OutMatchArm struct {
	Values []Expr
	Body   []Out
}

// AttrPart is literal text, or with X a hole.
type AttrPart struct {
	Text string
	X    Expr // or nil
}

// AttrItem is one attribute of an element that has a spread. Exactly one of its forms is set: Spread, Parts, X, or neither of these for
// a name alone.
type AttrItem struct {
	Name    string // as written; "" for a spread
	Bool    html.BoolForm
	Context html.Context // html.Attr, html.Style or an address
	Parts   []AttrPart   // a quoted value: text and holes
	X       Expr         // a value of its own: `a={e}`; the record of a spread
	Spread  bool
}
