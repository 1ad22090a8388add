// Colours: read from the notations of CSS Color 4, and written in them. All are in sRGB; what does not fit is cut off.

package css

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/source"
)

// Color is a colour in sRGB. Each part is from 0 to 1.
type Color struct{ Red, Green, Blue, Alpha float64 }

// ColorAt is a colour and where it is written.
type ColorAt struct {
	Color Color
	Span  source.Span
}

// ColorNames returns the named colours, sorted.
func ColorNames() []string { return slices.Sorted(maps.Keys(namedColors)) }

// NamedColor returns the colour of a name, or false if there is none. Names are compared without regard to ASCII case.
func NamedColor(name string) (Color, bool) {
	name = strings.ToLower(name)
	if name == "transparent" {
		return Color{}, true
	}
	v, ok := namedColors[name]
	return Color{float64(v>>16) / 255, float64(v>>8&255) / 255, float64(v&255) / 255, 1}, ok
}

// Colors returns the colours in the declarations of the sheet, in order. A name counts where a colour may stand: in the values of properties
// that take colours, and of custom ones.
func (s *Sheet) Colors() []ColorAt {
	var out []ColorAt
	at := 0
	for _, d := range s.Declarations {
		p := LookupProperty(d.Property)
		names := strings.HasPrefix(d.Property, "--") || p != nil && p.Color
		for at < len(s.Tokens) && s.Tokens[at].Span.Start < d.Value.Start {
			at++
		}
		for ; at < len(s.Tokens) && s.Tokens[at].Span.End <= d.Value.End; at++ {
			t := s.Tokens[at]
			text := s.Slice(t.Span)
			switch t.Kind {
			case Hash:
				if c, ok := parseHex(text[1:]); ok {
					out = append(out, ColorAt{c, t.Span})
				}
			case Ident:
				if c, ok := NamedColor(text); ok && names {
					out = append(out, ColorAt{c, t.Span})
				}
			case Function:
				end := s.closing(at)
				if end < 0 || s.Tokens[end].Span.End > d.Value.End {
					continue
				}
				span := source.Span{Start: t.Span.Start, End: s.Tokens[end].Span.End}
				if c, ok := ParseColor(s.Slice(span)); ok {
					out = append(out, ColorAt{c, span})
					at = end
				}
			}
		}
	}
	return out
}

// closing is the token that closes the bracket of a function; -1 if there is none.
func (s *Sheet) closing(at int) int {
	depth := 0
	for i := at; i < len(s.Tokens); i++ {
		switch t := s.Tokens[i]; {
		case t.Kind == Function || t.Mark == '(':
			depth++
		case t.Mark == ')':
			if depth--; depth == 0 {
				return i
			}
		case t.Mark == ';' || t.Mark == '{' || t.Mark == '}':
			return -1
		}
	}
	return -1
}

// ParseColor reads a colour: `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, a name, or rgb(), rgba(), hsl(), hsla(), hwb(), oklab(), oklch()
// with plain numbers. Anything else is false.
func ParseColor(text string) (Color, bool) {
	if hex, ok := strings.CutPrefix(text, "#"); ok {
		return parseHex(hex)
	}
	name, rest, ok := strings.Cut(text, "(")
	if !ok {
		return NamedColor(text)
	}
	inner, ok := strings.CutSuffix(rest, ")")
	if !ok {
		return Color{}, false
	}
	parts := strings.FieldsFunc(inner, func(r rune) bool {
		return r == ',' || r == '/' || r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f'
	})
	if len(parts) != 3 && len(parts) != 4 {
		return Color{}, false
	}
	alpha := 1.0
	if len(parts) == 4 {
		if alpha, ok = parsePart(parts[3], 1); !ok {
			return Color{}, false
		}
	}
	var c Color
	switch strings.ToLower(name) {
	case "rgb", "rgba":
		c, ok = threeParts(parts, [3]float64{255, 255, 255}, func(r, g, b float64) Color { return Color{r / 255, g / 255, b / 255, 1} })
	case "hsl", "hsla":
		c, ok = threeParts(parts, [3]float64{0, 100, 100}, func(h, s, l float64) Color { return fromHSL(h, s/100, l/100) })
	case "hwb":
		c, ok = threeParts(parts, [3]float64{0, 100, 100}, func(h, w, b float64) Color { return fromHWB(h, w/100, b/100) })
	case "oklab":
		c, ok = threeParts(parts, [3]float64{1, 0.4, 0.4}, fromOKLab)
	case "oklch":
		c, ok = threeParts(parts, [3]float64{1, 0.4, 0}, func(l, chroma, h float64) Color {
			sin, cos := math.Sincos(h * math.Pi / 180)
			return fromOKLab(l, chroma*cos, chroma*sin)
		})
	default:
		return Color{}, false
	}
	return Color{unit(c.Red), unit(c.Green), unit(c.Blue), unit(alpha)}, ok
}

// threeParts reads three numbers. Whole is what 100% of each is; 0 of an angle.
func threeParts(parts []string, whole [3]float64, convert func(a, b, c float64) Color) (Color, bool) {
	var n [3]float64
	for i := range n {
		v, ok := parsePart(parts[i], whole[i])
		if !ok {
			return Color{}, false
		}
		n[i] = v
	}
	return convert(n[0], n[1], n[2]), true
}

// parsePart reads a number, a percentage of whole, or where whole is 0 an angle in degrees.
func parsePart(s string, whole float64) (float64, bool) {
	factor := 1.0
	lower := strings.ToLower(s)
	if lower == "none" {
		return 0, true
	}
	if whole == 0 {
		for _, u := range []struct {
			unit   string
			factor float64
		}{{"grad", 0.9}, {"turn", 360}, {"deg", 1}, {"rad", 180 / math.Pi}} {
			if rest, ok := strings.CutSuffix(lower, u.unit); ok {
				lower, factor = rest, u.factor
				break
			}
		}
	} else if rest, ok := strings.CutSuffix(lower, "%"); ok {
		lower, factor = rest, whole/100
	}
	if lower == "" || strings.ContainsAny(lower, "xpin_") {
		return 0, false // strconv reads more than CSS
	}
	v, err := strconv.ParseFloat(lower, 64)
	return v * factor, err == nil && !math.IsInf(v, 0)
}

func parseHex(s string) (Color, bool) {
	var d [8]float64
	if len(s) != 3 && len(s) != 4 && len(s) != 6 && len(s) != 8 {
		return Color{}, false
	}
	for i := range len(s) {
		v := hexValue(s[i])
		if v < 0 {
			return Color{}, false
		}
		d[i] = float64(v)
	}
	if len(s) <= 4 {
		c := Color{d[0] / 15, d[1] / 15, d[2] / 15, 1}
		if len(s) == 4 {
			c.Alpha = d[3] / 15
		}
		return c, true
	}
	c := Color{(16*d[0] + d[1]) / 255, (16*d[2] + d[3]) / 255, (16*d[4] + d[5]) / 255, 1}
	if len(s) == 8 {
		c.Alpha = (16*d[6] + d[7]) / 255
	}
	return c, true
}

func unit(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(max(v, 0), 1)
}

// fromHSL converts as CSS Color 4, section 7.1. The hue is in degrees.
func fromHSL(h, s, l float64) Color {
	f := func(n float64) float64 {
		k := math.Mod(n+h/30, 12)
		if k < 0 {
			k += 12
		}
		return l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
	}
	return Color{f(0), f(8), f(4), 1}
}

// fromHWB converts as CSS Color 4, section 8.1.
func fromHWB(h, white, black float64) Color {
	if white+black >= 1 {
		grey := white / (white + black)
		return Color{grey, grey, grey, 1}
	}
	c := fromHSL(h, 1, 0.5)
	f := func(v float64) float64 { return v*(1-white-black) + white }
	return Color{f(c.Red), f(c.Green), f(c.Blue), 1}
}

// fromOKLab converts by the matrices of CSS Color 4, section 17.
func fromOKLab(lightness, a, b float64) Color {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(lightness + 0.3963377774*a + 0.2158037573*b)
	m := cube(lightness - 0.1055613458*a - 0.0638541728*b)
	s := cube(lightness - 0.0894841775*a - 1.2914855480*b)
	gamma := func(v float64) float64 {
		if v <= 0.0031308 {
			return 12.92 * v
		}
		return 1.055*math.Pow(v, 1/2.4) - 0.055
	}
	return Color{
		gamma(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		gamma(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		gamma(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s), 1,
	}
}

// Notations returns the ways to write a colour, the shortest first: hexadecimal, rgb(), hsl(), hwb(), and its name if it has one.
func (c Color) Notations() []string {
	r, g, b := byteOf(c.Red), byteOf(c.Green), byteOf(c.Blue)
	h, s, l := c.hsl()
	white, black := min(c.Red, c.Green, c.Blue), 1-max(c.Red, c.Green, c.Blue)
	alpha, hex := "", fmt.Sprintf("#%02x%02x%02x", r, g, b)
	if a := byteOf(c.Alpha); a < 255 {
		alpha, hex = " / "+decimal(c.Alpha*100)+"%", hex+fmt.Sprintf("%02x", a)
	}
	out := []string{
		hex,
		fmt.Sprintf("rgb(%d %d %d%s)", r, g, b, alpha),
		fmt.Sprintf("hsl(%s %s%% %s%%%s)", decimal(h), decimal(s*100), decimal(l*100), alpha),
		fmt.Sprintf("hwb(%s %s%% %s%%%s)", decimal(h), decimal(white*100), decimal(black*100), alpha),
	}
	if alpha == "" {
		for _, name := range ColorNames() {
			if namedColors[name] == uint32(r)<<16|uint32(g)<<8|uint32(b) {
				return append(out, name)
			}
		}
	}
	return out
}

func byteOf(v float64) int { return int(math.Round(unit(v) * 255)) }

// decimal writes a number with at most one digit behind the point.
func decimal(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// hsl converts as CSS Color 4, section 7.2. The hue is in degrees.
func (c Color) hsl() (h, s, l float64) {
	most, least := max(c.Red, c.Green, c.Blue), min(c.Red, c.Green, c.Blue)
	l = (most + least) / 2
	d := most - least
	if d == 0 {
		return 0, 0, l
	}
	s = d / (1 - math.Abs(2*l-1))
	switch most {
	case c.Red:
		h = math.Mod((c.Green-c.Blue)/d+6, 6)
	case c.Green:
		h = (c.Blue-c.Red)/d + 2
	default:
		h = (c.Red-c.Green)/d + 4
	}
	return h * 60, s, l
}
