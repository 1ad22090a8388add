package check

import (
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

// matchUse says what the arms of a match are.
type matchUse uint8

const (
	asValue     matchUse = iota // each gives a value
	asStatement                 // each is a block or a statement
	asMarkup                    // each is markup
)

// arms goes through the arms of a match and keeps what is left of its subject.
type arms struct {
	use      matchUse
	subject  syntax.Node
	keyword  syntax.Node
	close    syntax.Node
	typ      types.Type // of the subject
	left     types.Type // what no arm has taken yet
	seen     map[types.Type]bool
	hasElse  bool
	branches []delta // ends of the arms that can be left at their end
	count    int
}

// startArms checks the subject of a match of which a tells the parts.
func (c *checker) startArms(a arms) *arms {
	a.typ = c.expr(a.subject, nil)
	a.left, a.seen = a.typ, map[types.Type]bool{}
	return &a
}

// patterns checks the values of one arm and returns what they tell about the subject.
func (c *checker) patterns(a *arms, patterns syntax.Node) []fact {
	var took []types.Type
	exact := true
	for item := range patterns.Items() {
		p, ok := syntax.AsMatchPattern(item)
		if !ok || !p.Value().Ok() {
			continue
		}
		t := c.expr(p.Value(), nil)
		if types.IsInvalid(t) || types.IsInvalid(a.typ) {
			exact = false
			continue
		}
		if l, r := types.Widen(a.typ), types.Widen(t); !types.Meet(l, r) {
			c.report(diag.New(diag.BadOperand, p.Value().Span(), diag.Quote("left", types.Brief(l)), diag.Quote("right", types.Brief(r))).As("equal"))
		}
		if !single(t) {
			exact = false
			continue
		}
		key := types.Under(t)
		if a.seen[key] {
			arm := item
			if patterns.Len() == 1 {
				arm = itemAround(patterns, syntax.KindMatchArm, syntax.KindMatchDirectiveArm)
			}
			c.duplicate(arm, p.Value(), p.Value().Text(), "arm")
		}
		a.seen[key] = true
		took = append(took, t)
		a.left = types.Exclude(a.left, t)
	}
	if !exact || len(took) == 0 {
		return nil
	}
	lit := types.NewUnion(took...)
	return c.learn(a.subject, func(t types.Type) types.Type { return types.Narrow(t, lit) })
}

// otherwise returns what an `else` knows of the subject.
func (c *checker) otherwise(a *arms) []fact {
	a.hasElse = true
	took := make([]types.Type, 0, len(a.seen))
	for t := range a.seen {
		took = append(took, t)
	}
	seen := types.NewUnion(took...)
	return c.learn(a.subject, func(t types.Type) types.Type { return types.Exclude(t, seen) })
}

// arm runs body with what facts tell and keeps how it ends.
func (c *checker) arm(a *arms, facts []fact, body func() (leaves bool)) {
	mark := c.flow.mark()
	c.flow.apply(facts)
	leaves := body()
	end := c.flow.rewind(mark)
	a.count++
	if !leaves {
		a.branches = append(a.branches, end)
	}
}

// finish reports arms that are missing and goes on after the match. It reports whether that is never reached.
func (c *checker) finish(a *arms) (leaves bool) {
	complete := a.hasElse || a.left == types.Type(types.Never) || types.IsInvalid(a.typ)
	if !complete {
		c.incomplete(a)
	}
	if len(a.branches) == 0 && a.count > 0 && complete {
		return true
	}
	c.flow.merge(a.branches)
	return false
}

func (c *checker) incomplete(a *arms) {
	cases, finite := types.Cases(a.left)
	if !finite {
		d := diag.New(diag.IncompleteMatch, a.keyword.Span(), diag.Quote("found", types.Brief(a.typ))).As("else")
		c.report(c.withArms(d, a, "else"))
		return
	}
	missing := make([]string, len(cases))
	for i, t := range cases {
		missing[i] = types.Print(t)
	}
	list := strings.Join(missing, ", ")
	c.report(c.withArms(diag.New(diag.IncompleteMatch, a.keyword.Span(), diag.Quote("missing", list)), a, list))
}

// withArms offers to add an arm, which fails until it is written.
func (c *checker) withArms(d diag.Diagnostic, a *arms, pattern string) diag.Diagnostic {
	body := ` => fail("not written yet")`
	if a.use != asValue {
		body = " { }"
	}
	at := a.close.Span().Start
	return d.WithFix(diag.Fix{
		Title: diag.FixAddArms, Args: []diag.Arg{diag.Quote("missing", pattern)},
		Edits: []diag.Edit{{Span: source.Span{Start: at, End: at}, New: pattern + body + "\n"}},
	})
}

// match checks a match expression or statement. As a value it gives the join of its arms.
func (c *checker) match(d syntax.MatchExpr, want types.Type, use matchUse) (t types.Type, leaves bool) {
	a := c.startArms(arms{use: use, subject: d.Subject(), keyword: d.Keyword(), close: d.Close()})
	var gives []types.Type
	for item := range d.Arms().Items() {
		m, ok := syntax.AsMatchArm(item)
		if !ok {
			continue
		}
		var facts []fact
		if m.Else().Ok() {
			facts = c.otherwise(a)
		} else {
			facts = c.patterns(a, m.Patterns())
		}
		c.arm(a, facts, func() bool {
			if use == asStatement {
				return c.statement(m.Body())
			}
			got := c.armValue(m.Body(), want)
			gives = append(gives, got)
			return got == types.Type(types.Never)
		})
	}
	leaves = c.finish(a)
	return types.Join(gives...), leaves
}

// armValue checks the arm of a match that gives a value.
func (c *checker) armValue(body syntax.Node, want types.Type) types.Type {
	if body.Kind() == syntax.KindBlock || body.Kind().IsStmt() {
		c.statement(body)
		if want == nil {
			return types.None
		}
		return c.give(body, types.None, want)
	}
	return c.value(body, want)
}

// loop is a loop whose body is being checked.
type loop struct{ breaks bool }
