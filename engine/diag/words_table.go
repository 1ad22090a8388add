// Words used inside messages: phrases for arguments, notes at related places, titles of fixes.

package diag

// Phrase is something a message says in words rather than in source text.
type Phrase string

// Phrases.
const (
	EndOfFile      Phrase = "end of file"
	EndOfLine      Phrase = "end of line"
	AnExpression   Phrase = "an expression"
	AName          Phrase = "a name"
	AType          Phrase = "a type"
	AString        Phrase = "a string"
	ANumber        Phrase = "a number"
	AStatement     Phrase = "a statement"
	ADeclaration   Phrase = "a declaration"
	ABlock         Phrase = "a block"
	AField         Phrase = "a field"
	AParameter     Phrase = "a parameter"
	APath          Phrase = "a path in quotes"
	ATag           Phrase = "a tag"
	AnElement      Phrase = "an element"
	AComponent     Phrase = "a component"
	AnAttribute    Phrase = "an attribute"
	AnArm          Phrase = "an arm"
	MarkupText     Phrase = "text"
	AHole          Phrase = "a hole"
	AFunction      Phrase = "a function"
	AVariable      Phrase = "a variable"
	AModule        Phrase = "a module"
	AModel         Phrase = "a model"
	ACondition     Phrase = "a condition"
	AConstant      Phrase = "a literal value"
	ThisValue      Phrase = "this value"
	FrontMatterEnd Phrase = "front matter has no closing line `---`"
	NotYAML        Phrase = "front matter is not YAML"
	NotJSON        Phrase = "not JSON"
	NotUTF8        Phrase = "not UTF-8"
	NotARecord     Phrase = "front matter is not a record"
)

var phrases = map[Phrase]Both{
	EndOfFile:      {"the end of the file", "파일의 끝"},
	EndOfLine:      {"the end of the line", "줄의 끝"},
	AnExpression:   {"an expression", "식"},
	AName:          {"a name", "이름"},
	AType:          {"a type", "타입"},
	AString:        {"a string", "문자열"},
	ANumber:        {"a number", "숫자"},
	AStatement:     {"a statement", "문장"},
	ADeclaration:   {"a declaration", "선언"},
	ABlock:         {"a block", "블록"},
	AField:         {"a field", "필드"},
	AParameter:     {"a parameter", "매개변수"},
	APath:          {"a path in quotes", "따옴표로 싼 경로"},
	ATag:           {"a tag", "태그"},
	AnElement:      {"an element", "요소"},
	AComponent:     {"a component", "컴포넌트"},
	AnAttribute:    {"an attribute", "속성"},
	AnArm:          {"an arm", "갈래"},
	MarkupText:     {"text", "글"},
	AHole:          {"a hole", "끼워 넣은 값"},
	AFunction:      {"a function", "함수"},
	AVariable:      {"a variable", "변수"},
	AModule:        {"a module", "모듈"},
	AModel:         {"a model", "모델"},
	ACondition:     {"a condition", "조건"},
	AConstant:      {"a literal value", "그대로 쓴 값"},
	ThisValue:      {"this value", "이 값"},
	FrontMatterEnd: {"its front matter has no closing line `---`", "머리말을 닫는 `---` 줄이 없습니다"},
	NotYAML:        {"its front matter is not YAML", "머리말이 YAML이 아닙니다"},
	NotJSON:        {"it is not JSON", "JSON이 아닙니다"},
	NotUTF8:        {"it is not UTF-8", "UTF-8이 아닙니다"},
	NotARecord:     {"its front matter is not a record", "머리말이 레코드가 아닙니다"},
}

// Note is the text at a related place.
type Note string

// Notes.
const (
	NoteDeclared   Note = "declared"  // {name}
	NoteFirst      Note = "first"     // no parameters: the earlier of two
	NoteOpened     Note = "opened"    // {found}
	NoteExpected   Note = "expected"  // {wanted}: why a type is expected
	NoteReads      Note = "reads"     // {name}: the read itself
	NoteCalls      Note = "calls"     // {name}: a call on the way to it
	NoteWrites     Note = "writes"    // {name}: the write itself
	NoteImports    Note = "imports"   // {path}: one step of a circle
	NoteAnswers    Note = "answers"   // {route}
	NoteCaptured   Note = "captured"  // {name}: why a var is not narrowed
	NoteHereIsType Note = "type"      // {name}, {found}
	NoteLeaves     Note = "leaves"    // the statement after which nothing runs
	NoteInside     Note = "inside"    // `<{name}>` that something stands in
	NoteParameter  Note = "parameter" // {name}
)

var notes = map[Note]Both{
	NoteDeclared:   {"{name} is declared here", "{name:이/가} 여기에 선언되어 있습니다"},
	NoteFirst:      {"first written here", "처음 쓴 곳입니다"},
	NoteOpened:     {"{found} is opened here", "{found:이/가} 여기서 열립니다"},
	NoteExpected:   {"{wanted} is expected because of this", "이것 때문에 {wanted:이/가} 와야 합니다"},
	NoteReads:      {"{name} is read here", "{name:을/를} 여기서 읽습니다"},
	NoteCalls:      {"{name} is called here", "{name:을/를} 여기서 부릅니다"},
	NoteWrites:     {"{name} is changed here", "{name:을/를} 여기서 바꿉니다"},
	NoteImports:    {"{path} is imported here", "{path:을/를} 여기서 가져옵니다"},
	NoteAnswers:    {"{route} is answered here", "{route}에 여기서 답합니다"},
	NoteCaptured:   {"{name} is captured by a function here", "{name:을/를} 여기서 함수가 붙잡습니다"},
	NoteHereIsType: {"{name} is {found} here", "여기서 {name:은/는} {found}입니다"},
	NoteLeaves:     {"nothing runs after this", "이 뒤로는 아무것도 실행되지 않습니다"},
	NoteInside:     {"stands in this `<{name}>`", "이 `<{name}>` 안에 있습니다"},
	NoteParameter:  {"parameter {name} is declared here", "매개변수 {name:이/가} 여기에 선언되어 있습니다"},
}

// Title names what a fix does.
type Title string

// Titles of fixes.
const (
	FixInsert       Title = "insert"        // {text}
	FixRemove       Title = "remove"        // {text}
	FixReplace      Title = "replace"       // {found}, {wanted}
	FixRename       Title = "rename"        // {name}
	FixImport       Title = "import"        // {name}, {module}
	FixRemoveImport Title = "remove-import" // {name}
	FixExport       Title = "export"        // {name}
	FixDeclare      Title = "declare"       // {name}: as a function, variable or component
	FixMakeVar      Title = "make-var"      // {name}
	FixUseIf        Title = "use-if"
	FixWrap         Title = "wrap"          // {text}: write it as this
	FixAddArms      Title = "add-arms"      // {missing}
	FixAddArgument  Title = "add-argument"  // {name}
	FixAddAttribute Title = "add-attribute" // {name}
	FixAddField     Title = "add-field"     // {name}
	FixAddType      Title = "add-type"      // {type}
	FixAddPaths     Title = "add-paths"
	FixBreakLine    Title = "break-line"
	FixIndent       Title = "indent"
	FixAllow        Title = "allow" // {name}: the warning to silence
)

var titles = map[Title]Both{
	FixInsert:       {"Insert {text}", "{text} 넣기"},
	FixRemove:       {"Remove {text}", "{text} 지우기"},
	FixReplace:      {"Replace {found} with {wanted}", "{found:을/를} {wanted:으로/로} 바꾸기"},
	FixRename:       {"Rename to {name}", "이름을 {name:으로/로} 바꾸기"},
	FixImport:       {"Import {name} from {module}", "{module}에서 {name} 가져오기"},
	FixRemoveImport: {"Remove import {name}", "가져온 {name} 지우기"},
	FixExport:       {"Export {name}", "{name} 내보내기"},
	FixDeclare:      {"Declare {name}", "{name} 선언하기"},
	FixMakeVar:      {"Declare {name} with `var`", "{name:을/를} `var`로 선언하기"},
	FixUseIf:        {"Use `@if`", "`@if` 쓰기"},
	FixWrap:         {"Write {text}", "{text:으로/로} 쓰기"},
	FixAddArms:      {"Add arms for {missing}", "{missing} 갈래 더하기"},
	FixAddArgument:  {"Add argument {name}", "인수 {name} 더하기"},
	FixAddAttribute: {"Add attribute {name}", "속성 {name} 더하기"},
	FixAddField:     {"Add field {name}", "필드 {name} 더하기"},
	FixAddType:      {"Write the type {type}", "타입 {type} 쓰기"},
	FixAddPaths:     {"Add `paths`", "`paths` 더하기"},
	FixBreakLine:    {"Begin a new line here", "여기서 줄 바꾸기"},
	FixIndent:       {"Indent as deep as the closing quotes", "닫는 따옴표만큼 들여 쓰기"},
	FixAllow:        {"Allow {name} here", "여기서 {name} 허용하기"},
}
