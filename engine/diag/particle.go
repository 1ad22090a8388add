// Korean particles: which of 은/는, 이/가, 을/를, 과/와, 으로/로 follows a value.

package diag

import "strings"

// Particle returns the one of two forms separated by a slash that fits after the value.
// The first form follows a closed syllable (one with a final consonant), the second an open
// one; 으로/로 counts the final ㄹ as open.
func Particle(value, forms string) string {
	closed, open, ok := strings.Cut(forms, "/")
	if !ok {
		return forms
	}
	switch f := final(value); {
	case f == finalNone, f == finalRieul && closed == "으로":
		return open
	}
	return closed
}

// finalSound is what the last syllable of a value ends in.
type finalSound uint8

const (
	finalNone finalSound = iota
	finalRieul
	finalOther
)

// digitFinals are the finals of the digits as read in Korean:
// 영 일 이 삼 사 오 육 칠 팔 구. A last 0 of a longer number is 십, 백, 천 or 만, which end in
// other finals too.
var digitFinals = [10]finalSound{finalOther, finalRieul, finalNone, finalOther, finalNone, finalNone, finalOther, finalRieul, finalRieul, finalNone}

// final returns how the value's last letter or digit sounds at its end. Marks after it,
// such as a bracket or a quote, are not spoken. A Hangul syllable says it itself
// (Unicode 16, section 3.12: 28 finals a block, the first is none, the ninth is ㄹ). For
// Latin letters the rule of thumb is that words ending in l or le (title, file) sound like ㄹ;
// in m, n, me, ne (name, none), ng, or a stop b, c, k, p, t after a vowel letter, and those in
// "type", like another final; all else is open. A single letter is read by its name, of which
// 엘, 엠, 엔 and 알 have finals. Anything else, such as a bare operator, counts as open.
func final(value string) finalSound {
	r := []rune(value)
	end := len(r)
	for end > 0 && !spoken(r[end-1]) {
		end--
	}
	if end == 0 {
		return finalNone
	}
	last := r[end-1]
	switch {
	case '가' <= last && last <= '힣':
		switch (last - '가') % 28 {
		case 0:
			return finalNone
		case 8:
			return finalRieul
		}
		return finalOther
	case '0' <= last && last <= '9':
		return digitFinals[last-'0']
	}
	start := end
	for start > 0 && isLatin(r[start-1]) {
		start--
	}
	return latinFinal(strings.ToLower(string(r[start:end])))
}

func latinFinal(word string) finalSound {
	last := word[len(word)-1]
	if len(word) == 1 {
		switch last {
		case 'l', 'r':
			return finalRieul
		case 'm', 'n':
			return finalOther
		}
		return finalNone
	}
	switch last {
	case 'l':
		return finalRieul
	case 'e':
		switch {
		case strings.HasSuffix(word, "le"):
			return finalRieul
		case len(word) > 2 && (strings.HasSuffix(word, "me") || strings.HasSuffix(word, "ne")), strings.HasSuffix(word, "type"):
			return finalOther
		}
	case 'm', 'n':
		return finalOther
	case 'b', 'c', 'k', 'p', 't':
		if strings.IndexByte("aeiou", word[len(word)-2]) >= 0 {
			return finalOther
		}
	case 'g':
		if strings.HasSuffix(word, "ng") {
			return finalOther
		}
	}
	return finalNone
}

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func spoken(r rune) bool {
	return isLatin(r) || '0' <= r && r <= '9' || '가' <= r && r <= '힣'
}
