package eval

import (
	"math"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/codescript-lang/coder/engine/ir"
	"github.com/codescript-lang/coder/engine/value"
)

// languageModule is std/i18n.
var languageModule = map[string]builtin{
	"std/i18n.negotiate": {run: negotiate, min: 2, max: 2},
	"std/i18n.plural":    {run: pluralForm, min: 3, max: 3},
}

// negotiate matches languages as RFC 4647 and CLDR do: `en-GB` is served by `en`.
func negotiate(fr *frame, args []value.Value) value.Value {
	accept, list := fr.str(args, 0, ""), fr.elements(args[1])
	if fr.m.err != nil {
		return value.None
	}
	if len(list) == 0 {
		return fr.fail(ir.FaultNoLanguages)
	}
	tags := make([]language.Tag, len(list))
	for i, v := range list {
		tag, err := language.Parse(v.Text())
		if err != nil {
			return fr.fail(ir.FaultLanguage, "negotiate", quoted(v.Text()))
		}
		tags[i] = tag
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 {
		return list[0]
	}
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return list[0]
	}
	return list[i]
}

var pluralNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// pluralForm chooses by CLDR's cardinal rules; a form that is not given is `other`.
func pluralForm(fr *frame, args []value.Value) value.Value {
	tag, err := language.Parse(fr.str(args, 0, ""))
	n := fr.number(args, 1, 0)
	if fr.m.err != nil {
		return value.None
	}
	if err != nil {
		return fr.fail(ir.FaultLanguage, "plural", quoted(args[0].Text()))
	}
	form := args[2].Field(pluralNames[cardinal(tag, n)])
	if form.IsNone() {
		form = args[2].Field("other")
	}
	if form.IsNone() {
		return fr.fail(ir.FaultOtherForm)
	}
	return form
}

// cardinal gives the plural category of n as it is printed.
func cardinal(tag language.Tag, n float64) plural.Form {
	n = math.Abs(n)
	if n != n || n > 1e15 {
		return plural.Other
	}
	digits := value.FormatNumber(n)
	whole, v, f := 0, 0, 0
	point := false
	for i := range len(digits) {
		c := digits[i]
		switch {
		case c == '.':
			point = true
		case c < '0' || c > '9':
			return plural.Other
		case point && v < 6:
			v++
			f = f*10 + int(c-'0')
		case !point:
			whole = whole*10 + int(c-'0')
		}
	}
	return plural.Cardinal.MatchPlural(tag, whole, v, v, f, f)
}
