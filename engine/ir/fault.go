package ir

import (
	"strconv"
	"strings"

	"github.com/codescript-lang/coder/engine/diag"
)

// Kind is what a program sees as `e.kind` of a caught error.
type Kind string

// The kinds of run-time errors. The last two cannot be caught.
const (
	KindFail    Kind = "fail"    // fail(…)
	KindIndex   Kind = "index"   // an index or argument out of range
	KindType    Kind = "type"    // a value of another type than its place asks
	KindNone    Kind = "none"    // something was asked of `none`
	KindValue   Kind = "value"   // an argument that has no meaning: text that is not JSON, a bad pattern
	KindUnset   Kind = "unset"   // a name read before it has its value
	KindIO      Kind = "io"      // a file or stream could not be used
	KindAssert  Kind = "assert"  // assert in a test
	KindLimit   Kind = "limit"   // call depth, steps, memory, output, time
	KindStopped Kind = "stopped" // the caller gave up
)

// Catchable tells whether `try` may catch errors of this kind.
func (k Kind) Catchable() bool { return k != KindLimit && k != KindStopped }

// Fault is a run-time error both back ends can raise: its kind and its text, in which {0}, {1}, … stand for what is filled in. In Korean a
// particle follows as in the catalogue of diagnostics: {0:은/는} fits what is filled in, {:은/는} the text before it. The English text is
// `e.message`: it is the same wherever a program runs.
type Fault struct {
	Kind Kind
	Text diag.Both
}

// The run-time errors of the language itself. The JavaScript back end writes the same English texts.
var (
	FaultFail           = Fault{KindFail, diag.Both{English: "{0}", Korean: "{0}"}}
	FaultIndex          = Fault{KindIndex, diag.Both{English: "index {0} is out of range for a {1} of {2}", Korean: "인덱스 {0}{:이/가} 범위를 벗어났습니다. `{1}`의 길이는 {2}입니다"}}
	FaultNotInteger     = Fault{KindIndex, diag.Both{English: "an index must be a whole number, found {0}", Korean: "인덱스는 정수여야 하는데 {0}입니다"}}
	FaultNone           = Fault{KindNone, diag.Both{English: "cannot read `{0}` of none", Korean: "`none`에서 `{0}`{:을/를} 읽을 수 없습니다"}}
	FaultNoField        = Fault{KindType, diag.Both{English: "a {1} has no field `{0}`", Korean: "`{1}`에는 `{0}` 필드가 없습니다"}}
	FaultNoMethod       = Fault{KindType, diag.Both{English: "a {1} has no method `{0}`", Korean: "`{1}`에는 `{0}` 메서드가 없습니다"}}
	FaultNotCallable    = Fault{KindType, diag.Both{English: "a {0} cannot be called", Korean: "`{0}`{:은/는} 호출할 수 없습니다"}}
	FaultNotIterable    = Fault{KindType, diag.Both{English: "a {0} cannot be walked with `for`", Korean: "`{0}`{:은/는} `for`로 돌 수 없습니다"}}
	FaultOperands       = Fault{KindType, diag.Both{English: "`{0}` cannot be used with a {1} and a {2}", Korean: "`{0}`{:은/는} `{1}`{:과/와} `{2}`{:을/를} 함께 받지 않습니다"}}
	FaultOperand        = Fault{KindType, diag.Both{English: "`{0}` cannot be used with a {1}", Korean: "`{0}`{:은/는} `{1}`{:을/를} 받지 않습니다"}}
	FaultExpected       = Fault{KindType, diag.Both{English: "expected {0}, found {1}", Korean: "`{1}` 대신 `{0}`{:이/가} 와야 합니다"}}
	FaultExpectedAt     = Fault{KindType, diag.Both{English: "expected {0}, found {1} at {2}", Korean: "`{2}`에 `{1}` 대신 `{0}`{:이/가} 와야 합니다"}}
	FaultNotInMarkup    = Fault{KindType, diag.Both{English: "a {0} cannot be shown in markup", Korean: "`{0}`{:은/는} 마크업에 보일 수 없습니다"}}
	FaultNotInAttribute = Fault{KindType, diag.Both{English: "a {0} cannot be shown in an attribute", Korean: "`{0}`{:은/는} 속성에 보일 수 없습니다"}}
	FaultNotInStyle     = Fault{KindType, diag.Both{English: "a {0} cannot be shown in a style", Korean: "`{0}`{:은/는} 스타일에 보일 수 없습니다"}}
	FaultNotInString    = Fault{KindType, diag.Both{English: "a {0} cannot be shown in a string", Korean: "`{0}`{:은/는} 문자열에 보일 수 없습니다"}}
	FaultArguments      = Fault{KindType, diag.Both{English: "`{0}` takes {1} arguments, found {2}", Korean: "`{0}`{:은/는} 인자 {1}개를 받는데 {2}개가 왔습니다"}}
	FaultArgumentRange  = Fault{KindType, diag.Both{English: "`{0}` takes {1} to {2} arguments, found {3}", Korean: "`{0}`{:은/는} 인자 {1}~{2}개를 받는데 {3}개가 왔습니다"}}
	FaultCompare        = Fault{KindType, diag.Both{English: "html cannot be compared", Korean: "html은 비교할 수 없습니다"}}
	FaultUnset          = Fault{KindUnset, diag.Both{English: "`{0}` is read before it has its value", Korean: "`{0}`{:을/를} 값이 정해지기 전에 읽었습니다"}}
	FaultFrozen         = Fault{KindType, diag.Both{English: "`{0}` is shared by all readers of the site and cannot be changed", Korean: "`{0}`{:은/는} 사이트의 모든 독자가 함께 쓰므로 바꿀 수 없습니다"}}
	FaultNoMatch        = Fault{KindType, diag.Both{English: "no arm of `match` fits {0}", Korean: "`match`에 {0}에 맞는 갈래가 없습니다"}}
	FaultAssert         = Fault{KindAssert, diag.Both{English: "assertion failed: {0}", Korean: "assert가 실패했습니다: {0}"}}
	FaultAssertSides    = Fault{KindAssert, diag.Both{English: "assertion failed: {0}\n  left:  {1}\n  right: {2}", Korean: "assert가 실패했습니다: {0}\n  왼쪽:   {1}\n  오른쪽: {2}"}}
	FaultHost           = Fault{KindIO, diag.Both{English: "{0}", Korean: "{0}"}}
	FaultSession        = Fault{KindIO, diag.Both{English: "the session is damaged", Korean: "세션이 손상되었습니다"}}
	FaultUnavailable    = Fault{KindIO, diag.Both{English: "`{0}` is not available here", Korean: "여기서는 `{0}`{:을/를} 쓸 수 없습니다"}}

	FaultLength = Fault{KindIndex, diag.Both{English: "{0} is out of range: a length must be at least 1", Korean: "{0}{:은/는} 범위를 벗어났습니다. 길이는 1 이상이어야 합니다"}}
	FaultExit   = Fault{KindIndex, diag.Both{English: "{0} is out of range: an exit status is from 0 to 255", Korean: "{0}{:은/는} 범위를 벗어났습니다. 종료 상태는 0부터 255까지입니다"}}
	FaultDigits = Fault{KindIndex, diag.Both{English: "{0} is out of range: digits must be at most 100", Korean: "{0}{:은/는} 범위를 벗어났습니다. 자릿수는 100 이하여야 합니다"}}
	FaultStatus = Fault{KindIndex, diag.Both{English: "{0} is out of range: a status here is from {1} to {2}", Korean: "{0}{:은/는} 범위를 벗어났습니다. 여기서 상태는 {1}부터 {2}까지입니다"}}

	FaultNoJSON      = Fault{KindValue, diag.Both{English: "JSON: functions, files and responses cannot be written", Korean: "JSON: 함수, 파일, 응답은 쓸 수 없습니다"}}
	FaultJSON        = Fault{KindValue, diag.Both{English: "parse: the text is not JSON (line {0}, column {1})", Korean: "parse: 글이 JSON이 아닙니다({0}번째 줄, {1}번째 글자)"}}
	FaultStep        = Fault{KindValue, diag.Both{English: "range: the step must not be 0", Korean: "range: 간격은 0일 수 없습니다"}}
	FaultNoLanguages = Fault{KindValue, diag.Both{English: "negotiate: the list of languages is empty", Korean: "negotiate: 언어 목록이 비어 있습니다"}}
	FaultLanguage    = Fault{KindValue, diag.Both{English: "{0}: {1} is not a language", Korean: "{0}: {1}{:은/는} 언어가 아닙니다"}}
	FaultOtherForm   = Fault{KindValue, diag.Both{English: "plural: the form `other` is missing", Korean: "plural: `other` 꼴이 없습니다"}}
	FaultRedirect    = Fault{KindValue, diag.Both{English: "redirect: {0} is not an address on this site", Korean: "redirect: {0}{:은/는} 이 사이트의 주소가 아닙니다"}}
	FaultURLText     = Fault{KindValue, diag.Both{English: "urlDecode: the text has a `%` that is not followed by the code of a character", Korean: "urlDecode: 글에 글자의 코드가 뒤따르지 않는 `%`가 있습니다"}}
	FaultPattern     = Fault{KindValue, diag.Both{English: "pattern: {0}", Korean: "pattern: {0}"}}
	FaultNoTime      = Fault{KindValue, diag.Both{English: "time: there is no such time", Korean: "time: 그런 시각은 없습니다"}}
	FaultZone        = Fault{KindValue, diag.Both{English: "in: there is no time zone {0}", Korean: "in: {0}{:이라는/라는} 시간대는 없습니다"}}

	FaultDepth     = Fault{KindLimit, diag.Both{English: "calls are nested more than {0} deep", Korean: "호출이 {0}겹보다 깊습니다"}}
	FaultNesting   = Fault{KindLimit, diag.Both{English: "a value is nested more than {0} deep", Korean: "값이 {0}겹보다 깊습니다"}}
	FaultSteps     = Fault{KindLimit, diag.Both{English: "the program ran more than {0} steps", Korean: "프로그램이 {0}걸음보다 많이 실행했습니다"}}
	FaultMemory    = Fault{KindLimit, diag.Both{English: "the program used more than {0} bytes of memory", Korean: "프로그램이 메모리를 {0}바이트보다 많이 썼습니다"}}
	FaultOutput    = Fault{KindLimit, diag.Both{English: "the program wrote more than {0} bytes", Korean: "프로그램이 {0}바이트보다 많이 출력했습니다"}}
	FaultTextSize  = Fault{KindLimit, diag.Both{English: "a string of {0} bytes is too large", Korean: "{0}바이트인 문자열은 너무 깁니다"}}
	FaultWritten   = Fault{KindLimit, diag.Both{English: "a value that takes more than {0} bytes to write is too large", Korean: "쓰는 데 {0}바이트가 넘게 드는 값은 너무 큽니다"}}
	FaultListSize  = Fault{KindLimit, diag.Both{English: "a list of {0} elements is too large", Korean: "원소가 {0}개인 목록은 너무 깁니다"}}
	FaultRangeSize = Fault{KindLimit, diag.Both{English: "a range of {0} numbers is too large", Korean: "수가 {0}개인 범위는 너무 깁니다"}}
	FaultTime      = Fault{KindLimit, diag.Both{English: "the program ran out of time", Korean: "프로그램의 시간이 다 됐습니다"}}
	FaultStopped   = Fault{KindStopped, diag.Both{English: "the program was stopped", Korean: "프로그램이 중단되었습니다"}}
)

// The arguments that must be whole numbers, as the errors about them name them.
var (
	WhatPlace  = diag.Both{English: "a place", Korean: "위치"}
	WhatLength = diag.Both{English: "a length", Korean: "길이"}
	WhatDigits = diag.Both{English: "digits", Korean: "자릿수"}
	WhatIndent = diag.Both{English: "indent", Korean: "들여쓰기"}
	WhatExit   = diag.Both{English: "an exit status", Korean: "종료 상태"}
	WhatStatus = diag.Both{English: "a status", Korean: "상태"}
	WhatMany   = diag.Both{English: "how many", Korean: "개수"}
	WhatOften  = diag.Both{English: "how often", Korean: "횟수"}
)

// FaultWhole is the error that what, which is {0}, is no whole number.
func FaultWhole(what diag.Both) Fault {
	return Fault{KindIndex, diag.Both{English: "{0} is out of range: " + what.English + " must be a whole number", Korean: "{0}{:은/는} 범위를 벗어났습니다. " + what.Korean + "{:은/는} 정수여야 합니다"}}
}

// FaultNegative is the error that what, which is {0}, is negative.
func FaultNegative(what diag.Both) Fault {
	return Fault{KindIndex, diag.Both{English: "{0} is out of range: " + what.English + " must not be negative", Korean: "{0}{:은/는} 범위를 벗어났습니다. " + what.Korean + "{:은/는} 음수일 수 없습니다"}}
}

// Format fills in the text in a language.
func (f Fault) Format(l diag.Lang, parts ...string) string {
	text := f.Text.In(l)
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for text != "" {
		before, rest, open := strings.Cut(text, "{")
		b.WriteString(before)
		if !open {
			break
		}
		place, after, _ := strings.Cut(rest, "}")
		number, forms, particle := strings.Cut(place, ":")
		heard := ""
		if n, err := strconv.Atoi(number); err == nil && n < len(parts) {
			heard = parts[n]
			b.WriteString(heard)
		} else {
			heard = b.String()
		}
		if particle {
			b.WriteString(diag.Particle(heard, forms))
		}
		text = after
	}
	return b.String()
}

// The limits of the language itself, the same in both back ends.
const (
	// MaxDepth is how deep calls of functions and components may nest (codescript.md §10).
	MaxDepth = 1000
	// MaxNesting is how deep a value may be nested to be compared, printed, tested or written as JSON: walking it takes stack.
	MaxNesting = 10000
	// MaxText is the longest string in bytes: below the longest JavaScript engines hold, so that both back ends refuse the same program.
	MaxText = 1 << 28
	// MaxItems is the longest list or map: 16 bytes an element keep the largest at 1 GiB.
	MaxItems = 1 << 26
)
