package ir

// Stmt is a statement.
type Stmt interface {
	At() Pos
	stmt()
}

// StmtNode carries what every statement has.
type StmtNode struct{ Pos Pos }

// At returns the position.
func (n *StmtNode) At() Pos { return n.Pos }
func (n *StmtNode) stmt()   {}

// Block is statements in a scope of their own. Allocate fills Boxes: the variables declared directly in it that a closure mentions before
// their statement; their cells are made when the block is entered, and read as Unset until the statement has run.
type Block struct {
	Stmts []Stmt
	Boxes []*Var
}

type (
	// Let gives a new variable its value.
	Let struct {
		StmtNode
		Var *Var
		X   Expr
	}
	// SetGlobal gives a top-level name its first value, or assigns a top-level `var`.
	SetGlobal struct {
		StmtNode
		Global *Global
		X      Expr
	}
	// Assign is `x = e` for a local `var`.
	Assign struct {
		StmtNode
		Var *Var
		X   Expr
	}
	// Update changes a `var` in place where nobody else holds its value, and a copy of it elsewhere:
	//
	//	x = e op…   x.f = e   x[i].f += e      Op is OpNone for `=`
	//	x = x.append(e)   x.f = x.f.with(k, v)  Method is "list.append", "map.with", …; Args its arguments without the receiver
	//
	// The path's indices and X (or Args) are evaluated first, left to right, then the place is found.
	Update struct {
		StmtNode
		Place  Place
		Op     Op
		X      Expr
		Method string
		Args   []Expr
	}
	// ExprStmt evaluates a call for what it does.
	ExprStmt struct {
		StmtNode
		X Expr
	}
	// Return ends the function; X may be nil.
	Return struct {
		StmtNode
		X Expr
	}
	// If runs one of two blocks; Cond is a truth, Else may be nil.
	If struct {
		StmtNode
		Cond Expr
		Then *Block
		Else *Block
	}
	// While loops; Cond is a truth.
	While struct {
		StmtNode
		Cond Expr
		Body *Block
	}
	// For runs Body for each element: of a list or range (element, index), a string (code point, index), a map (value, key).
	// What X gave is what is walked, whatever Body does to the variable it came from.
	For struct {
		StmtNode
		Var   *Var
		Index *Var // or nil
		X     Expr
		Body  *Block
	}
	// Break leaves the innermost loop.
	Break struct{ StmtNode }
	// Continue goes on with the innermost loop's next turn.
	Continue struct{ StmtNode }
	// MatchStmt runs the first arm one of whose values equals X.
	MatchStmt struct {
		StmtNode
		X    Expr
		Arms []MatchStmtArm
		Else *Block // or nil
	}
	// Try runs Body; when it fails, Var takes `{message, kind}` and Catch runs. Limits pass through.
	Try struct {
		StmtNode
		Body  *Block
		Var   *Var // or nil
		Catch *Block
	}
	// BlockStmt is a block standing as a statement.
	BlockStmt struct {
		StmtNode
		Body *Block
	}
	// Assert fails when X is not true. For a comparison L and R are its sides, so that both can be shown; X then is nil.
	Assert struct {
		StmtNode
		X    Expr
		Op   Op
		L, R Expr
		Text string // the condition as the source writes it
	}
)

// Place is what an Update changes: a variable or top-level name, then a path into it.
type Place struct {
	Var    *Var    // or nil
	Global *Global // or nil
	Path   []Step
}

// Step goes from a value to a part of it: a field by name, or with Index an element of a list or a map.
type Step struct {
	Pos   Pos
	Name  string
	Index Expr // or nil
}

// MatchStmtArm is one arm of a match statement.
type MatchStmtArm struct {
	Values []Expr
	Body   *Block
}
