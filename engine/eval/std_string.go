package eval

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

var stringMethods = map[string]builtin{
	"string.length":     {run: stringLength, min: 1, max: 1, property: true},
	"string.upper":      {run: stringUpper, min: 1, max: 1},
	"string.lower":      {run: stringLower, min: 1, max: 1},
	"string.trim":       {run: trimmer(strings.TrimFunc), min: 1, max: 1},
	"string.trimStart":  {run: trimmer(strings.TrimLeftFunc), min: 1, max: 1},
	"string.trimEnd":    {run: trimmer(strings.TrimRightFunc), min: 1, max: 1},
	"string.split":      {run: stringSplit, min: 2, max: 2},
	"string.lines":      {run: stringLines, min: 1, max: 1},
	"string.chars":      {run: stringChars, min: 1, max: 1},
	"string.contains":   {run: tester(strings.Contains), min: 2, max: 2},
	"string.startsWith": {run: tester(strings.HasPrefix), min: 2, max: 2},
	"string.endsWith":   {run: tester(strings.HasSuffix), min: 2, max: 2},
	"string.indexOf":    {run: stringIndexOf, min: 2, max: 2},
	"string.replace":    {run: stringReplace, min: 3, max: 3},
	"string.slice":      {run: stringSlice, min: 2, max: 3},
	"string.repeat":     {run: stringRepeat, min: 2, max: 2},
	"string.padStart":   {run: stringPadStart, min: 2, max: 3},
	"string.padEnd":     {run: stringPadEnd, min: 2, max: 3},
	"string.at":         {run: stringAt, min: 2, max: 2},
	"string.code":       {run: stringCode, min: 1, max: 2},
	"string.slugify":    {run: stringSlugify, min: 1, max: 1},
	"string.truncate":   {run: stringTruncate, min: 2, max: 3},
	"string.urlEncode":  {run: stringURLEncode, min: 1, max: 1},
	"string.urlDecode":  {run: stringURLDecode, min: 1, max: 1},
	"string.matches":    {run: stringMatches, min: 2, max: 2},
	"string.find":       {run: stringFind, min: 2, max: 2},
	"string.replaceAll": {run: stringReplaceAll, min: 3, max: 3},
}

func stringLength(_ *frame, args []value.Value) value.Value {
	return value.Number(float64(args[0].Length()))
}

func stringUpper(fr *frame, args []value.Value) value.Value {
	if args[0].IsASCII() {
		return fr.changed(args[0], strings.ToUpper(args[0].Text()))
	}
	return fr.newText(cases.Upper(language.Und).String(args[0].Text()))
}

func stringLower(fr *frame, args []value.Value) value.Value {
	if args[0].IsASCII() {
		return fr.changed(args[0], strings.ToLower(args[0].Text()))
	}
	return fr.newText(cases.Lower(language.Und).String(args[0].Text()))
}

// changed gives an ASCII text of the same length as v.
func (fr *frame) changed(v value.Value, s string) value.Value {
	if !fr.charge(v.Bytes()) {
		return value.None
	}
	return value.ASCII(s)
}

func trimmer(trim func(string, func(rune) bool) string) func(*frame, []value.Value) value.Value {
	return func(_ *frame, args []value.Value) value.Value {
		s := trim(args[0].Text(), value.IsSpace)
		if args[0].IsASCII() {
			return value.ASCII(s)
		}
		return value.String(s)
	}
}

func tester(test func(s, x string) bool) func(*frame, []value.Value) value.Value {
	return func(fr *frame, args []value.Value) value.Value {
		return value.Bool(test(args[0].Text(), fr.str(args, 1, "")))
	}
}

// part gives a piece of v's text.
func part(v value.Value, s string) value.Value {
	if v.IsASCII() {
		return value.ASCII(s)
	}
	return value.String(s)
}

func stringSplit(fr *frame, args []value.Value) value.Value {
	s, sep := args[0].Text(), fr.str(args, 1, "")
	if sep == "" {
		return stringChars(fr, args)
	}
	items := fr.items(strings.Count(s, sep) + 1)
	for i := range items {
		piece, rest, _ := strings.Cut(s, sep)
		items[i] = part(args[0], piece)
		s = rest
	}
	return value.MakeList(items)
}

func stringLines(fr *frame, args []value.Value) value.Value {
	s := args[0].Text()
	n := strings.Count(s, "\n")
	if s != "" && !strings.HasSuffix(s, "\n") {
		n++
	}
	items := fr.items(n)
	for i := range items {
		line, rest, _ := strings.Cut(s, "\n")
		items[i] = part(args[0], strings.TrimSuffix(line, "\r"))
		s = rest
	}
	return value.MakeList(items)
}

func stringChars(fr *frame, args []value.Value) value.Value {
	s := args[0].Text()
	items := fr.items(fr.m.positions.length(args[0]))
	for i := range items {
		_, n := utf8.DecodeRuneInString(s)
		items[i] = value.Joined(s[:n], n == 1)
		s = s[n:]
	}
	return value.MakeList(items)
}

func stringIndexOf(fr *frame, args []value.Value) value.Value {
	s := args[0].Text()
	i := strings.Index(s, fr.str(args, 1, ""))
	if i > 0 && !args[0].IsASCII() {
		i = utf8.RuneCountInString(s[:i])
	}
	return optionalNumber(i)
}

func stringReplace(fr *frame, args []value.Value) value.Value {
	s, a, b := args[0].Text(), fr.str(args, 1, ""), fr.str(args, 2, "")
	n := strings.Count(s, a)
	if n == 0 || fr.m.err != nil {
		return args[0]
	}
	if !fr.fits(len(s) + n*(len(b)-len(a))) {
		return value.None
	}
	return fr.newText(strings.ReplaceAll(s, a, b))
}

// fits notes an error when a text of n bytes would be too long.
func (fr *frame) fits(n int) bool {
	if n > ir.MaxText {
		fr.fail(ir.FaultTextSize, strconv.Itoa(n))
		return false
	}
	return true
}

func stringSlice(fr *frame, args []value.Value) value.Value {
	from, to, ok := fr.bounds(args, 1, fr.m.positions.length(args[0]))
	if !ok {
		return value.None
	}
	return fr.m.positions.slice(args[0], from, to)
}

func stringRepeat(fr *frame, args []value.Value) value.Value {
	n, ok := fr.count(args, 1, 0, ir.WhatOften)
	s := args[0].Text()
	if !ok || s == "" {
		return args[0]
	}
	if n > ir.MaxText || !fr.fits(n*len(s)) {
		fr.fits(ir.MaxText + 1)
		return value.None
	}
	return fr.newText(strings.Repeat(s, n))
}

// padding gives what fills a text of length code points up to n.
func (fr *frame) padding(args []value.Value) (string, bool) {
	n, ok := fr.whole(args, 1, 0, ir.WhatLength)
	fill := fr.str(args, 2, " ")
	missing := n - fr.m.positions.length(args[0])
	if !ok || fr.m.err != nil || missing <= 0 || fill == "" {
		return "", ok
	}
	size := utf8.RuneCountInString(fill)
	if !fr.fits(missing) || !fr.fits((missing/size+1)*len(fill)) {
		return "", false
	}
	whole := strings.Repeat(fill, missing/size)
	for _, r := range []rune(fill)[:missing%size] {
		whole += string(r)
	}
	return whole, true
}

func stringPadStart(fr *frame, args []value.Value) value.Value {
	if p, ok := fr.padding(args); ok {
		return fr.newText(p + args[0].Text())
	}
	return value.None
}

func stringPadEnd(fr *frame, args []value.Value) value.Value {
	if p, ok := fr.padding(args); ok {
		return fr.newText(args[0].Text() + p)
	}
	return value.None
}

func stringAt(fr *frame, args []value.Value) value.Value {
	n := fr.m.positions.length(args[0])
	i, ok := fr.whole(args, 1, 0, ir.WhatPlace)
	if i < 0 {
		i += n
	}
	if !ok || i < 0 || i >= n {
		return value.None
	}
	return fr.m.positions.character(args[0], i)
}

func stringCode(fr *frame, args []value.Value) value.Value {
	i := arg(args, 1)
	if i.IsUnset() {
		i = value.Number(0)
	}
	k, ok := fr.place(i, fr.m.positions.length(args[0]), "string")
	if !ok {
		return value.None
	}
	r, _ := utf8.DecodeRuneInString(args[0].Text()[fr.m.positions.byteAt(args[0], k):])
	return value.Number(float64(r))
}

// stringSlugify keeps letters, marks and digits of every script, in lower case and without the accents of Latin letters; each run of
// anything else is one `-`.
func stringSlugify(fr *frame, args []value.Value) value.Value {
	s := cases.Lower(language.Und).String(args[0].Text())
	var b strings.Builder
	gap, latin := false, false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) && latin, r == '\'', r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			latin = unicode.Is(unicode.Latin, r)
		default:
			gap, latin = true, false
		}
	}
	return fr.newText(norm.NFC.String(b.String()))
}

func stringTruncate(fr *frame, args []value.Value) value.Value {
	n, ok := fr.count(args, 1, 0, ir.WhatLength)
	end := fr.str(args, 2, "…")
	if !ok || fr.m.positions.length(args[0]) <= n {
		return args[0]
	}
	size := utf8.RuneCountInString(end)
	if size >= n {
		return fr.newText(string([]rune(end)[:n]))
	}
	return fr.newText(fr.m.positions.slice(args[0], 0, n-size).Text() + end)
}

// stringURLEncode writes as encodeURIComponent does.
func stringURLEncode(fr *frame, args []value.Value) value.Value {
	const hex = "0123456789ABCDEF"
	s := args[0].Text()
	b := make([]byte, 0, len(s)+len(s)/2)
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.!~*'()", c) >= 0 {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return fr.newText(string(b))
}

func stringURLDecode(fr *frame, args []value.Value) value.Value {
	s, err := url.PathUnescape(args[0].Text())
	if err != nil || !utf8.ValidString(s) {
		return fr.fail(ir.FaultURLText)
	}
	return fr.newText(s)
}

// pattern compiles a pattern; the machine keeps the last ones.
func (fr *frame) pattern(args []value.Value) *regexp.Regexp {
	source := fr.str(args, 1, "")
	m := fr.m
	if re := m.patterns[source]; re != nil {
		return re
	}
	re, err := regexp.Compile(source)
	if err != nil {
		message := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		fr.fail(ir.FaultPattern, message)
		return nil
	}
	if m.patterns == nil || len(m.patterns) >= maxPatterns {
		m.patterns = map[string]*regexp.Regexp{}
	}
	m.patterns[source] = re
	return re
}

// maxPatterns is how many compiled patterns a machine keeps; programs have few, and make some from data.
const maxPatterns = 64

func stringMatches(fr *frame, args []value.Value) value.Value {
	re := fr.pattern(args)
	return value.Bool(re != nil && re.MatchString(args[0].Text()))
}

// stringFind gives the match and its groups; a group that took no part is the empty string.
func stringFind(fr *frame, args []value.Value) value.Value {
	re := fr.pattern(args)
	if re == nil {
		return value.None
	}
	found := re.FindStringSubmatch(args[0].Text())
	if found == nil {
		return value.None
	}
	items := fr.items(len(found))
	for i := range items {
		items[i] = part(args[0], found[i])
	}
	return value.MakeList(items)
}

func stringReplaceAll(fr *frame, args []value.Value) value.Value {
	re := fr.pattern(args)
	b := fr.str(args, 2, "")
	if re == nil || fr.m.err != nil {
		return value.None
	}
	s := args[0].Text()
	var out []byte
	last := 0
	for _, at := range re.FindAllStringSubmatchIndex(s, -1) {
		out = append(out, s[last:at[0]]...)
		out = expand(out, b, s, at)
		last = at[1]
		if !fr.fits(len(out)) {
			return value.None
		}
	}
	return fr.newText(string(append(out, s[last:]...)))
}

// expand writes a replacement: $1 to $99 are groups, as in JavaScript the longest number that is one; $$ is a dollar sign.
func expand(out []byte, b, s string, at []int) []byte {
	for i := 0; i < len(b); i++ {
		if b[i] != '$' || i+1 >= len(b) {
			out = append(out, b[i])
			continue
		}
		if b[i+1] == '$' {
			out = append(out, '$')
			i++
			continue
		}
		group, digits := 0, 0
		for n := 2; n >= 1 && digits == 0; n-- {
			if i+n < len(b) {
				if g, err := strconv.ParseUint(b[i+1:i+1+n], 10, 8); err == nil && g > 0 && int(g) < len(at)/2 {
					group, digits = int(g), n
				}
			}
		}
		if digits == 0 {
			out = append(out, '$')
			continue
		}
		if at[2*group] >= 0 {
			out = append(out, s[at[2*group]:at[2*group+1]]...)
		}
		i += digits
	}
	return out
}
