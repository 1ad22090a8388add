package layout

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// TabWidth is the number of columns that a tab is counted as. Editors show tabs as they please; four is between their habits.
const TabWidth = 4

// Width returns the number of columns that s takes: two for a character that Unicode's Standard Annex 11 calls wide or fullwidth, none for a mark
// that combines with the character before it, TabWidth for a tab, one for anything else.
func Width(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			n++
			if c == '\t' {
				n += TabWidth - 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		n += runeWidth(r)
		i += size
	}
	return n
}

func runeWidth(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me) || r == zeroWidthJoiner {
		return 0
	}
	return 1
}

// zeroWidthJoiner glues emoji together; it is a format character, not a mark.
const zeroWidthJoiner = '\u200d'
