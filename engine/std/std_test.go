package std

import (
	"slices"
	"strings"
	"testing"

	"github.com/codescript-lang/coder/engine/source"
	"github.com/codescript-lang/coder/engine/syntax"
	"github.com/codescript-lang/coder/engine/types"
)

func TestSignatures(t *testing.T) {
	l := Get()
	for name, want := range map[string]string{
		"print":    "fn print(...values: [any]) -> none",
		"number":   "fn number(text: string) -> number?",
		"range":    "fn range(a: number, b: number, step: number = …) -> [number]",
		"redirect": "fn redirect(to: string, status: number = …) -> response",
	} {
		s := l.Global.Symbol(name)
		if s == nil {
			t.Errorf("no %s", name)
			continue
		}
		if got := types.Signature(name, s.Func()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if s.Doc == "" {
			t.Errorf("%s has no documentation", name)
		}
	}
	for _, c := range []struct {
		recv       Receiver
		name, want string
	}{
		{OfList, "map", "fn map<U>(f: fn(T, number) -> U) -> [U]"},
		{OfMap, "get", "fn get(k: string) -> T?"},
		{"time", "in", "fn in(zone: string) -> time"},
		{"Cookies", "set", "fn set(name: string, value: string, days: number = …) -> none"},
	} {
		m := l.Method(c.recv, c.name)
		if m == nil {
			t.Errorf("no method %s of %s", c.name, c.recv)
			continue
		}
		if got := types.Signature(c.name, m.Func()); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	if m := l.Method("string", "length"); m.Kind != Property || m.Type != types.Type(types.Number) {
		t.Errorf("length of a string is %v %v", m.Kind, m.Type)
	}
}

// TestNamesOfTheDefinition holds that every name of codescript.md §9 and the page's names of §8 are declared.
func TestNamesOfTheDefinition(t *testing.T) {
	l := Get()
	for _, name := range []string{"print", "fail", "now", "raw", "number", "string", "range", "random", "time", "request", "cookies",
		"session", "form", "user", "site", "redirect", "notFound", "json", "text", "status", "invalid", "db"} {
		if l.Global.Symbol(name) == nil {
			t.Errorf("%s is not declared", name)
		}
	}
	for recv, names := range map[Receiver][]string{
		"string": {"length", "upper", "lower", "trim", "trimStart", "trimEnd", "split", "lines", "chars", "contains", "startsWith", "endsWith",
			"indexOf", "replace", "slice", "repeat", "padStart", "padEnd", "at", "code", "slugify", "truncate", "urlEncode", "urlDecode",
			"matches", "find", "replaceAll"},
		OfList: {"length", "map", "filter", "flatMap", "flat", "find", "findIndex", "indexOf", "some", "every", "reduce", "sort", "sortBy",
			"minBy", "maxBy", "reverse", "unique", "slice", "take", "drop", "chunk", "join", "contains", "first", "last", "at", "min", "max",
			"sum", "groupBy", "count", "zip", "append", "insert", "removeAt", "set", "toMap"},
		OfMap:    {"length", "keys", "values", "entries", "has", "get", "with", "without", "map", "filter"},
		"number": {"round", "floor", "ceil", "abs", "toFixed", "clamp", "format"},
		"time":   {"year", "month", "day", "hour", "minute", "second", "weekday", "unix", "format", "add", "in", "iso"},
	} {
		for _, n := range names {
			if l.Method(recv, n) == nil {
				t.Errorf("%s has no %s", recv, n)
			}
		}
	}
	for path, names := range map[string][]string{
		"std/math": {"pi", "e", "sqrt", "pow", "exp", "log", "sin", "cos", "tan", "atan2", "hypot", "floor"}, "std/json": {"parse", "stringify"},
		"std/fs": {"read", "write", "append", "exists", "list", "remove"}, "std/http": {"get", "post"}, "std/env": {"get", "args"},
		"std/process": {"exit", "stdin", "printError"}, "std/time": {"parse"}, "std/crypto": {"sha256", "uuid"},
		"std/feed": {"rss", "atom"}, "std/i18n": nil,
	} {
		m := l.Module(path)
		if m == nil {
			t.Errorf("no module %s", path)
			continue
		}
		for _, n := range names {
			if m.Symbol(n) == nil {
				t.Errorf("%s has no %s", path, n)
			}
		}
	}
}

func TestEffects(t *testing.T) {
	l := Get()
	if e := l.Global.Symbol("now").Effects; len(e) != 1 || e[0] != Time {
		t.Errorf("now reads %v", e)
	}
	if e := l.Global.Symbol("session").Effects; len(e) != 1 || e[0] != Session {
		t.Errorf("session reads %v", e)
	}
	known := map[Effect]bool{Request: true, Session: true, Cookies: true, Form: true, User: true, Models: true, Files: true, WritesFiles: true,
		Network: true, Time: true, Random: true, Environment: true, Process: true, Output: true}
	check := func(ss []*Symbol) {
		for _, s := range ss {
			for _, e := range s.Effects {
				if !known[e] {
					t.Errorf("%s has the unknown effect %q", s.Name, e)
				}
			}
		}
	}
	check(l.Global.Symbols)
	for _, m := range l.Modules {
		check(m.Symbols)
	}
	for _, ms := range l.methods {
		check(ms)
	}
}

func TestSpansNameTheirSymbol(t *testing.T) {
	l := Get()
	s := l.Method("time", "in")
	if got := l.Source(s.File)[s.Span.Start:s.Span.End]; got != "in_" {
		t.Errorf("the span of `in` holds %q", got)
	}
	for file, text := range l.files {
		if ds := syntax.Parse(source.NewText(text)).Diagnostics(); len(ds) > 0 {
			t.Errorf("%s: %v", file, ds[0])
		}
	}
}

// TestEverythingIsSaidInKorean holds that all documentation is there in both languages.
func TestEverythingIsSaidInKorean(t *testing.T) {
	l := Get()
	check := func(where, doc string) {
		t.Helper()
		korean := l.Korean(doc)
		if doc == "" || korean == "" {
			t.Errorf("%s is %q, in Korean %q", where, doc, korean)
		}
		if !strings.ContainsFunc(korean, func(r rune) bool { return r >= '가' && r <= '힣' }) && strings.ContainsAny(doc, " ") {
			t.Errorf("%s is not Korean: %q", where, korean)
		}
	}
	all := slices.Clone(l.Global.Symbols)
	for _, m := range l.Modules {
		check(m.Path, m.Doc)
		all = append(all, m.Symbols...)
	}
	for _, ms := range l.methods {
		all = append(all, ms...)
	}
	for _, s := range all {
		check(s.File+" "+s.Name, s.Doc)
		if r, ok := types.Under(s.Type).(*types.Record); ok && s.Kind == TypeName {
			for _, f := range r.Fields {
				if f.Doc != "" {
					check(s.Name+"."+f.Name, f.Doc)
				}
			}
		}
	}
}
