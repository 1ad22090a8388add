// What code actions are called, and why they cannot be done, in both languages.

package feature

import "github.com/codescript-lang/coder/engine/diag"

// actionTitle names an action; those of fixes are in the catalogue of diagnostics.
type actionTitle uint8

const (
	titleOrganize actionTitle = iota
	titleRemoveUnused
	titleFixAll
	titleExtractVariable
	titleExtractFunction
	titleExtractComponent
	titleInlineVariable
	titleInlineFunction
	titleInlineAll
	titleWrapIf
	titleWrapFor
	titleWrapElement
	titleToDouble
	titleToLong
	titleToRaw
	titleToTernary
	titleToIf
	titleToBlock
	titleToArrow
	titleToMatch
	titleToHoles
	titleSwap
	titleAllow
)

// actionTitles are the titles; {name} is replaced.
var actionTitles = [...]diag.Both{
	titleOrganize:         {English: "Organise imports", Korean: "가져오기 정리"},
	titleRemoveUnused:     {English: "Remove what is not used", Korean: "쓰지 않는 것 지우기"},
	titleFixAll:           {English: "Fix all that can be fixed safely", Korean: "안전하게 고칠 수 있는 것 모두 고치기"},
	titleExtractVariable:  {English: "Extract variable", Korean: "변수로 꺼내기"},
	titleExtractFunction:  {English: "Extract function", Korean: "함수로 꺼내기"},
	titleExtractComponent: {English: "Extract component", Korean: "컴포넌트로 꺼내기"},
	titleInlineVariable:   {English: "Inline variable `{name}`", Korean: "변수 `{name}` 제자리에 풀어 쓰기"},
	titleInlineFunction:   {English: "Inline call of `{name}`", Korean: "`{name}` 호출 제자리에 풀어 쓰기"},
	titleInlineAll:        {English: "Inline every call of `{name}`", Korean: "`{name}` 호출 모두 제자리에 풀어 쓰기"},
	titleWrapIf:           {English: "Wrap with `@if`", Korean: "`@if`로 감싸기"},
	titleWrapFor:          {English: "Wrap with `@for`", Korean: "`@for`로 감싸기"},
	titleWrapElement:      {English: "Wrap with `<{name}>`", Korean: "`<{name}>` 요소로 감싸기"},
	titleToDouble:         {English: "Write as a string in quotes", Korean: "따옴표 문자열로 쓰기"},
	titleToLong:           {English: `Write as a string in """`, Korean: `""" 문자열로 쓰기`},
	titleToRaw:            {English: "Write as raw text in backticks", Korean: "백틱 안의 그대로 문자열로 쓰기"},
	titleToTernary:        {English: "Write with `? :`", Korean: "`? :`로 쓰기"},
	titleToIf:             {English: "Write with `if`", Korean: "`if`로 쓰기"},
	titleToBlock:          {English: "Write the body as a block", Korean: "본문을 블록으로 쓰기"},
	titleToArrow:          {English: "Write the body with `=>`", Korean: "본문을 `=>`로 쓰기"},
	titleToMatch:          {English: "Write with `match`", Korean: "`match`로 쓰기"},
	titleToHoles:          {English: "Write as one string", Korean: "문자열 하나로 쓰기"},
	titleSwap:             {English: "Swap the branches", Korean: "두 갈래 맞바꾸기"},
	titleAllow:            {English: "Allow `{name}` here", Korean: "여기서 `{name}` 허용하기"},
}

// Reasons why an action cannot be done.
var (
	whyConditional = diag.Both{
		English: "It is evaluated only sometimes, or more than once.", Korean: "조건에 따라 계산되거나 여러 번 계산됩니다.",
	}
	whyAssigns = diag.Both{
		English: "It assigns a variable that is declared outside of it.", Korean: "바깥에서 선언한 변수에 값을 넣습니다.",
	}
	whyLeaves = diag.Both{
		English: "It leaves the code around it: return, break or continue.", Korean: "return, break, continue로 바깥 코드를 벗어납니다.",
	}
	whyManyResults = diag.Both{
		English: "More than one of its variables is used after it.", Korean: "변수 여러 개가 뒤에서 쓰입니다.",
	}
	whyTypeParameter = diag.Both{
		English: "It uses a type parameter of the function around it.", Korean: "바깥 함수의 타입 매개변수를 씁니다.",
	}
	whyRecursive = diag.Both{
		English: "It calls the function that it stands in.", Korean: "자신이 들어 있는 함수를 부릅니다.",
	}
	whyExported = diag.Both{
		English: "Other files may use it.", Korean: "다른 파일에서 쓸 수 있습니다.",
	}
	whyUnknown = diag.Both{
		English: "It uses something that is in error.", Korean: "오류가 있는 것을 씁니다.",
	}
	whyChecks = diag.Both{
		English: "It checks what it is given when it runs.", Korean: "받은 값을 실행할 때 검사합니다.",
	}
	whyScoped = diag.Both{
		English: "The styles of `<style scoped>` would not reach it.", Korean: "`<style scoped>`의 스타일이 닿지 않게 됩니다.",
	}
	whySpace = diag.Both{
		English: "The white space beside it would change what is shown.", Korean: "옆의 공백 때문에 보이는 것이 달라집니다.",
	}
	whyNarrowed = diag.Both{
		English: "A test makes its type narrower where it is used.", Korean: "쓰는 곳에서 조건 덕분에 타입이 좁혀져 있습니다.",
	}
	whyEffects = diag.Both{
		English: "Its value calls something, which would happen at another time.", Korean: "값이 무언가를 부르므로 불리는 때가 달라집니다.",
	}
	whyVaries = diag.Both{
		English: "It uses a variable that changes.", Korean: "값이 바뀌는 변수를 씁니다.",
	}
	whyShadowed = diag.Both{
		English: "A name in it means something else where it would be written.", Korean: "그 안의 이름이 옮겨 쓸 곳에서는 다른 것을 뜻합니다.",
	}
)
