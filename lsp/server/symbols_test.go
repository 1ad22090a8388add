package server

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/lsp/feature"
)

// TestOutlineWork edits one function of files of different lengths: its symbols are written anew, and no others. What is written says
// what the outline says, whichever lines moved.
func TestOutlineWork(t *testing.T) {
	for _, n := range []int{10, 1_000} {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "/// Number %[1]d.\nexport fn f%[1]d(글: string) {\n\treturn <p id=\"a%[1]d\">\"{글}\"</p>\n}\n\ntest \"says \\\\ \\\"%[1]d\\\"\" {\n}\n\n", i)
		}
		text := source.NewText(b.String())
		tree := syntax.Parse(text)
		memo := feature.NewMemo(feature.UTF16Columns)
		var cache outlineCache
		var sent answers
		write := func() int {
			cache.fresh = 0
			f := feature.File{Tree: tree, Memo: memo}
			got := string(cache.write(feature.Outline(f), newest, &sent))
			sent.written(response(got))
			if want, err := protocol.Marshal(protocol.DocumentSymbolSlice(protocolSymbols(feature.Symbols(f)))); err != nil || got != string(want) {
				t.Fatalf("%d functions: %v: written is\n%s\nnot\n%s", n, err, got, want)
			}
			return cache.fresh
		}
		if fresh := write(); fresh != 3*n {
			t.Errorf("%d functions: %d symbols were written at first, want %d", n, fresh, 3*n)
		}
		for _, c := range []struct {
			old, new string
			want     int
		}{
			{"<p id=\"a5\">", "<b id=\"a5\">", 2}, // the function and its element
			{"\treturn <b", "\n\n\treturn <b", 2},
			{"/// Number 3.", "// No doc.\n/// Number 3.", 3},                   // and the test before, which the edit touches
			{"}\n\ntest \"says \\\\ \\\"7", "} test \"says \\\\ \\\"7", 3},      // on the line of the function before
			{"/// Number 0.", "type T = {\n\ta: string\n}\n\n/// Number 0.", 4}, // and the function behind
			{"type T = {\n\ta: string\n}\n\n", "", 2},
		} {
			at := strings.Index(text.String(), c.old)
			e := source.Edit{Span: source.Span{Start: at, End: at + len(c.old)}, New: c.new}
			text = text.Apply(e)
			tree = syntax.Reparse(tree, []source.Edit{e}, text)
			if fresh := write(); fresh != c.want {
				t.Errorf("%d functions: after %q %d symbols were written, want %d", n, c.new, fresh, c.want)
			}
		}
	}
}

// newest are the words of a client that knows them all.
var newest = symbolWords{symbolKinds[:], true}

// TestOutlineMemory asks for the outlines of versions of files: what is on its way to the client is never written over, and of a long file the
// memory of what has arrived is used again.
func TestOutlineMemory(t *testing.T) {
	for _, c := range []struct {
		functions int
		again     bool
	}{{20, false}, {100, true}, {3_000, true}} {
		var cache outlineCache
		var sent answers
		memo := feature.NewMemo(feature.UTF16Columns)
		write := func(version int) []byte {
			text := source.NewText(fmt.Sprintf("fn version%d() {\n}\n\n", version) + strings.Repeat("fn f() {\n}\n\n", c.functions))
			return cache.write(feature.Outline(feature.File{Tree: syntax.Parse(text), Memo: memo}), newest, &sent)
		}
		first := write(1)
		if isLong := len(first) >= longAnswer; isLong != c.again {
			t.Fatalf("the outline of %d functions has %d bytes", c.functions, len(first))
		}
		second := write(2)
		before := [][]byte{bytes.Clone(first), bytes.Clone(second)}
		write(3)
		write(4)
		if !bytes.Equal(first, before[0]) || !bytes.Equal(second, before[1]) {
			t.Fatalf("%d functions: an outline on its way was written over", c.functions)
		}
		for range 4 {
			sent.written(response(string(first)))
		}
		third := write(5)
		if sent.areWritten() == c.again {
			t.Errorf("%d functions: the outline on its way is not counted", c.functions)
		}
		sent.written(response(string(first)))
		write(6)
		sent.written(response(string(first)))
		seventh := write(7)
		if again := &third[0] == &seventh[0]; again != c.again {
			t.Errorf("%d functions: memory is used again: %v", c.functions, again)
		}
	}
}

// response is a message with a result.
func response(result string) []byte {
	return []byte(`{"jsonrpc":"2.0","id":1,"result":` + result + "}")
}

// protocolSymbols are symbols as the library writes them.
func protocolSymbols(list []feature.Symbol) []protocol.DocumentSymbol {
	var out []protocol.DocumentSymbol
	for _, s := range list {
		d := protocol.DocumentSymbol{
			Name: s.Name, Kind: symbolKinds[s.Kind], Range: rangeOf(s.Range), SelectionRange: rangeOf(s.NameRange), Children: protocolSymbols(s.Children),
		}
		if s.Detail != "" {
			d.Detail = new(s.Detail)
		}
		out = append(out, d)
	}
	return out
}

// TestAnswersLeaveLittleGarbage asks for the outline and the folds of a file after each of some edits: of the first, what takes new memory is
// what says which piece is where, and of the second the list.
func TestAnswersLeaveLittleGarbage(t *testing.T) {
	const edits, cold = 20, 3 // the first find no memory to use again
	for _, functions := range []int{100, 1_000} {
		text := source.NewText(strings.Repeat("fn f() {\n\treturn <p>\n\t\t<b id=\"x\">text</b>\n\t</p>\n}\n\n", functions))
		tree := syntax.Parse(text)
		memo := feature.NewMemo(feature.UTF16Columns)
		var cache outlineCache
		sent := &answers{}
		for _, c := range []struct {
			name string
			ask  func(feature.File) []byte
			most float64 // bytes of memory for a byte of the answer
		}{
			{"outline", func(f feature.File) []byte { return cache.write(feature.Outline(f), newest, sent) }, 0.3},
			{"folds", func(f feature.File) []byte {
				answer, err := codec{sent}.Marshal(foldsOf(feature.Folds(f)))
				if err != nil {
					t.Fatal(err)
				}
				return answer
			}, 1.6},
		} {
			var memory, length uint64
			at := text.Len() / functions * (functions / 2)
			for n := range cold + edits {
				e := source.Edit{Span: source.Span{Start: at, End: at}, New: "fn g() {\n}\n"}
				text = text.Apply(e)
				tree = syntax.Reparse(tree, []source.Edit{e}, text)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				answer := c.ask(feature.File{Tree: tree, Memo: memo})
				runtime.ReadMemStats(&after)
				sent.written(response(string(answer)))
				if n >= cold {
					memory += after.TotalAlloc - before.TotalAlloc
					length += uint64(len(answer))
				}
			}
			if took := float64(memory) / float64(length); took > c.most {
				t.Errorf("%d functions: %s: %.2f bytes of memory for each that is answered, want at most %.2f", functions, c.name, took, c.most)
			}
		}
	}
}
