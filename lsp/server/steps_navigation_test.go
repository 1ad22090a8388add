// Steps of a scenario that go from place to place.

package server

import (
	"strings"

	"go.lsp.dev/protocol"
)

var navigationVerbs = map[string]verb{
	"definition": func(p *player, _ scenario, step step) string { return p.definition(p.mark(step.object())) },
}

func (p *player) definition(m mark) string {
	p.t.Helper()
	var list []protocol.Location
	params := p.at(m)
	params["position"] = p.position(p.texts[m.path], m.start)
	p.call("textDocument/definition", params, &list)
	var out []string
	for _, at := range list {
		out = append(out, p.placeOf(p.path(at.URI), at.Range))
	}
	return strings.Join(out, " ")
}
