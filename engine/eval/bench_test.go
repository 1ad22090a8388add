package eval

import (
	"context"
	"testing"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

func lit(s string) ir.Out   { return &ir.Lit{Text: s} }
func hole(x ir.Expr) ir.Out { return &ir.Text{X: x} }
func markup(body ...ir.Out) ir.Expr {
	return &ir.Markup{Node: ir.Node{R: ir.RepHTML}, Body: ir.Join(body)}
}

// tablePage is a table of rows with four columns; with cells, each cell is drawn by a component.
func tablePage(cells bool) (*ir.Program, *ir.Func) {
	rows, row, text := anyVar("rows"), anyVar("row"), &ir.Var{Name: "text", Rep: ir.RepString}
	cell := fn("Cell", ir.RepHTML, []*ir.Var{text}, ret(markup(lit("<td>"), hole(local(text)), lit("</td>"))))
	column := func(name string, rep ir.Rep) []ir.Out {
		if cells && rep == ir.RepString {
			return []ir.Out{hole(call(cell, field(local(row), name, rep)))}
		}
		return []ir.Out{lit("<td>"), hole(field(local(row), name, rep)), lit("</td>")}
	}
	body := []ir.Out{lit("<tr>")}
	body = append(body, column("id", ir.RepNumber)...)
	for _, name := range []string{"name", "email", "balance"} {
		body = append(body, column(name, ir.RepString)...)
	}
	body = append(body, lit("</tr>\n"))
	page := fn("", ir.RepHTML, []*ir.Var{rows}, ret(markup(
		lit("<table><tr><th>Id</th><th>Name</th><th>Email</th><th>Balance</th></tr>\n"),
		&ir.OutFor{Var: row, X: local(rows), Body: ir.Join(body)},
		lit("</table>"))))
	page.Kind = ir.FuncPage
	return program([]*ir.Func{page, cell}), page
}

func tableRows(m *Machine, n int) value.Value {
	shape := m.shapes.Of("id", "name", "email", "balance")
	items := make([]value.Value, n)
	for i := range items {
		r := value.NewRecord(shape)
		r.Vals[0] = value.Number(float64(i + 1))
		r.Vals[1], r.Vals[2], r.Vals[3] = value.String("Name <of> someone"), value.String("someone@example.org"), value.String("1,234.56")
		items[i] = value.MakeRecord(r)
	}
	return value.MakeList(items)
}

func benchmarkTable(b *testing.B, cells bool) {
	p, page := tablePage(cells)
	m := Compile(p).NewMachine(Host{}, Limits{})
	c := PageCall{Func: page, Args: []value.Value{tableRows(m, 1000)}}
	b.ReportAllocs()
	for b.Loop() {
		d, err := m.Draw(context.Background(), c)
		if err != nil {
			b.Fatal(err)
		}
		c.Buffer = d.Body
	}
}

func BenchmarkRenderTable(b *testing.B) {
	b.Run("holes", func(b *testing.B) { benchmarkTable(b, false) })
	b.Run("components", func(b *testing.B) { benchmarkTable(b, true) })
}

func TestIsPlain(t *testing.T) {
	for _, pad := range []string{"", "1234567", "12345678", "글자", "abcdefghijklmnop"} {
		for _, c := range []string{"&", "<", ">", "\x00"} {
			for _, s := range []string{pad + c, c + pad, pad + c + pad} {
				if isPlain(s) {
					t.Errorf("%q is said to need no escape", s)
				}
			}
		}
		if s := pad + "=;\x01\"'"; s[0] < 0x80 && !isPlain(s) {
			t.Errorf("%q is said to need an escape", s)
		}
	}
}

// A page of a thousand rows takes a handful of allocations, with a component for each cell, too.
func TestTableAllocations(t *testing.T) {
	for _, cells := range []bool{false, true} {
		p, page := tablePage(cells)
		m := Compile(p).NewMachine(Host{}, Limits{})
		c := PageCall{Func: page, Args: []value.Value{tableRows(m, 1000)}}
		n := testing.AllocsPerRun(20, func() {
			if d, err := m.Draw(context.Background(), c); err != nil || len(d.Body) < 90_000 {
				t.Fatal(err)
			}
		})
		if n > 10 {
			t.Errorf("%v allocations", n)
		}
	}
}

func benchmarkProgram(b *testing.B, p *ir.Program) {
	prog := Compile(p)
	b.ReportAllocs()
	for b.Loop() {
		if err := prog.NewMachine(Host{}, Limits{}).Run(context.Background()); err != nil {
			b.Fatal(err.Report())
		}
	}
}

// sieve marks the multiples in a list of bools, sumLoop adds numbers, wordCount counts in a map, build joins a long string.
func BenchmarkPrograms(b *testing.B) {
	b.Run("fib", func(b *testing.B) {
		f := fib()
		benchmarkProgram(b, program([]*ir.Func{f}, do(call(f, num(27)))))
	})
	b.Run("loop", func(b *testing.B) {
		i, sum := numVar("i"), numVar("sum")
		f := fn("f", 0, nil, let(sum, num(0)), &ir.For{Var: i, X: &ir.Range{From: num(0), To: num(1_000_000)}, Body: block(
			&ir.Update{Place: ir.Place{Var: sum}, Op: ir.OpAdd, X: bin(ir.OpMod, bin(ir.OpMul, local(i), num(3)), num(7))})})
		benchmarkProgram(b, program([]*ir.Func{f}, do(call(f))))
	})
	b.Run("lists", func(b *testing.B) {
		xs, i := anyVar("xs"), numVar("i")
		xs.Rep = ir.RepList
		at := func(i ir.Expr) ir.Expr { return &ir.Index{Node: ir.Node{R: ir.RepNumber}, X: local(xs), I: i} }
		f := fn("f", 0, nil,
			let(xs, list(num(1))),
			&ir.For{Var: i, X: &ir.Range{From: num(0), To: num(300_000)}, Body: block(
				&ir.Update{Place: ir.Place{Var: xs}, Op: ir.OpAdd, X: list(bin(ir.OpAdd, at(local(i)), num(1)))})})
		benchmarkProgram(b, program([]*ir.Func{f}, do(call(f))))
	})
	b.Run("strings", func(b *testing.B) {
		s, i := anyVar("s"), numVar("i")
		s.Rep = ir.RepString
		f := fn("f", 0, nil, let(s, str("")), &ir.For{Var: i, X: &ir.Range{From: num(0), To: num(300_000)}, Body: block(
			&ir.Update{Place: ir.Place{Var: s}, Op: ir.OpAdd, X: str("ab")})})
		benchmarkProgram(b, program([]*ir.Func{f}, do(call(f))))
	})
}
