package server

import (
	"encoding/json"
	"strings"
	"testing"
)

// part is what of an answer stands at a path of keys and indexes; "" where there is nothing.
func part(t *testing.T, m incoming, path ...any) string {
	t.Helper()
	if m.Error != nil {
		t.Fatal(m.Error)
	}
	at := m.Result
	for _, step := range path {
		var list []json.RawMessage
		var fields map[string]json.RawMessage
		switch step := step.(type) {
		case int:
			if json.Unmarshal(at, &list) != nil || step >= len(list) {
				return ""
			}
			at = list[step]
		case string:
			if json.Unmarshal(at, &fields) != nil {
				return ""
			}
			at = fields[step]
		}
	}
	return string(at)
}

// TestAbilities asks clients that can do little and clients that can do more the same, and looks at what differs on the wire.
func TestAbilities(t *testing.T) {
	const address = "file:///none/main.code"
	const text = "/// Adds **two** numbers.\nexport fn add(a: number, b: number) -> number => a + b\n\n" +
		"/// Deprecated: use a file.\nexport model Post { title: string }\n\nlet sum = add(1, 2, )\n\nlet unused = <p id=\"x\"/>\n\nPost.create(title: \"{sum}\")\n"
	at := func(line, character int) map[string]any {
		return map[string]any{"textDocument": map[string]any{"uri": address}, "position": map[string]any{"line": line, "character": character}}
	}
	hover := func(p *peer) string { return part(t, p.ask("textDocument/hover", at(6, 11)), "contents", "kind") }
	item := func(label, field string) func(p *peer) string {
		return func(p *peer) string {
			var list struct{ Items []map[string]json.RawMessage }
			m := p.ask("textDocument/completion", at(6, 10))
			if err := json.Unmarshal(m.Result, &list); err != nil {
				t.Fatal(err)
			}
			for _, i := range list.Items {
				if string(i["label"]) == `"`+label+`"` {
					return string(i[field])
				}
			}
			return "no " + label
		}
	}
	signature := func(path ...any) func(p *peer) string {
		return func(p *peer) string { return part(t, p.ask("textDocument/signatureHelp", at(6, 20)), path...) }
	}
	outline := func(path ...any) func(p *peer) string {
		return func(p *peer) string { return part(t, p.ask("textDocument/documentSymbol", at(0, 0)), path...) }
	}
	symbol := func(field string) func(p *peer) string {
		return func(p *peer) string {
			return part(t, p.ask("workspace/symbol", map[string]any{"query": "Post"}), 0, field)
		}
	}
	for _, c := range []struct {
		what, capabilities string
		ask                func(p *peer) string
		want               string
	}{
		{"hovers, nothing said", `{}`, hover, `"markdown"`},
		{"hovers, nothing said of them", `{"textDocument": {"hover": {}}}`, hover, `"markdown"`},
		{"hovers in plain text", `{"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}`, hover, `"plaintext"`},
		{"hovers, rather plain", `{"textDocument": {"hover": {"contentFormat": ["plaintext", "markdown"]}}}`, hover, `"plaintext"`},
		{"hovers, rather Markdown", `{"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}`, hover, `"markdown"`},

		{"documentation of items", `{}`, item("add", "documentation"), `"Adds two numbers."`},
		{"the same, rather plain", `{"textDocument": {"completion": {"completionItem": {"documentationFormat": ["plaintext", "markdown"]}}}}`,
			item("add", "documentation"), `"Adds two numbers."`},
		{"the same in Markdown", `{"textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}}}`,
			item("add", "documentation"), `{"kind":"markdown","value":"Adds **two** numbers."}`},
		{"the first kinds of items", `{}`, item("Post", "kind"), `7`}, // a class
		{"all kinds of items", `{"textDocument": {"completion": {"completionItemKind": {"valueSet": [7, 22]}}}}`, item("Post", "kind"), `22`},

		{"documentation of signatures", `{}`, signature("signatures", 0, "documentation"), `"Adds two numbers."`},
		{"the same in Markdown", `{"textDocument": {"signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown", "plaintext"]}}}}`,
			signature("signatures", 0, "documentation", "kind"), `"markdown"`},
		{"no parameter", `{}`, signature("activeParameter"), `2`},
		{"no parameter where that can be said", `{"textDocument": {"signatureHelp": {"signatureInformation": {"noActiveParameterSupport": true}}}}`,
			signature("activeParameter"), `null`},

		{"old symbols", `{}`, outline(1, "tags"), ``},
		{"old symbols, struck", `{"textDocument": {"documentSymbol": {"tagSupport": {"valueSet": [1]}}}}`, outline(1, "tags"), `[1]`},
		{"old symbols in a tree", `{"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}`, outline(1, "tags"), ``},
		{"old symbols in the workspace", `{}`, symbol("tags"), ``},
		{"old symbols in the workspace, struck", `{"workspace": {"symbol": {"tagSupport": {"valueSet": [1]}}}}`, symbol("tags"), `[1]`},
		{"the first kinds of symbols", `{}`, outline(1, "kind"), `5`},
		{"all kinds of symbols", `{"textDocument": {"documentSymbol": {"symbolKind": {"valueSet": [5, 23]}}}}`, outline(1, "kind"), `23`},
		{"the first kinds in a tree", `{"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}`, outline(1, "kind"), `5`},
		{"all kinds in a tree", `{"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true, "symbolKind": {"valueSet": [5, 23]}}}}`,
			outline(1, "kind"), `23`},
		{"the first kinds in the workspace", `{}`, symbol("kind"), `5`},
		{"all kinds in the workspace", `{"workspace": {"symbol": {"symbolKind": {"valueSet": [5, 23]}}}}`, symbol("kind"), `23`},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			p := newPeer(t)
			p.meet(map[string]any{"capabilities": json.RawMessage(c.capabilities)})
			p.open(address, text)
			if got := c.ask(p); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestRenameIsPrepared(t *testing.T) {
	for capabilities, want := range map[string]string{
		`{}`: `true`, `{"textDocument": {"rename": {}}}`: `true`, `{"textDocument": {"rename": {"prepareSupport": true}}}`: `{"prepareProvider":true}`,
	} {
		met := newPeer(t).meet(map[string]any{"capabilities": json.RawMessage(capabilities)})
		if got := part(t, met, "capabilities", "renameProvider"); got != want {
			t.Errorf("%s: %s, want %s", capabilities, got, want)
		}
	}
}

// TestWhoPulls meets clients that ask for diagnostics: one that cannot be told to ask again is told of them, and what a client shows of
// them it may say in either place.
func TestWhoPulls(t *testing.T) {
	const shows = `{"relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1]}}`
	for _, c := range []struct {
		capabilities string
		pulls, shows bool
	}{
		{`{"textDocument": {"publishDiagnostics": ` + shows + `}}`, false, true},
		{`{"textDocument": {"diagnostic": {}, "publishDiagnostics": ` + shows + `}}`, false, true},
		{`{"textDocument": {"diagnostic": {}, "publishDiagnostics": ` + shows + `}, "workspace": {"diagnostics": {"refreshSupport": true}}}`, true, true},
		{`{"textDocument": {"diagnostic": ` + shows + `}, "workspace": {"diagnostics": {"refreshSupport": true}}}`, true, true},
		{`{"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}`, true, false},
	} {
		p := newPeer(t)
		met := p.meet(map[string]any{"capabilities": json.RawMessage(c.capabilities)})
		if got := part(t, met, "capabilities", "diagnosticProvider") != ""; got != c.pulls {
			t.Errorf("%s: it is to ask: %v, want %v", c.capabilities, got, c.pulls)
		}
		const address = "file:///none/main.code"
		p.open(address, "let a = 1\nlet a = 2\n")
		var list string
		if c.pulls {
			list = part(t, p.ask("textDocument/diagnostic", about(address)), "items")
		} else {
			p.until("told", func(m incoming) bool {
				list = string(m.Params)
				return m.Method == "textDocument/publishDiagnostics"
			})
		}
		for _, field := range []string{`"tags":[1]`, `"relatedInformation":[`, `"codeDescription":{`} {
			if got := strings.Contains(list, field); got != c.shows {
				t.Errorf("%s: %s is there: %v, want %v; %s", c.capabilities, field, got, c.shows, list)
			}
		}
	}
}
