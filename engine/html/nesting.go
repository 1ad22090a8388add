// Nesting: whether an element may stand where it does.

package html

// NestingFault says why something may not stand in an element.
type NestingFault uint8

// Faults of nesting.
const (
	NestingFine    NestingFault = iota
	NestingOuter                // the element around it does not hold such things
	NestingParents              // it stands only in certain elements, the Parents of its row
)

// Misplaced tells whether an element may stand inside others. Around are the names of the
// elements of HTML around it, innermost first, up to the nearest component or root, beyond
// which nothing is known. It returns the element of around that objects.
// The rules are the content models of HTML Living Standard section 4, with transparent
// elements passing on those of the element around them.
func Misplaced(inner string, around []string) (fault NestingFault, outer string) {
	row := Lookup(inner)
	if row == nil || len(around) == 0 {
		return NestingFine, ""
	}
	if row.Parents != "" && !hasWord(row.Parents, lower(around[0])) && !holdsAnything(around[0]) {
		return NestingParents, around[0]
	}
	if holder := holderOf(around); holder != nil && row.Parents == "" && !holder.mayHold(row) {
		return NestingOuter, holder.Name
	}
	for _, name := range around {
		e := Lookup(name)
		if e == nil {
			continue
		}
		if hasWord(e.Without, row.Name) || e.WithoutCategories&row.Categories != 0 {
			return NestingOuter, e.Name
		}
		if e.Content&Anything != 0 {
			break
		}
	}
	return NestingFine, ""
}

// MisplacedText tells whether text may stand inside elements, given as for Misplaced. It
// returns the element that holds no text, or "".
func MisplacedText(around []string) string {
	if holder := holderOf(around); holder != nil && holder.Content&(TextContent|Anything) == 0 {
		return holder.Name
	}
	return ""
}

// holderOf returns the innermost element whose content model is its own, or nil if it is
// not known.
func holderOf(around []string) *Element {
	for _, name := range around {
		e := Lookup(name)
		if e == nil {
			return nil
		}
		if e.Content&Transparent == 0 {
			return e
		}
	}
	return nil
}

func (e *Element) mayHold(inner *Element) bool {
	return e.Content&Anything != 0 || e.Content&inner.Categories&placing != 0 || hasWord(e.Children, inner.Name)
}

// placing are the categories that decide where an element may stand.
const placing = Metadata | Flow | Heading | Phrasing | ScriptSupporting

func holdsAnything(name string) bool {
	e := Lookup(name)
	return e == nil || e.Content&Anything != 0
}
