package lower

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// `<style scoped>`: the elements that a component writes itself carry an attribute without a value, and the selectors of its style ask
// for it.

// scopeOf returns the attribute that marks the elements of a component; "" for one without a style of its own. The name follows from where
// the component is declared, so that it stays the same from build to build.
func scopeOf(path, name string, body syntax.Node) string {
	if !hasScopedStyle(body) {
		return ""
	}
	h := fnv.New32a()
	h.Write([]byte(path + "\n" + name))
	return fmt.Sprintf("data-c-%08x", h.Sum32())
}

func hasScopedStyle(n syntax.Node) bool {
	if n.IsToken() {
		return false
	}
	if e, ok := syntax.AsElement(n); ok {
		start := syntax.StartTag{Node: e.Start()}
		if strings.EqualFold(start.Name().Text(), "style") {
			return hasAttr(start, "scoped")
		}
	}
	for child := range n.Children() {
		if hasScopedStyle(child) {
			return true
		}
	}
	return false
}

// conditionalRules are the rules of CSS that hold other rules with selectors.
var conditionalRules = map[string]bool{"media": true, "supports": true, "layer": true, "container": true, "scope": true, "starting-style": true}

// scopeCSS makes the selectors of a style sheet ask for attr as well. What it cannot read it leaves as it is.
func scopeCSS(css, attr string) string {
	var b strings.Builder
	rest := css
	for rest != "" {
		end := cssEnd(rest, "{};")
		prelude := rest[:end]
		if end == len(rest) || rest[end] != '{' {
			end = min(end+1, len(rest))
			b.WriteString(rest[:end])
			rest = rest[end:]
			continue
		}
		body := rest[end+1:]
		close := blockEnd(body)
		inner := body[:close]
		trimmed := strings.TrimSpace(withoutComments(prelude))
		switch {
		case strings.HasPrefix(trimmed, "@") && conditionalRules[atName(trimmed)]:
			b.WriteString(prelude + "{" + scopeCSS(inner, attr))
		case strings.HasPrefix(trimmed, "@"):
			b.WriteString(prelude + "{" + inner)
		default:
			b.WriteString(scopeSelectors(prelude, attr) + "{" + inner)
		}
		if close < len(body) {
			b.WriteByte('}')
			close++
		}
		rest = body[close:]
	}
	return b.String()
}

// cssEnd returns the index of the first of stops outside strings, comments and brackets, or the length of s.
func cssEnd(s, stops string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '"' || c == '\'':
			i = stringEnd(s, i)
		case strings.HasPrefix(s[i:], "/*"):
			i = commentEnd(s, i) - 1
		case depth == 0 && strings.IndexByte(stops, c) >= 0:
			return i
		case c == '(' || c == '[':
			depth++
		case (c == ')' || c == ']') && depth > 0:
			depth--
		}
	}
	return len(s)
}

func stringEnd(s string, i int) int {
	quote := s[i]
	for i++; i < len(s) && s[i] != quote; i++ {
		if s[i] == '\\' {
			i++
		}
	}
	return i
}

func commentEnd(s string, i int) int {
	if end := strings.Index(s[i+2:], "*/"); end >= 0 {
		return i + 2 + end + 2
	}
	return len(s)
}

// blockEnd returns where the block that s is inside of ends.
func blockEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); {
		i += cssEnd(s[i:], "{}")
		if i >= len(s) {
			return len(s)
		}
		if s[i] == '{' {
			depth++
		} else if depth--; depth < 0 {
			return i
		}
		i++
	}
	return len(s)
}

func withoutComments(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.HasPrefix(s[i:], "/*") {
			i = commentEnd(s, i) - 1
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func atName(s string) string {
	s = s[1:]
	for i := range len(s) {
		if c := s[i]; c != '-' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return strings.ToLower(s[:i])
		}
	}
	return strings.ToLower(s)
}

// scopeSelectors adds attr to the last part of each selector of a list.
func scopeSelectors(list, attr string) string {
	var b strings.Builder
	for {
		end := cssEnd(list, ",")
		b.WriteString(scopeSelector(list[:end], attr))
		if end == len(list) {
			return b.String()
		}
		b.WriteByte(',')
		list = list[end+1:]
	}
}

// scopeSelector puts attr into a selector, before the pseudo classes of its last part.
func scopeSelector(s, attr string) string {
	body := strings.TrimRight(s, " \t\r\n\f")
	start := 0
	for i := 0; i < len(body); {
		i += cssEnd(body[i:], " \t\r\n\f>+~")
		if i < len(body) {
			i++
			start = i
		}
	}
	if body[start:] == "" {
		return s
	}
	at := start + cssEnd(body[start:], ":")
	return body[:at] + attr + body[at:] + s[len(body):]
}
