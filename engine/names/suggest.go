package names

import (
	"iter"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// maxSuggested is the longest name, in bytes, that is compared: longer ones are not typed by hand, and the comparison
// takes time by the product of lengths.
const maxSuggested = 64

// Suggest returns the candidate that name was most likely meant to be, or "" when none is near: the fewest letters
// inserted, removed, replaced or swapped with a neighbour (optimal string alignment distance), case not counted, at
// most one for three letters. Of equally near ones it returns the first.
func Suggest(name string, candidates ...[]string) string {
	if len(name) > maxSuggested {
		return ""
	}
	var d differ
	want := lower(nil, name)
	limit := (len(want) + 2) / 3
	letters := lettersOf(name)
	best, bestDistance := "", limit+1
	for c := range each(candidates) {
		// A letter that only one of both has takes a change.
		if has := lettersOf(c); max(bits.OnesCount64(letters&^has), bits.OnesCount64(has&^letters)) >= bestDistance {
			continue
		}
		n := utf8.RuneCountInString(c)
		if c == name || len(c) > maxSuggested || n-len(want) > limit || len(want)-n > limit {
			continue
		}
		if n := d.distance(want, lower(d.other[:0], c)); n < bestDistance && n < len(want) {
			best, bestDistance = c, n
		}
	}
	return best
}

// each yields the candidates of all lists in order.
func each(lists [][]string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, list := range lists {
			for _, s := range list {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// lettersOf is a set of the letters of s, case not counted. Some letters share a bit, and those beyond ASCII are left out.
func lettersOf(s string) uint64 {
	var set uint64
	for i := range len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			set |= 1 << ((c | 0x20) & 63)
		}
	}
	return set
}

// lower appends the letters of s in lower case.
func lower(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, unicode.ToLower(r))
	}
	return to
}

// differ has room for comparisons: there may be thousands of candidates for each letter that is typed.
type differ struct {
	other [maxSuggested]rune
	rows  [3][maxSuggested + 1]int
}

// distance is the optimal string alignment distance of a and b, neither longer than maxSuggested.
func (d *differ) distance(a, b []rune) int {
	prev2, prev, row := &d.rows[0], &d.rows[1], &d.rows[2]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			n := min(prev[j+1]+1, row[j]+1, prev[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				n = min(n, prev2[j-1]+1)
			}
			row[j+1] = n
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
