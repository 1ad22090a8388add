package names

import (
	"strings"
	"unicode/utf8"
)

// maxSuggested is the longest name, in bytes, that is compared: longer ones are not typed by hand, and the comparison
// takes time by the product of lengths.
const maxSuggested = 64

// Suggest returns the candidate that name was most likely meant to be, or "" when none is near: the fewest letters
// inserted, removed, replaced or swapped with a neighbour (optimal string alignment distance), case not counted, at
// most one for three letters. Of equally near ones it returns the first.
func Suggest(name string, candidates []string) string {
	if len(name) > maxSuggested {
		return ""
	}
	want := []rune(strings.ToLower(name))
	limit := (len(want) + 2) / 3
	best, bestDistance := "", limit+1
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		if c == name || len(c) > maxSuggested || n-len(want) > limit || len(want)-n > limit {
			continue
		}
		if d := distance(want, []rune(strings.ToLower(c))); d < bestDistance && d < len(want) {
			best, bestDistance = c, d
		}
	}
	return best
}

func distance(a, b []rune) int {
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		prev[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(prev[j+1]+1, row[j]+1, prev[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, prev2[j-1]+1)
			}
			row[j+1] = d
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
