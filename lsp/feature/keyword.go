// What the words of the language are for, as hover and completion say it.

package feature

import (
	"strings"

	"github.com/codescript-lang/coder/engine/syntax"
)

// keyword is what is said of a word of the language.
type keyword struct {
	code            string // how it is written; … stands for anything
	english, korean string // what it is for
}

// keywords are all words of the language, as they stand in code (codescript.md §4 to §6, §8).
var keywords = map[syntax.Kind]keyword{
	syntax.KindKwLet:      {"let name = value", "Gives a value a name. The name keeps its value.", "값에 이름을 붙인다. 이름의 값은 바뀌지 않는다."},
	syntax.KindKwVar:      {"var name = value", "Gives a value a name to which other values may be assigned.", "값에 이름을 붙인다. 나중에 다른 값을 넣을 수 있다."},
	syntax.KindKwFn:       {"fn name(a: number) -> number => a + 1", "A function: with a body in braces, or with `=>` and the value that it gives. Without a name it is a value itself.", "함수. 중괄호 안에 본문을 쓰거나 `=>` 뒤에 결과를 쓴다. 이름이 없으면 그 자체가 값이다."},
	syntax.KindKwReturn:   {"return value", "Ends the function, and gives the value to its caller.", "함수를 끝내고 값을 호출한 곳에 돌려준다."},
	syntax.KindKwIf:       {"if condition { … } else { … }", "Runs the first block where the condition holds, else the other.", "조건이 맞으면 첫 블록을, 아니면 다른 블록을 실행한다."},
	syntax.KindKwElse:     {"else { … }", "What is done when nothing before it applies.", "앞의 어느 것에도 맞지 않을 때 할 일."},
	syntax.KindKwFor:      {"for item, i in items { … }", "Runs the block for each element of a list, a range or a string, and its index; of a map for each value and its key.", "목록, 범위, 글의 요소와 그 순번마다 블록을 실행한다. 맵이면 값과 키마다 실행한다."},
	syntax.KindKwIn:       {"for item in items { … }", "Stands before what the loop goes through.", "뒤에 반복할 대상을 쓴다."},
	syntax.KindKwWhile:    {"while condition { … }", "Runs the block again and again as long as the condition holds.", "조건이 맞는 동안 블록을 되풀이한다."},
	syntax.KindKwBreak:    {"break", "Ends the loop around it.", "바깥의 반복을 끝낸다."},
	syntax.KindKwContinue: {"continue", "Goes on with the next round of the loop around it.", "바깥 반복의 다음 차례로 넘어간다."},
	syntax.KindKwMatch:    {"match value { \"a\", \"b\" => x, none => y, else => z }", "Takes the first arm whose pattern equals the value. Every case must have one; `else` is for all that are left.", "값과 같은 패턴을 가진 첫 갈래를 고른다. 모든 경우에 갈래가 있어야 하며, `else`는 나머지를 맡는다."},
	syntax.KindKwIs:       {"value is Type", "Whether a value is of a type. It is tested at run time, down to the last field.", "값이 그 타입인지. 실행할 때 모든 필드까지 살펴본다."},
	syntax.KindKwImport:   {"import { name } from \"./file\"", "Takes names from another file or from a module; or the content of JSON and Markdown files.", "다른 파일이나 모듈의 이름을 가져온다. JSON과 마크다운 파일의 내용도 가져온다."},
	syntax.KindKwExport:   {"export fn name() { … }", "Lets other files import the declaration.", "다른 파일이 이 선언을 가져올 수 있게 한다."},
	syntax.KindKwTrue:     {"true: bool", "It holds.", "참."},
	syntax.KindKwFalse:    {"false: bool", "It does not hold.", "거짓."},
	syntax.KindKwNone:     {"none", "The value of what is not there. A `T?` is a `T` or `none`.", "없음을 나타내는 값. `T?`는 `T`이거나 `none`이다."},
	syntax.KindKwTry:      {"try { … } catch e { … }", "Runs the block. If something in it fails, what is behind `catch` runs.", "블록을 실행한다. 그 안에서 오류가 나면 `catch` 뒤를 실행한다."},
	syntax.KindKwCatch:    {"try { … } catch e { … }", "What is done when the block before it fails: `e.message` says why, `e.kind` of which kind it is.", "앞 블록에서 오류가 났을 때 할 일. `e.message`는 까닭을, `e.kind`는 오류의 종류를 알려 준다."},

	syntax.KindKwPage:   {"page(slug: string) { … }", "A page of a site. What it returns answers the address that its file stands for; the variable parts of the address are its parameters.", "사이트의 페이지. 파일 자리가 뜻하는 주소에 돌려준 값으로 답한다. 주소에서 변하는 부분이 매개변수다."},
	syntax.KindKwLayout: {"layout(content: html) { … }", "Wraps the pages of its folder and below. The outermost makes the document.", "자기 폴더와 그 아래의 페이지를 감싼다. 가장 바깥 것이 문서를 만든다."},
	syntax.KindKwPaths:  {"paths => [{ slug: \"a\" }]", "The addresses of a page with parameters, for the build.", "매개변수가 있는 페이지의 주소들. 빌드할 때 쓴다."},
	syntax.KindKwAction: {"action name(field: string) { … }", "Answers a form that is sent to it with `<form action={name}>`. The fields of the form are its parameters.", "`<form action={name}>`으로 보낸 양식에 답한다. 양식의 입력란이 매개변수가 된다."},
	syntax.KindKwModel:  {"model Name { field: string }", "A table of the site's database. Each record has an `id` besides its fields.", "사이트 데이터베이스의 표. 레코드마다 필드 말고도 `id`가 있다."},
	syntax.KindKwType:   {"type Name = { field: string }", "Gives a type a name.", "타입에 이름을 붙인다."},
	syntax.KindKwTest:   {"test \"name\" { assert … }", "A test. `coder test` runs it.", "테스트. `coder test`로 실행한다."},
	syntax.KindKwClient: {"client fn Name() { … }", "A component that is drawn on the server and then lives in the browser: assigning to one of its `var`s updates what shows it.", "서버에서 그린 뒤 브라우저에서 살아 움직이는 컴포넌트. `var`에 값을 넣으면 그것을 보여 주는 곳이 바뀐다."},
	syntax.KindKwAssert: {"assert condition", "Fails the test unless the condition holds. Of a comparison both sides are shown.", "조건이 맞지 않으면 테스트가 실패한다. 비교라면 양쪽 값을 보여 준다."},
	syntax.KindKwUnique: {"model Name { field: string unique }", "No two records have the same value here.", "이 값이 같은 레코드는 둘일 수 없다."},
	syntax.KindKwFrom:   {"import { name } from \"./file\"", "Stands before the file or module that the names come from.", "뒤에 이름을 가져올 파일이나 모듈을 쓴다."},
	syntax.KindKwAs:     {"import { name as other } from \"./file\"", "Gives what is imported another name in this file.", "가져온 것을 이 파일에서 다른 이름으로 부른다."},
}

// directiveKeywords are the words that stand behind `@` in markup, and those that belong to them.
var directiveKeywords = map[syntax.Kind]keyword{
	syntax.KindKwIf:    {"@if condition { … } @else { … }", "Shows the first content where the condition holds, else the other.", "조건이 맞으면 첫 내용을, 아니면 다른 내용을 보여 준다."},
	syntax.KindKwElse:  {"@else { … }", "What is shown when nothing before it applies.", "앞의 어느 것에도 맞지 않을 때 보여 줄 내용."},
	syntax.KindKwFor:   {"@for item, i in items { … } @empty { … }", "Shows the content for each element of a list, a range or a string, and its index; of a map for each value and its key.", "목록, 범위, 글의 요소와 그 순번마다 내용을 보여 준다. 맵이면 값과 키마다 보여 준다."},
	syntax.KindKwIn:    {"@for item in items { … }", "Stands before what the loop goes through.", "뒤에 반복할 대상을 쓴다."},
	syntax.KindKwEmpty: {"@for item in items { … } @empty { … }", "What is shown when there is nothing to go through.", "반복할 것이 하나도 없을 때 보여 줄 내용."},
	syntax.KindKwMatch: {"@match value { \"a\", \"b\" { … } else { … } }", "Shows the content of the first arm whose pattern equals the value. Every case must have one; `else` is for all that are left.", "값과 같은 패턴을 가진 첫 갈래의 내용을 보여 준다. 모든 경우에 갈래가 있어야 하며, `else`는 나머지를 맡는다."},
	syntax.KindKwLet:   {"@let name = value", "Gives a value a name for the rest of the content around it. Nothing is shown.", "둘러싼 내용의 나머지에서 쓸 이름을 값에 붙인다. 아무것도 보여 주지 않는다."},
}

// hoverKeyword says what a word of the language is for by where it stands. The `@` of a directive belongs to its word.
func (f File) hoverKeyword(h Hover, token, around syntax.Node) (Hover, bool) {
	table := keywords
	switch around.Kind() {
	case syntax.KindIfDirectiveClause, syntax.KindForDirective, syntax.KindEmptyClause, syntax.KindMatchDirective, syntax.KindLetDirective:
		table = directiveKeywords
	}
	if token.Kind() == syntax.KindAt {
		token = f.Tree.TokenAt(h.Span.End)
		h.Span.End = token.Span().End
	} else if at := f.Tree.TokenAt(max(h.Span.Start-1, 0)); at.Kind() == syntax.KindAt && at.Span().End == h.Span.Start {
		h.Span.Start = at.Span().Start
	}
	k, ok := table[token.Kind()]
	if !ok || token.Missing() {
		return Hover{}, false
	}
	h.Code, h.Doc = k.code, f.say(k.english, k.korean)
	return h, true
}

// keywordDoc is what a table says that a word, or the last of several, is for.
func (f File) keywordDoc(table map[syntax.Kind]keyword, word string) string {
	word = word[strings.LastIndexByte(word, ' ')+1:]
	for kind, k := range table {
		if kind.Spelling() == word {
			return f.say(k.english, k.korean)
		}
	}
	return ""
}
