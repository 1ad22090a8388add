package workspace

import "github.com/codescript-lang/coder/engine/std"

// Draw says how often a page must be drawn (codescript.md §8, what a page reads).
type Draw int

// The ways to draw a page, each asking for more than the one before.
const (
	DrawOnce    Draw = iota // reads nothing but its sources
	DrawData                // reads models
	DrawNow                 // reads time, chance, the network, files or the environment
	DrawRequest             // reads the request, or has actions
)

// Draw tells how often the page must be drawn, after what it reads.
func (p *Page) Draw() Draw {
	if len(p.Actions) > 0 {
		return DrawRequest
	}
	draw := DrawOnce
	for _, r := range p.Reads {
		draw = max(draw, drawFor(r.Read.Effect))
	}
	return draw
}

func drawFor(e std.Effect) Draw {
	switch {
	case e.IsOfRequest():
		return DrawRequest
	case e == std.Models:
		return DrawData
	case e == std.Time, e == std.Random, e == std.Network, e == std.Files, e == std.Environment, e.IsAction():
		return DrawNow
	}
	return DrawOnce
}
