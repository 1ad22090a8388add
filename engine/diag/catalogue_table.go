// The catalogue: every diagnostic with its stage, severity and messages, in the order of the
// language definition. A new diagnostic or message is a row here, a page in explain/ and a
// case in testdata/diag.

package diag

// Codes, by stage.
const (
	InvalidUTF8         Code = "invalid-utf8"
	UnterminatedString  Code = "unterminated-string"
	UnterminatedComment Code = "unterminated-comment"
	BadEscape           Code = "bad-escape"
	BadIndent           Code = "bad-indent"
	BadNumber           Code = "bad-number"
	UnexpectedCharacter Code = "unexpected-character"

	ExpectedToken        Code = "expected-token"
	ExpectedExpression   Code = "expected-expression"
	ExpectedName         Code = "expected-name"
	UnclosedBracket      Code = "unclosed-bracket"
	UnclosedTag          Code = "unclosed-tag"
	MismatchedTag        Code = "mismatched-tag"
	StrayEndTag          Code = "stray-end-tag"
	BadAttribute         Code = "bad-attribute"
	DuplicateAttribute   Code = "duplicate-attribute"
	MisplacedDeclaration Code = "misplaced-declaration"
	MisplacedStatement   Code = "misplaced-statement"
	UnexpectedElse       Code = "unexpected-else"
	BadAssignment        Code = "bad-assignment"
	TooDeep              Code = "too-deep"

	UnknownName     Code = "unknown-name"
	DuplicateName   Code = "duplicate-name"
	UnknownModule   Code = "unknown-module"
	UnknownExport   Code = "unknown-export"
	ImportCycle     Code = "import-cycle"
	BadData         Code = "bad-data"
	AssignToLet     Code = "assign-to-let"
	UsedBeforeSet   Code = "used-before-set"
	UnusedValue     Code = "unused-value"
	UnusedName      Code = "unused-name"
	UnusedImport    Code = "unused-import"
	UnreachableCode Code = "unreachable-code"
	Deprecated      Code = "deprecated"

	TypeMismatch       Code = "type-mismatch"
	UnknownField       Code = "unknown-field"
	UnknownMethod      Code = "unknown-method"
	NotCallable        Code = "not-callable"
	WrongArgumentCount Code = "wrong-argument-count"
	UnknownArgument    Code = "unknown-argument"
	MissingArgument    Code = "missing-argument"
	PossiblyNone       Code = "possibly-none"
	BadOperand         Code = "bad-operand"
	NotIterable        Code = "not-iterable"
	NotRenderable      Code = "not-renderable"
	IncompleteMatch    Code = "incomplete-match"
	MissingReturn      Code = "missing-return"
	BadCondition       Code = "bad-condition"
	RecursiveType      Code = "recursive-type"
	SharedState        Code = "shared-state"
	TopLevelEffect     Code = "top-level-effect"

	UnknownComponent Code = "unknown-component"
	MissingAttribute Code = "missing-attribute"
	VoidWithContent  Code = "void-with-content"
	UnsafeAttribute  Code = "unsafe-attribute"
	UnknownElement   Code = "unknown-element"
	UnknownAttribute Code = "unknown-attribute"
	BadNesting       Code = "bad-nesting"
	MissingAlt       Code = "missing-alt"
	DuplicateID      Code = "duplicate-id"
	UnknownLink      Code = "unknown-link"

	NeedsRequest     Code = "needs-request"
	WriteInPage      Code = "write-in-page"
	MissingPaths     Code = "missing-paths"
	MissingParameter Code = "missing-parameter"
	DuplicateRoute   Code = "duplicate-route"
	ReservedFolder   Code = "reserved-folder"
	UnknownModel     Code = "unknown-model"
	ServerOnly       Code = "server-only"
	BadMigration     Code = "bad-migration"
)

var catalogue = []Entry{
	{Code: InvalidUTF8, Stage: StageText, Messages: []Message{
		{"", Both{
			"found bytes that are not UTF-8; save the file as UTF-8",
			"UTF-8이 아닌 바이트가 있습니다. 파일을 UTF-8로 저장하세요",
		}},
	}},
	{Code: UnterminatedString, Stage: StageText, Messages: []Message{
		{"", Both{
			"string has no closing {wanted}",
			"문자열을 닫는 {wanted:이/가} 없습니다",
		}},
		{"attribute", Both{
			"attribute value has no closing {wanted}",
			"속성값을 닫는 {wanted:이/가} 없습니다",
		}},
	}},
	{Code: UnterminatedComment, Stage: StageText, Messages: []Message{
		{"", Both{
			"comment has no closing {wanted}",
			"주석을 닫는 {wanted:이/가} 없습니다",
		}},
	}},
	{Code: BadEscape, Stage: StageText, Messages: []Message{
		{"", Both{
			"found {found}, which is no escape; write `\\\\` for a backslash",
			"{found:은/는} 없는 이스케이프입니다. 역슬래시는 `\\\\`로 씁니다",
		}},
		{"brace", Both{
			"found a lone `}}` in a string; write `\\}}`",
			"문자열 안에 홀로 있는 `}}`는 `\\}}`로 씁니다",
		}},
		{"unicode", Both{
			"found {found}; write `\\u{{…}}` with one to six hexadecimal digits of a character",
			"{found:은/는} 문자가 아닙니다. `\\u{{…}}` 안에 문자의 16진수 1~6자리를 쓰세요",
		}},
	}},
	{Code: BadIndent, Stage: StageText, Messages: []Message{
		{"", Both{
			"line is indented less than the closing quotes",
			"이 줄의 들여쓰기가 닫는 따옴표보다 얕습니다",
		}},
		{"first-line", Both{
			"text of a `\"\"\"` string starts on the next line",
			"`\"\"\"` 문자열의 내용은 다음 줄에서 시작합니다",
		}},
		{"last-line", Both{
			"closing `\"\"\"` stands on a line of its own",
			"닫는 `\"\"\"`는 따로 한 줄에 씁니다",
		}},
	}},
	{Code: BadNumber, Stage: StageText, Messages: []Message{
		{"", Both{
			"found {found}, which is not a number",
			"{found:은/는} 숫자가 아닙니다",
		}},
		{"separator", Both{
			"`_` in a number stands only between digits",
			"숫자의 `_`는 숫자 사이에만 씁니다",
		}},
		{"glued", Both{
			"number runs into {found}; put a space between them",
			"숫자에 {found:이/가} 붙어 있습니다. 사이를 띄우세요",
		}},
		{"digits", Both{
			"number has no digits after {found}",
			"{found} 뒤에 숫자가 없습니다",
		}},
	}},
	{Code: UnexpectedCharacter, Stage: StageText, Messages: []Message{
		{"", Both{
			"found {found}, which means nothing here",
			"{found:은/는} 여기에 올 수 없는 문자입니다",
		}},
		{"brace", Both{
			"found a lone `}}` in text; write `\\}}`",
			"글 속에 홀로 있는 `}}`는 `\\}}`로 씁니다",
		}},
	}},
	{Code: ExpectedToken, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found {found}, expected {wanted}",
			"{found} 대신 {wanted:이/가} 와야 합니다",
		}},
		{"separator", Both{
			"found {found}, expected a new line between statements",
			"{found} 앞에서 줄을 바꿔야 합니다",
		}},
		{"foreign", Both{
			"found {found}, which Codescript writes {wanted}",
			"Codescript에서는 {found} 대신 {wanted:을/를} 씁니다",
		}},
	}},
	{Code: ExpectedExpression, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found {found}, expected an expression",
			"{found} 대신 식이 와야 합니다",
		}},
		{"directive", Both{
			"{found} starts a statement, which has no value; in markup write {wanted}",
			"{found:은/는} 값이 없는 문의 시작입니다. 마크업에서는 {wanted:을/를} 쓰세요",
		}},
		{"template", Both{
			"found {found}, expected an expression; markup has `@if c {{ … }}`, `@for x in xs {{ … }}` and `@match e {{ … }}`",
			"{found} 대신 식이 와야 합니다. 마크업에는 `@if c {{ … }}`, `@for x in xs {{ … }}`, `@match e {{ … }}`{:이/가} 있습니다",
		}},
		{"statement", Both{
			"{found} starts a statement, which has no value; write `condition ? a : b`, a `match` or a function here, or make it a line of its own",
			"{found:은/는} 값이 없는 문의 시작입니다. 여기에는 `조건 ? a : b`나 `match`, 함수를 쓰거나, 문을 따로 한 줄로 쓰세요",
		}},
	}},
	{Code: ExpectedName, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found {found}, expected a name",
			"{found} 대신 이름이 와야 합니다",
		}},
		{"keyword", Both{
			"found keyword {found}, expected a name",
			"{found:은/는} 키워드라서 이름으로 쓸 수 없습니다",
		}},
	}},
	{Code: UnclosedBracket, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"{found} has no closing {wanted}",
			"{found:을/를} 닫는 {wanted:이/가} 없습니다",
		}},
	}},
	{Code: UnclosedTag, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"`<{name}>` has no end tag `</{name}>`",
			"`<{name}>`{:을/를} 닫는 `</{name}>`{:이/가} 없습니다",
		}},
		{"start", Both{
			"tag `<{name}` has no closing `>`",
			"태그 `<{name}`{:을/를} 닫는 `>`가 없습니다",
		}},
		{"end", Both{
			"end tag `</{name}` has no closing `>`",
			"끝 태그 `</{name}`{:을/를} 닫는 `>`가 없습니다",
		}},
	}},
	{Code: MismatchedTag, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found `</{found}>`, expected `</{wanted}>`",
			"`</{found}>` 대신 `</{wanted}>`{:이/가} 와야 합니다",
		}},
	}},
	{Code: StrayEndTag, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found `</{name}>`, but no such element is open; remove it",
			"`</{name}>`{:이/가} 닫을 요소가 없습니다. 지우세요",
		}},
	}},
	{Code: BadAttribute, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found {found}, expected an attribute or `>`",
			"{found} 대신 속성이나 `>`가 와야 합니다",
		}},
		{"value", Both{
			"attribute {name} has no value after `=`",
			"속성 {name}의 `=` 뒤에 값이 없습니다",
		}},
		{"end-tag", Both{
			"end tag `</{name}>` takes no attributes",
			"끝 태그 `</{name}>`에는 속성을 쓸 수 없습니다",
		}},
	}},
	{Code: DuplicateAttribute, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"attribute {name} is already written on this tag",
			"이 태그에 속성 {name:이/가} 이미 있습니다",
		}},
	}},
	{Code: MisplacedDeclaration, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"{found} is declared only at the top level of a file",
			"{found:은/는} 파일의 최상위에서만 선언합니다",
		}},
		{"export", Both{
			"found {found} after `export`, expected `fn`, `let`, `var`, `type`, `model` or `client`",
			"`export` 뒤에는 {found} 대신 `fn`, `let`, `var`, `type`, `model`, `client`가 와야 합니다",
		}},
	}},
	{Code: MisplacedStatement, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"{found} stands outside a loop",
			"{found:은/는} 반복문 안에서만 씁니다",
		}},
		{"return", Both{
			"`return` stands outside a function",
			"`return`은 함수 안에서만 씁니다",
		}},
	}},
	{Code: UnexpectedElse, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"`else` has no `if` before it",
			"`else` 앞에 `if`가 없습니다",
		}},
		{"catch", Both{
			"`catch` has no `try` before it",
			"`catch` 앞에 `try`가 없습니다",
		}},
		{"directive", Both{
			"`@else` has no `@if` before it",
			"`@else` 앞에 `@if`가 없습니다",
		}},
		{"empty", Both{
			"`@empty` has no `@for` before it",
			"`@empty` 앞에 `@for`가 없습니다",
		}},
	}},
	{Code: BadAssignment, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"found {found}, expected a name, field or item to assign",
			"{found}에는 대입할 수 없습니다. 이름, 필드, 항목에만 대입합니다",
		}},
	}},
	{Code: TooDeep, Stage: StageSyntax, Messages: []Message{
		{"", Both{
			"nesting is deeper than {limit}",
			"{limit}단계보다 깊게 겹쳐 있습니다",
		}},
	}},
	{Code: UnknownName, Stage: StageNames, Messages: []Message{
		{"", Both{
			"unknown name {name}",
			"{name:이라는/라는} 이름이 없습니다",
		}},
		{"suggest", Both{
			"unknown name {name}, did you mean {wanted}?",
			"{name:이라는/라는} 이름이 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
		{"type", Both{
			"unknown type {name}",
			"{name:이라는/라는} 타입이 없습니다",
		}},
		{"type-suggest", Both{
			"unknown type {name}, did you mean {wanted}?",
			"{name:이라는/라는} 타입이 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
		{"import", Both{
			"unknown name {name}, import it from {module}",
			"{name:이라는/라는} 이름이 없습니다. {module}에서 가져오세요",
		}},
		{"tag", Both{
			"unknown string tag {name}, the only one is `sql`",
			"{name:이라는/라는} 문자열 태그가 없습니다. 태그는 `sql`뿐입니다",
		}},
	}},
	{Code: DuplicateName, Stage: StageNames, Messages: []Message{
		{"", Both{
			"{name} is already declared",
			"{name:은/는} 이미 선언되어 있습니다",
		}},
		{"key", Both{
			"field {name} is already written in this record",
			"이 레코드에 {name} 필드가 이미 있습니다",
		}},
		{"arm", Both{
			"value {name} already has an arm",
			"값 {name}의 갈래가 이미 있습니다",
		}},
		{"declaration", Both{
			"file already has a `{name}`",
			"이 파일에 `{name}`{:이/가} 이미 있습니다",
		}},
	}},
	{Code: UnknownModule, Stage: StageNames, Messages: []Message{
		{"", Both{
			"no file {path} to import",
			"가져올 파일 {path:이/가} 없습니다",
		}},
		{"std", Both{
			"unknown standard module {path}",
			"{path:이라는/라는} 표준 모듈이 없습니다",
		}},
		{"suggest", Both{
			"no file {path} to import, did you mean {wanted}?",
			"가져올 파일 {path:이/가} 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
		{"outside", Both{
			"file {path} lies outside the site",
			"{path:은/는} 사이트 밖에 있는 파일입니다",
		}},
		{"kind", Both{
			"found {path}, expected a `.code`, `.json` or `*.md` file",
			"{path:은/는} 가져올 수 없습니다. `.code`, `.json`, `*.md` 파일만 가져옵니다",
		}},
	}},
	{Code: UnknownExport, Stage: StageNames, Messages: []Message{
		{"", Both{
			"{module} exports no {name}",
			"{module:은/는} {name:을/를} 내보내지 않습니다",
		}},
		{"suggest", Both{
			"{module} exports no {name}, did you mean {wanted}?",
			"{module:은/는} {name:을/를} 내보내지 않습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
		{"private", Both{
			"{name} in {module} is declared without `export`",
			"{module}의 {name}에 `export`가 없습니다",
		}},
	}},
	{Code: ImportCycle, Stage: StageNames, Messages: []Message{
		{"", Both{
			"import of {path} leads back to this file, and a value needs the other first",
			"{path:을/를} 가져오면 이 파일로 되돌아와, 값들이 서로를 먼저 필요로 합니다",
		}},
	}},
	{Code: BadData, Stage: StageNames, Messages: []Message{
		{"", Both{
			"data in {path} cannot be read: {reason}",
			"{path}의 자료를 읽을 수 없습니다: {reason}",
		}},
		{"reserved", Both{
			"front matter of {path} sets {name}, which is reserved",
			"{path}의 머리말이 예약된 이름 {name:을/를} 씁니다",
		}},
	}},
	{Code: AssignToLet, Stage: StageNames, Messages: []Message{
		{"", Both{
			"{name} is a `let`; declare it with `var` to change it",
			"{name:은/는} `let`입니다. 바꾸려면 `var`로 선언하세요",
		}},
		{"parameter", Both{
			"{name} is a parameter, which cannot be assigned",
			"{name:은/는} 매개변수라서 대입할 수 없습니다",
		}},
		{"loop", Both{
			"{name} belongs to the loop and cannot be assigned",
			"{name:은/는} 반복문의 변수라서 대입할 수 없습니다",
		}},
		{"import", Both{
			"{name} is imported and cannot be assigned",
			"{name:은/는} 가져온 이름이라서 대입할 수 없습니다",
		}},
		{"other", Both{
			"{name} is not a variable and cannot be assigned",
			"{name:은/는} 변수가 아니라서 대입할 수 없습니다",
		}},
	}},
	{Code: UsedBeforeSet, Stage: StageNames, Messages: []Message{
		{"", Both{
			"{name} is read before it has its value",
			"{name:이/가} 값을 얻기 전에 읽힙니다",
		}},
		{"call", Both{
			"call of {call} reads {name} before it has its value",
			"{call:을/를} 부르면 {name:이/가} 값을 얻기 전에 읽힙니다",
		}},
	}},
	{Code: UnusedValue, Stage: StageNames, Messages: []Message{
		{"", Both{
			"value of this expression is not used",
			"이 식의 값이 쓰이지 않습니다",
		}},
		{"equals", Both{
			"result of `==` is not used; write `=` to assign",
			"`==`의 결과가 쓰이지 않습니다. 대입은 `=`로 씁니다",
		}},
	}},
	{Code: UnusedName, Stage: StageNames, Severity: Warning, Tags: Unnecessary, Messages: []Message{
		{"", Both{
			"{name} is never used; remove it or name it `_{name}`",
			"{name:은/는} 쓰이지 않습니다. 지우거나 `_{name}`{:으로/로} 이름 지으세요",
		}},
	}},
	{Code: UnusedImport, Stage: StageNames, Severity: Warning, Tags: Unnecessary, Messages: []Message{
		{"", Both{
			"import {name} is never used",
			"가져온 {name:이/가} 쓰이지 않습니다",
		}},
	}},
	{Code: UnreachableCode, Stage: StageNames, Severity: Warning, Tags: Unnecessary, Messages: []Message{
		{"", Both{
			"code is never reached",
			"이 코드는 실행되지 않습니다",
		}},
	}},
	{Code: Deprecated, Stage: StageNames, Severity: Warning, Tags: Obsolete, Messages: []Message{
		{"", Both{
			"{name} should not be used any more, its documentation says",
			"{name:은/는} 문서에 따르면 더는 쓰지 않아야 합니다",
		}},
		{"reason", Both{
			"{name} should not be used any more: {reason}",
			"{name:은/는} 더는 쓰지 않아야 합니다: {reason}",
		}},
	}},
	{Code: TypeMismatch, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"found {found}, expected {wanted}",
			"{found} 대신 {wanted:이/가} 와야 합니다",
		}},
		{"field", Both{
			"found {found} without field {name}, expected {wanted}",
			"{found}에 {wanted}의 {name} 필드가 없습니다",
		}},
		{"at", Both{
			"found {found} at {path}, expected {wanted}",
			"{path}에 {found} 대신 {wanted:이/가} 와야 합니다",
		}},
		{"form", Both{
			"{name} is {found}, which no form gives; expected a string, number, bool, time or file, one that may be missing, or a list of them",
			"{name:은/는} {found}인데 폼에서는 받을 수 없습니다. string, number, bool, time, file이나 그 목록, 또는 없을 수도 있는 값이어야 합니다",
		}},
		{"length", Both{
			"found a list of {found}, expected at least {wanted} items",
			"목록에 항목이 {wanted}개 이상 있어야 하는데 {found}개입니다",
		}},
	}},
	{Code: UnknownField, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{type} has no field {name}",
			"{type}에는 {name} 필드가 없습니다",
		}},
		{"suggest", Both{
			"{type} has no field {name}, did you mean {wanted}?",
			"{type}에는 {name} 필드가 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
	}},
	{Code: UnknownMethod, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{type} has no method {name}",
			"{type}에는 {name} 메서드가 없습니다",
		}},
		{"suggest", Both{
			"{type} has no method {name}, did you mean {wanted}?",
			"{type}에는 {name} 메서드가 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
	}},
	{Code: NotCallable, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"found {found}, which cannot be called",
			"{found:은/는} 부를 수 없습니다",
		}},
	}},
	{Code: WrongArgumentCount, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"found {found} arguments, expected {wanted}",
			"인수가 {found}개입니다. {wanted}개여야 합니다",
		}},
	}},
	{Code: UnknownArgument, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{callee} has no argument {name}",
			"{callee}에는 인수 {name:이/가} 없습니다",
		}},
		{"suggest", Both{
			"{callee} has no argument {name}, did you mean {wanted}?",
			"{callee}에는 인수 {name:이/가} 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
		{"duplicate", Both{
			"argument {name} is already given",
			"인수 {name:은/는} 이미 주어졌습니다",
		}},
		{"unnamed", Both{
			"{callee} takes arguments by place only",
			"{callee:은/는} 인수를 이름으로 받지 않습니다",
		}},
	}},
	{Code: MissingArgument, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{callee} needs argument {name}",
			"{callee}에 인수 {name:이/가} 필요합니다",
		}},
	}},
	{Code: PossiblyNone, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{found} may be `none`; compare it with `none` first or give a value with `??`",
			"{found:은/는} `none`일 수 있습니다. 먼저 `none`과 비교하거나 `??`로 값을 주세요",
		}},
		{"field", Both{
			"{found} may be `none`; write `?.` or compare it with `none` first",
			"{found:은/는} `none`일 수 있습니다. `?.`을 쓰거나 먼저 `none`과 비교하세요",
		}},
		{"value", Both{
			"value may be `none`, expected {wanted}",
			"`none`일 수 있는 값 대신 {wanted:이/가} 와야 합니다",
		}},
	}},
	{Code: BadOperand, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{operator} does not take {left} and {right}",
			"{operator:은/는} {left:과/와} {right:을/를} 함께 받지 않습니다",
		}},
		{"one", Both{
			"{operator} does not take {found}",
			"{operator:은/는} {found:을/를} 받지 않습니다",
		}},
		{"equal", Both{
			"{left} and {right} are never equal",
			"{left:과/와} {right:은/는} 결코 같을 수 없습니다",
		}},
		{"not-is", Both{
			"`!` stands before `is`; write `!({found})`",
			"`!`가 `is`보다 먼저 계산됩니다. `!({found})`{:으로/로} 쓰세요",
		}},
		{"is-optional", Both{
			"type after `is` has no `?` of its own; write `({found})`",
			"`is` 뒤의 타입에는 `?`가 붙지 않습니다. `({found})`{:으로/로} 쓰세요",
		}},
		{"is-function", Both{
			"`is` cannot test a type with functions",
			"`is`는 함수가 든 타입을 검사할 수 없습니다",
		}},
	}},
	{Code: NotIterable, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"found {found}, expected a list, range, map or string",
			"{found} 대신 목록, 범위, 맵, 문자열이 와야 합니다",
		}},
	}},
	{Code: NotRenderable, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{found} cannot be shown in markup",
			"{found:은/는} 마크업에 보일 수 없습니다",
		}},
		{"string", Both{
			"{found} cannot be put in a string",
			"{found:은/는} 문자열에 넣을 수 없습니다",
		}},
		{"bool", Both{
			"`bool` cannot be shown in markup; use `@if` or a string",
			"`bool`은 마크업에 보일 수 없습니다. `@if`나 문자열을 쓰세요",
		}},
	}},
	{Code: IncompleteMatch, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"`match` has no arm for {missing}",
			"`match`에 {missing}의 갈래가 없습니다",
		}},
		{"else", Both{
			"`match` on {found} needs an `else`",
			"{found:을/를} 나누는 `match`에는 `else`가 있어야 합니다",
		}},
	}},
	{Code: MissingReturn, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{name} can end without returning {wanted}",
			"{name:이/가} {wanted:을/를} 돌려주지 않고 끝날 수 있습니다",
		}},
		{"recursive", Both{
			"{name} calls itself; write its result type after `->`",
			"{name:은/는} 자신을 부릅니다. 결과 타입을 `->` 뒤에 쓰세요",
		}},
	}},
	{Code: BadCondition, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"found {found}, expected a `bool` or a value that may be `none`",
			"{found} 대신 `bool`이나 `none`일 수 있는 값이 와야 합니다",
		}},
		{"markup", Both{
			"found markup beside `&&`; use `@if` to show it",
			"`&&` 옆에 마크업이 있습니다. 보이려면 `@if`를 쓰세요",
		}},
	}},
	{Code: RecursiveType, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"type {name} contains itself outside a record or list",
			"타입 {name:이/가} 레코드나 목록 밖에서 자신을 담고 있습니다",
		}},
	}},
	{Code: SharedState, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"{name} is shared by all readers of the site; a function cannot change it",
			"{name:은/는} 사이트의 모든 독자가 함께 씁니다. 함수에서 바꿀 수 없습니다",
		}},
	}},
	{Code: TopLevelEffect, Stage: StageTypes, Messages: []Message{
		{"", Both{
			"top-level code of a site has no effects, but {name} has one",
			"사이트의 최상위 코드에는 효과가 없어야 하는데 {name}에 효과가 있습니다",
		}},
	}},
	{Code: UnknownComponent, Stage: StageMarkup, Messages: []Message{
		{"", Both{
			"unknown component `<{name}>`",
			"`<{name}>`{:이라는/라는} 컴포넌트가 없습니다",
		}},
		{"suggest", Both{
			"unknown component `<{name}>`, did you mean `<{wanted}>`?",
			"`<{name}>`{:이라는/라는} 컴포넌트가 없습니다. `<{wanted}>`{:을/를} 쓰려고 했나요?",
		}},
		{"import", Both{
			"unknown component `<{name}>`, import it from {module}",
			"`<{name}>`{:이라는/라는} 컴포넌트가 없습니다. {module}에서 가져오세요",
		}},
		{"kind", Both{
			"`<{name}>` is {found}, expected a component",
			"`<{name}>`{:은/는} 컴포넌트가 아니라 {found}입니다",
		}},
	}},
	{Code: MissingAttribute, Stage: StageMarkup, Messages: []Message{
		{"", Both{
			"`<{element}>` needs attribute {name}",
			"`<{element}>`에 속성 {name:이/가} 필요합니다",
		}},
	}},
	{Code: VoidWithContent, Stage: StageMarkup, Messages: []Message{
		{"", Both{
			"`<{name}>` takes no content, so `</{name}>` has nothing to end",
			"`<{name}>`에는 내용이 없으므로 `</{name}>`{:으로/로} 닫을 것이 없습니다",
		}},
	}},
	{Code: UnsafeAttribute, Stage: StageMarkup, Messages: []Message{
		{"", Both{
			"attribute {name} of `<{element}>` takes no holes",
			"`<{element}>`의 속성 {name}에는 값을 끼워 넣을 수 없습니다",
		}},
		{"server", Both{
			"{name} is heard in the browser, and this is drawn on the server; write it in a `client fn`",
			"{name:은/는} 브라우저에서 일어나는데 이 코드는 서버에서 그립니다. `client fn` 안에 쓰세요",
		}},
		{"host", Both{
			"hole stands in the scheme, host or port of an address; write that part out",
			"주소의 스킴, 호스트, 포트 자리에는 값을 끼워 넣을 수 없습니다. 그 부분을 그대로 쓰세요",
		}},
		{"code", Both{
			"address of code must start with a whole literal path segment, or origin and `/`",
			"코드의 주소는 그대로 쓴 온전한 경로 한 마디나 출처와 `/`로 시작해야 합니다",
		}},
		{"style", Both{
			"hole stands in a `style` text; write a record, `style={{{{color: c}}}}`",
			"`style` 글에는 값을 끼워 넣을 수 없습니다. `style={{{{color: c}}}}`처럼 레코드로 쓰세요",
		}},
		{"event", Both{
			"attribute {name} is code and takes no holes; use `on:` in a `client fn`",
			"속성 {name:은/는} 코드라서 값을 끼워 넣을 수 없습니다. `client fn`에서 `on:`을 쓰세요",
		}},
		{"spread", Both{
			"`<{element}>` takes no spread attributes; write them out",
			"`<{element}>`에는 속성을 펼쳐 넣을 수 없습니다. 하나씩 쓰세요",
		}},
	}},
	{Code: UnknownElement, Stage: StageMarkup, Severity: Warning, Messages: []Message{
		{"", Both{
			"unknown element `<{name}>`",
			"`<{name}>`{:이라는/라는} 요소가 없습니다",
		}},
		{"suggest", Both{
			"unknown element `<{name}>`, did you mean `<{wanted}>`?",
			"`<{name}>`{:이라는/라는} 요소가 없습니다. `<{wanted}>`{:을/를} 쓰려고 했나요?",
		}},
		{"obsolete", Both{
			"element `<{name}>` is obsolete: pages should not use it any more",
			"`<{name}>`{:은/는} 폐기된 요소이므로 더는 쓰지 않아야 합니다",
		}},
	}},
	{Code: UnknownAttribute, Stage: StageMarkup, Severity: Warning, Messages: []Message{
		{"", Both{
			"`<{element}>` has no attribute {name}",
			"`<{element}>`에는 속성 {name:이/가} 없습니다",
		}},
		{"suggest", Both{
			"`<{element}>` has no attribute {name}, did you mean {wanted}?",
			"`<{element}>`에는 속성 {name:이/가} 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
		{"obsolete", Both{
			"attribute {name} of `<{element}>` is obsolete: HTML has dropped it",
			"`<{element}>`의 속성 {name:은/는} 폐기되어 HTML에 더는 없습니다",
		}},
		{"value", Both{
			"attribute {name} cannot be {found}, expected {wanted}",
			"속성 {name:은/는} {found:이/가} 될 수 없습니다. {wanted:이어야/여야} 합니다",
		}},
	}},
	{Code: BadNesting, Stage: StageMarkup, Severity: Warning, Messages: []Message{
		{"", Both{
			"`<{inner}>` cannot stand in `<{outer}>`",
			"`<{inner}>`{:은/는} `<{outer}>` 안에 올 수 없습니다",
		}},
		{"text", Both{
			"text cannot stand in `<{outer}>`",
			"`<{outer}>` 안에는 글이 올 수 없습니다",
		}},
		{"parent", Both{
			"`<{inner}>` stands only in {wanted}",
			"`<{inner}>`{:은/는} {wanted} 안에만 올 수 있습니다",
		}},
	}},
	{Code: MissingAlt, Stage: StageMarkup, Severity: Warning, Messages: []Message{
		{"", Both{
			"`<{element}>` has no `alt`; describe the image, or write `alt=\"\"` if it only decorates",
			"`<{element}>`에 `alt`가 없습니다. 그림을 설명하거나, 장식일 뿐이면 `alt=\"\"`로 쓰세요",
		}},
	}},
	{Code: DuplicateID, Stage: StageMarkup, Severity: Warning, Messages: []Message{
		{"", Both{
			"id {id} is already used in this markup",
			"아이디 {id:은/는} 이 마크업에서 이미 쓰였습니다",
		}},
	}},
	{Code: UnknownLink, Stage: StageMarkup, Severity: Warning, Messages: []Message{
		{"", Both{
			"nothing on this site answers {path}",
			"이 사이트에 {path}에 답하는 것이 없습니다",
		}},
		{"suggest", Both{
			"nothing on this site answers {path}, did you mean {wanted}?",
			"이 사이트에 {path}에 답하는 것이 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
	}},
	{Code: NeedsRequest, Stage: StageSite, Messages: []Message{
		{"", Both{
			"page reads {name}, which a page built ahead of time does not have",
			"페이지가 {name:을/를} 읽는데, 미리 만드는 페이지에는 그것이 없습니다",
		}},
		{"action", Both{
			"page has action {name}, which a page built ahead of time cannot answer",
			"페이지에 액션 {name:이/가} 있는데, 미리 만드는 페이지는 그것에 답할 수 없습니다",
		}},
	}},
	{Code: WriteInPage, Stage: StageSite, Messages: []Message{
		{"", Both{
			"page changes model {name}; do it in an `action`",
			"페이지가 모델 {name:을/를} 바꿉니다. `action`에서 하세요",
		}},
	}},
	{Code: MissingPaths, Stage: StageSite, Messages: []Message{
		{"", Both{
			"page has parameters in its address; name its addresses with `paths`",
			"페이지 주소에 매개변수가 있습니다. `paths`로 주소들을 알려 주세요",
		}},
	}},
	{Code: MissingParameter, Stage: StageSite, Messages: []Message{
		{"", Both{
			"address has parameter {name}, but `page` does not take it",
			"주소에 매개변수 {name:이/가} 있는데 `page`가 받지 않습니다",
		}},
		{"extra", Both{
			"`page` takes {name}, but the address has no such parameter",
			"`page`가 {name:을/를} 받는데 주소에 그런 매개변수가 없습니다",
		}},
		{"type", Both{
			"path parameter {name} is {found}, expected {wanted}",
			"주소의 매개변수 {name:은/는} {found} 대신 {wanted:이어야/여야} 합니다",
		}},
	}},
	{Code: DuplicateRoute, Stage: StageSite, Messages: []Message{
		{"", Both{
			"address {route} is already answered by {path}",
			"주소 {route}에는 {path:이/가} 이미 답합니다",
		}},
	}},
	{Code: ReservedFolder, Stage: StageSite, Messages: []Message{
		{"", Both{
			"folder {name} is kept for the build's output; rename it",
			"폴더 {name:은/는} 빌드 결과를 위해 비워 둡니다. 이름을 바꾸세요",
		}},
	}},
	{Code: UnknownModel, Stage: StageSite, Messages: []Message{
		{"", Both{
			"unknown model {name}",
			"{name:이라는/라는} 모델이 없습니다",
		}},
		{"suggest", Both{
			"unknown model {name}, did you mean {wanted}?",
			"{name:이라는/라는} 모델이 없습니다. {wanted:을/를} 쓰려고 했나요?",
		}},
	}},
	{Code: ServerOnly, Stage: StageSite, Messages: []Message{
		{"", Both{
			"{name} exists only on the server, but this runs elsewhere",
			"{name:은/는} 서버에만 있는데, 이 코드는 다른 곳에서 실행됩니다",
		}},
	}},
	{Code: BadMigration, Stage: StageSite, Messages: []Message{
		{"", Both{
			"model {name} cannot be changed without losing data: {reason}",
			"자료를 잃지 않고 모델 {name:을/를} 바꿀 수 없습니다: {reason}",
		}},
	}},
}
