package names

import (
	"slices"
	"sort"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
)

// Resolution of one unit.
//
// A name means the nearest declaration around it: of the block, the enclosing blocks, the parameters of the functions
// around. A `let` is that of its whole block, also before its statement, where it may be mentioned in function literals
// only. What is found nowhere in the unit is free.
//
// Top-level names are not locals of any unit: `let` at the top level is free even in its own file, because it is
// looked up in the module.

// LocalKind is what declares a local.
type LocalKind uint8

// Kinds of locals.
const (
	LocalLet LocalKind = iota
	LocalVar
	LocalParam
	LocalLoop  // of `for`, `@for`
	LocalCatch // of `catch`
	LocalTypeParam
)

// Local is a name that a unit declares within itself.
type Local struct {
	Name     string
	Kind     LocalKind
	Span     source.Span // of the declared name, relative to the unit
	Depth    int         // how many function literals it stands in
	Used     bool        // read somewhere
	Assigned bool        // given a value somewhere after its declaration
	Captured bool        // mentioned inside a function literal that it is not declared in
	pending  bool        // its statement has not been visited yet
}

// Form is how a free name is mentioned.
type Form uint8

// Forms.
const (
	AsValue  Form = iota // mentioned, to be read or passed on
	AsCall               // called at once
	AsTag                // `<Name>`
	AsType               // where a type stands
	AsTarget             // assigned to
)

// Mention is a free name of a unit, or a member of a free name.
type Mention struct {
	Name   string
	Member string      // `b` of `a.b` and `<a.b>`; the name after the first dot, or ""
	Span   source.Span // of the name, relative to the unit
	Whole  source.Span // of name and member
	Form   Form
	// Deferred says that it stands in a function literal: it is not reached by running the code around it.
	Deferred bool
	// Learns says that after the unit something else may be known of the name than before: it is assigned, or mentioned where
	// code outside function literals branches, loops or asserts.
	Learns bool
}

// Change is a place after which nothing learned of a variable holds: an assignment, or the function literal that
// captures it.
type Change struct {
	Local    *Local // nil for a top-level name
	Name     string
	Offset   int  // relative to the unit
	Captures bool // it stands in a function literal
}

// Duplicate is a name declared twice in one block.
type Duplicate struct {
	Local *Local // the later
	First *Local
}

// Early is a mention of a local before its statement.
type Early struct {
	Local *Local
	Span  source.Span
}

// Resolution binds the names of one unit. It is immutable.
type Resolution struct {
	Locals     []*Local // in order of declaration
	Free       []Mention
	Changes    []Change // by offset
	Duplicates []Duplicate
	Early      []Early
	base       int
	at         map[int]*Local // by start of the name, relative to the unit
	captured   map[*Local]int // by local, from where on a function literal may hold it
}

// Local returns what the name token n is bound to, whether n declares it or mentions it; nil when n is free. The base
// is where the unit starts now.
func (r *Resolution) Local(n syntax.Node, base int) *Local { return r.at[n.Span().Start-base] }

// LocalAt returns the local whose name is declared or mentioned at an offset relative to the unit; nil when there is none.
func (r *Resolution) LocalAt(offset int) *Local { return r.at[offset] }

// CapturedFrom returns the offset, relative to the unit, from which on a function literal holds a local: where the first mentions it. One
// that assigns it in a loop, which may run again, holds it from where the outermost loop begins that the local does not stand in. ok is
// false when none mentions it.
func (r *Resolution) CapturedFrom(l *Local) (offset int, ok bool) {
	offset, ok = r.captured[l]
	return offset, ok
}

// Within returns the changes in a span, relative to the unit.
func (r *Resolution) Within(span source.Span) []Change {
	from := sort.Search(len(r.Changes), func(i int) bool { return r.Changes[i].Offset >= span.Start })
	to := from + sort.Search(len(r.Changes)-from, func(i int) bool { return r.Changes[from+i].Offset >= span.End })
	return r.Changes[from:to]
}

// Resolve binds the names of u.
func Resolve(u *Unit) *Resolution {
	r := &resolver{out: &Resolution{base: u.Start()}}
	r.push()
	switch u.Kind {
	case Let, Var: // its names belong to the module
		d := syntax.LetStmt{Node: u.Node}
		r.typ(d.Type())
		r.node(d.Value())
	case Import:
	default:
		r.node(u.Node)
	}
	// An assignment's value is visited before its target.
	slices.SortStableFunc(r.out.Changes, func(a, b Change) int { return a.Offset - b.Offset })
	r.out.Free = slices.Clip(r.out.Free)
	return r.out
}

type resolver struct {
	out    *Resolution
	scopes []map[string]*Local
	depth  int   // function literals around
	learns int   // statements and the like around after which other things may be known of names
	loops  []int // where what may run again begins, relative to the unit, the outermost first
}

func (r *resolver) push() { r.scopes = append(r.scopes, nil) }
func (r *resolver) pop()  { r.scopes = r.scopes[:len(r.scopes)-1] }

func (r *resolver) rel(s source.Span) source.Span {
	return source.Span{Start: s.Start - r.out.base, End: s.End - r.out.base}
}

// declare adds the name n to the innermost scope.
func (r *resolver) declare(n syntax.Node, kind LocalKind) {
	if !n.Ok() || n.Missing() || n.Kind() != syntax.KindIdent {
		return
	}
	start := r.rel(n.Span()).Start
	if l := r.out.at[start]; l != nil { // by hoist
		l.pending = false
		return
	}
	l := &Local{Name: Text(n), Kind: kind, Span: r.rel(n.Span()), Depth: r.depth}
	r.out.Locals = append(r.out.Locals, l)
	if r.out.at == nil {
		r.out.at = map[int]*Local{}
	}
	r.out.at[start] = l
	scope := r.scopes[len(r.scopes)-1]
	if scope == nil {
		scope = map[string]*Local{}
		r.scopes[len(r.scopes)-1] = scope
	}
	if first := scope[l.Name]; first != nil {
		r.out.Duplicates = append(r.out.Duplicates, Duplicate{Local: l, First: first})
	}
	scope[l.Name] = l
}

func (r *resolver) lookup(name string) *Local {
	for i := len(r.scopes) - 1; i >= 0; i-- {
		if l := r.scopes[i][name]; l != nil {
			return l
		}
	}
	return nil
}

// mention binds the name n, or records it as free.
func (r *resolver) mention(n syntax.Node, form Form, member syntax.Node) {
	if !n.Ok() || n.Missing() || n.Kind() != syntax.KindIdent {
		return
	}
	name, span := Text(n), r.rel(n.Span())
	l := r.lookup(name)
	if l != nil {
		r.out.at[span.Start] = l
		if form == AsTarget {
			l.Assigned = true
		} else {
			l.Used = true
		}
		if l.Depth < r.depth {
			l.Captured = true
		} else if l.pending {
			r.out.Early = append(r.out.Early, Early{l, span})
		}
	} else {
		m := Mention{
			Name: name, Span: span, Whole: span, Form: form, Deferred: r.depth > 0,
			Learns: r.mayLearn(form),
		}
		if member.Ok() && !member.Missing() {
			m.Member = Text(member)
			m.Whole.End = r.rel(member.Span()).End
		}
		r.out.Free = append(r.out.Free, m)
	}
	captures := r.depth > 0 && (l == nil || l.Depth < r.depth)
	if captures && l != nil {
		r.capture(l, span.Start, form)
	}
	if form == AsTarget || captures {
		r.out.Changes = append(r.out.Changes, Change{Local: l, Name: name, Offset: span.Start, Captures: captures})
	}
}

// capture notes that a function literal mentions a local.
func (r *resolver) capture(l *Local, offset int, form Form) {
	if i := sort.SearchInts(r.loops, l.Span.Start); form == AsTarget && i < len(r.loops) {
		offset = r.loops[i]
	}
	if r.out.captured == nil {
		r.out.captured = map[*Local]int{}
	}
	if first, ok := r.out.captured[l]; !ok || offset < first {
		r.out.captured[l] = offset
	}
}

// again visits with visit what stands in n, which may run again.
func (r *resolver) again(n syntax.Node, visit func(syntax.Node)) {
	r.loops = append(r.loops, r.rel(n.Span()).Start)
	visit(n)
	r.loops = r.loops[:len(r.loops)-1]
}

// mayLearn reports whether after the unit something else may be known of a name that is mentioned here: what is called at once is not itself
// tested, and what a function literal learns ends with it.
func (r *resolver) mayLearn(form Form) bool {
	return r.depth == 0 && (form == AsTarget || form == AsValue && r.learns > 0)
}

// all visits the children of n in order.
func (r *resolver) all(n syntax.Node) {
	for c := range n.Children() {
		r.node(c)
	}
}

// node visits an expression, a statement, markup or a declaration.
func (r *resolver) node(n syntax.Node) {
	if r.depth == 0 && learns(n.Kind()) {
		r.learns++
		defer func() { r.learns-- }()
	}
	switch n.Kind() {
	case syntax.KindIdent:
		r.mention(n, AsValue, syntax.Node{})
	case syntax.KindUnexpected, syntax.KindError, syntax.KindImportDecl:
	case syntax.KindBlock:
		r.push()
		r.statements(syntax.Block{Node: n}.Body())
		r.pop()
	case syntax.KindMarkupBlock:
		r.push()
		r.all(n)
		r.pop()
	case syntax.KindFnDecl:
		d := syntax.FnDecl{Node: n}
		r.function(d.TypeParams(), d.Params(), d.Result(), d.Body())
	case syntax.KindFnExpr:
		r.depth++
		d := syntax.FnExpr{Node: n}
		r.function(d.TypeParams(), d.Params(), d.Result(), d.Body())
		r.depth--
	case syntax.KindPageDecl:
		d := syntax.PageDecl{Node: n}
		r.function(syntax.Node{}, d.Params(), d.Result(), d.Body())
	case syntax.KindLayoutDecl:
		d := syntax.LayoutDecl{Node: n}
		r.function(syntax.Node{}, d.Params(), d.Result(), d.Body())
	case syntax.KindPathsDecl:
		d := syntax.PathsDecl{Node: n}
		r.function(syntax.Node{}, d.Params(), d.Result(), d.Body())
	case syntax.KindActionDecl:
		d := syntax.ActionDecl{Node: n}
		r.function(syntax.Node{}, d.Params(), d.Result(), d.Body())
	case syntax.KindTestDecl:
		d := syntax.TestDecl{Node: n}
		r.node(d.Name())
		r.node(d.Body())
	case syntax.KindTypeDecl:
		d := syntax.TypeDecl{Node: n}
		r.push()
		r.typeParams(d.TypeParams())
		r.typ(d.Value())
		r.pop()
	case syntax.KindModelDecl:
		r.model(syntax.ModelDecl{Node: n})
	default:
		if n.Kind().IsStmt() {
			r.statement(n)
			return
		}
		r.inner(n)
	}
}

// learns reports whether after a node of a kind something else may be known of the names in it.
func learns(k syntax.Kind) bool {
	switch k {
	case syntax.KindIfStmt, syntax.KindForStmt, syntax.KindWhileStmt, syntax.KindTryStmt, syntax.KindAssertStmt, syntax.KindMatchExpr,
		syntax.KindForDirective, syntax.KindMatchDirective: // what `@if` tells ends with it
		return true
	}
	return false
}

// statements visits the statements of a block, whose `let`s are its names from the start.
func (r *resolver) statements(list syntax.Node) {
	for n := range list.Items() {
		d, ok := syntax.AsLetStmt(n)
		if !ok {
			continue
		}
		kind := letKind(d)
		for _, name := range PatternNames(d.Pattern()) {
			before := len(r.out.Locals)
			r.declare(name, kind)
			for _, l := range r.out.Locals[before:] {
				l.pending = true
			}
		}
	}
	r.all(list)
}

func letKind(d syntax.LetStmt) LocalKind {
	if d.Keyword().Kind() == syntax.KindKwVar {
		return LocalVar
	}
	return LocalLet
}

// statement visits the statements that declare or assign names.
func (r *resolver) statement(n syntax.Node) {
	switch n.Kind() {
	case syntax.KindLetStmt:
		d := syntax.LetStmt{Node: n}
		r.let(d.Pattern(), d.Type(), d.Value(), letKind(d))
	case syntax.KindAssignStmt:
		d := syntax.AssignStmt{Node: n}
		r.node(d.Value())
		r.target(d.Target(), d.Op().Kind() != syntax.KindEq)
	case syntax.KindForStmt:
		d := syntax.ForStmt{Node: n}
		r.node(d.Value())
		r.loop(d.Name(), d.Index(), d.Body())
	case syntax.KindWhileStmt:
		r.again(n, r.all)
	case syntax.KindTryStmt:
		d := syntax.TryStmt{Node: n}
		r.node(d.Body())
		r.push()
		r.declare(d.Name(), LocalCatch)
		r.node(d.Handler())
		r.pop()
	default:
		r.all(n)
	}
}

func (r *resolver) let(pattern, typ, value syntax.Node, kind LocalKind) {
	r.typ(typ)
	r.node(value)
	for _, name := range PatternNames(pattern) {
		r.declare(name, kind)
	}
}

// target visits what is assigned to. The name at its root changes; an operator reads it as well.
func (r *resolver) target(n syntax.Node, reads bool) {
	root := n
	if p, ok := syntax.AsPostfixExpr(n); ok {
		for part := range p.Parts().Items() {
			if part.Kind() == syntax.KindCallPart { // no place that can be assigned
				r.node(n)
				return
			}
		}
		root = p.Base()
		r.all(p.Parts())
	}
	if root.Kind() != syntax.KindIdent {
		r.node(root)
		return
	}
	r.mention(root, AsTarget, syntax.Node{})
	if l := r.lookup(Text(root)); l != nil && reads {
		l.Used = true
	}
}

func (r *resolver) loop(name, index, body syntax.Node) {
	r.push()
	r.declare(name, LocalLoop)
	r.declare(index, LocalLoop)
	r.again(body, r.node)
	r.pop()
}

// inner visits what is neither a declaration nor a statement.
func (r *resolver) inner(n syntax.Node) {
	switch n.Kind() {
	case syntax.KindPostfixExpr:
		r.postfix(syntax.PostfixExpr{Node: n})
	case syntax.KindMemberPart, syntax.KindEndTag:
	case syntax.KindArg:
		r.node(syntax.Arg{Node: n}.Value())
	case syntax.KindRecordField:
		d := syntax.RecordField{Node: n}
		if d.Colon().Ok() {
			r.node(d.Value())
		} else {
			r.mention(d.Name(), AsValue, syntax.Node{})
		}
	case syntax.KindIsExpr:
		d := syntax.IsExpr{Node: n}
		r.node(d.Operand())
		r.typ(d.Type())
	case syntax.KindTaggedString:
		r.node(syntax.TaggedString{Node: n}.Value())
	case syntax.KindMatchArm:
		r.push() // an arm may declare nothing, but its body may be a statement that does
		r.all(n)
		r.pop()
	case syntax.KindStartTag:
		d := syntax.StartTag{Node: n}
		r.tag(d.Name())
		r.all(d.Attrs())
	case syntax.KindShorthandAttr:
		r.mention(syntax.ShorthandAttr{Node: n}.Name(), AsValue, syntax.Node{})
	case syntax.KindElement:
		// What `@let` names in an element's content is visible to the end of that content.
		r.push()
		r.all(n)
		r.pop()
	case syntax.KindForDirective:
		d := syntax.ForDirective{Node: n}
		r.node(d.Value())
		r.loop(d.Name(), d.Index(), d.Body())
		if e, ok := syntax.AsEmptyClause(d.Empty()); ok {
			r.node(e.Body())
		}
	case syntax.KindLetDirective:
		d := syntax.LetDirective{Node: n}
		r.let(d.Pattern(), d.Type(), d.Value(), LocalLet)
	default:
		if !n.IsToken() {
			r.all(n)
		}
	}
}

func (r *resolver) postfix(p syntax.PostfixExpr) {
	if base := p.Base(); base.Kind() == syntax.KindIdent {
		form, member := AsValue, syntax.Node{}
		i := 0
		for part := range p.Parts().Items() {
			if m, ok := syntax.AsMemberPart(part); ok && i == 0 {
				member = m.Name()
			} else {
				if part.Kind() == syntax.KindCallPart {
					form = AsCall
				}
				break
			}
			i++
		}
		r.mention(base, form, member)
	} else {
		r.node(base)
	}
	r.all(p.Parts())
}

// tag mentions the component that a tag names.
func (r *resolver) tag(n syntax.Node) {
	if !n.Ok() || n.Missing() || !IsComponentTag(n.Text()) {
		return
	}
	name, member, _ := strings.Cut(Text(n), ".")
	span := r.rel(n.Span())
	if l := r.lookup(name); l != nil {
		r.out.at[span.Start] = l
		l.Used = true
		l.Captured = l.Captured || l.Depth < r.depth
		return
	}
	m := Mention{Name: name, Member: member, Span: span, Whole: span, Form: AsTag, Deferred: r.depth > 0}
	if member != "" {
		m.Span.End = span.Start + strings.IndexByte(n.Text(), '.')
	}
	r.out.Free = append(r.out.Free, m)
}

// function visits a function in a scope of its own. A default sees the parameters before it.
func (r *resolver) function(typeParams, params, result, body syntax.Node) {
	r.push()
	r.typeParams(typeParams)
	for item := range params.Items() {
		p, ok := syntax.AsParam(item)
		if !ok {
			continue
		}
		r.typ(p.Type())
		r.node(p.Default())
		r.declare(p.Name(), LocalParam)
	}
	r.typ(result)
	if b, ok := syntax.AsBlock(body); ok {
		r.statements(b.Body()) // in the parameters' own scope: a parameter cannot be declared again
	} else {
		r.node(body)
	}
	r.pop()
}

func (r *resolver) model(d syntax.ModelDecl) {
	for item := range d.Fields().Items() {
		if f, ok := syntax.AsModelField(item); ok {
			r.typ(f.Type())
			r.node(f.Default())
		}
	}
}

func (r *resolver) typeParams(n syntax.Node) {
	if d, ok := syntax.AsTypeParams(n); ok {
		for item := range d.Names().Items() {
			if p, ok := syntax.AsTypeParam(item); ok {
				r.declare(p.Name(), LocalTypeParam)
			}
		}
	}
}

// typ visits a type.
func (r *resolver) typ(n syntax.Node) {
	switch n.Kind() {
	case syntax.KindIdent:
		r.mention(n, AsType, syntax.Node{})
	case syntax.KindNamedType:
		d := syntax.NamedType{Node: n}
		r.mention(d.Name(), AsType, d.Member())
		r.typ(d.Args())
	case syntax.KindTypeField:
		r.typ(syntax.TypeField{Node: n}.Type())
	case syntax.KindFnTypeParam:
		r.typ(syntax.FnTypeParam{Node: n}.Type())
	case syntax.KindUnexpected, syntax.KindError:
	default:
		if !n.IsToken() {
			for c := range n.Children() {
				r.typ(c)
			}
		}
	}
}
