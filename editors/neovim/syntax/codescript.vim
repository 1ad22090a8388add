" Colours for Codescript. Semantic tokens of the server refine them where Neovim knows them.

if exists('b:current_syntax')
  finish
endif

syntax iskeyword @,48-57,_,192-255
syntax sync minlines=200

syntax keyword codescriptKeyword let var fn return is
syntax keyword codescriptConditional if else match
syntax keyword codescriptRepeat for in while break continue
syntax keyword codescriptException try catch
syntax keyword codescriptInclude import export
syntax match codescriptInclude /\<from\>\ze\s\+["']/
syntax match codescriptInclude /^import\>.*\zs\<as\>\ze\s\+\k/
syntax keyword codescriptBoolean true false
syntax keyword codescriptConstant none
syntax keyword codescriptType bool number string time html response query file any never

" Declarations: words that are ordinary names anywhere but at the start of a line.
syntax match codescriptDeclaration /^\%(export\s\+\)\?\zs\%(page\|layout\)\ze\s*\%((\|{\|=>\)/
syntax match codescriptDeclaration /^paths\ze\s*\%({\|=>\)/
syntax match codescriptDeclaration /^\%(export\s\+\)\?\zs\%(action\|model\|type\)\ze\s\+\k/
syntax match codescriptDeclaration /^test\ze\s\+["']/
syntax match codescriptDeclaration /^\%(export\s\+\)\?\zsclient\ze\s\+fn\>/
syntax match codescriptStatement /^\s\+\zsassert\>/
syntax match codescriptStatement /\<unique\>\ze\s*\%(=.*\|}\s*\)\?$/

syntax match codescriptFunction /\<\k\+\ze(/
syntax match codescriptTypeName /\<\u\k*\>/
syntax match codescriptKey /\<\k\+\ze?\?:\s/
syntax match codescriptOperator /=>\|->\|??\|?\.\|\.\.\.\|\.\.\|&&\|||\|[=!<>]=\|[-+*\/%]=\?/

syntax match codescriptNumber /\<\%(0x[0-9A-Fa-f_]\+\|0b[01_]\+\|0o[0-7_]\+\)\>/
syntax match codescriptNumber /\<\d[0-9_]*\%(\.\d[0-9_]*\)\?\%([eE][-+]\?\d\+\)\?\>/

syntax match codescriptEscape contained /\\\%([ntr\\"'{}]\|u{\x\+}\)/
syntax region codescriptHole contained matchgroup=codescriptHoleMark start=/{/ end=/}/ contains=@codescriptCode
syntax region codescriptString start=/"/ skip=/\\./ end=/"/ end=/$/ contains=codescriptEscape,codescriptHole
syntax region codescriptString start=/'/ skip=/\\./ end=/'/ end=/$/ contains=codescriptEscape,codescriptHole
syntax region codescriptString start=/"""/ end=/"""/ contains=codescriptEscape,codescriptHole
syntax region codescriptString start=/`/ end=/`/

syntax keyword codescriptTodo contained TODO FIXME XXX
syntax match codescriptComment "//.*$" contains=codescriptTodo,@Spell
syntax match codescriptDoc "///.*$" contains=codescriptTodo,@Spell
syntax region codescriptComment start="/\*" end="\*/" contains=codescriptTodo,@Spell
syntax region codescriptComment start="{/\*" end="\*/}" contains=codescriptTodo,@Spell
syntax region codescriptComment start="<!--" end="-->" contains=@Spell

syntax region codescriptTag matchgroup=codescriptTagMark start=/\k\@<!<\ze\%(\k\|>\)/ end=/\/\?>/ contains=codescriptTagName,codescriptComponent,codescriptAttribute,codescriptTagString,codescriptHole
syntax region codescriptEndTag matchgroup=codescriptTagMark start=/<\/\ze\%(\k\|>\)/ end=/>/ contains=codescriptTagName,codescriptComponent
syntax match codescriptDoctype /<!doctype\s[^>]*>/
syntax match codescriptTagName contained /\%(<\|<\/\)\@2<=\l[-[:alnum:]]*/
syntax match codescriptComponent contained /\%(<\|<\/\)\@2<=\%(\u\|[^\x00-\x7f]\)[^ \t/>]*/
syntax match codescriptComponent contained /\%(<\|<\/\)\@2<=\k\+\.[^ \t/>]*/
syntax match codescriptAttribute contained /\s\@1<=[-:_@[:alnum:]]\+/
syntax region codescriptTagString contained start=/"/ end=/"/ contains=codescriptHole,codescriptEntity
syntax region codescriptTagString contained start=/'/ end=/'/ contains=codescriptHole,codescriptEntity
syntax match codescriptEntity /&\%(#\d\+\|#x\x\+\|\a\w*\);/
syntax match codescriptDirective /[[:alnum:]]\@1<!@\%(if\|else\|for\|empty\|match\|let\)\>/

syntax cluster codescriptCode contains=codescriptKeyword,codescriptConditional,codescriptRepeat,codescriptException,codescriptBoolean,codescriptConstant,codescriptType,codescriptFunction,codescriptTypeName,codescriptKey,codescriptOperator,codescriptNumber,codescriptString,codescriptComment,codescriptTag,codescriptEndTag,codescriptHole

highlight default link codescriptKeyword Keyword
highlight default link codescriptConditional Conditional
highlight default link codescriptRepeat Repeat
highlight default link codescriptException Exception
highlight default link codescriptInclude Include
highlight default link codescriptBoolean Boolean
highlight default link codescriptConstant Constant
highlight default link codescriptType Type
highlight default link codescriptTypeName Type
highlight default link codescriptDeclaration Keyword
highlight default link codescriptStatement Statement
highlight default link codescriptFunction Function
highlight default link codescriptKey Identifier
highlight default link codescriptOperator Operator
highlight default link codescriptNumber Number
highlight default link codescriptEscape SpecialChar
highlight default link codescriptHoleMark Delimiter
highlight default link codescriptString String
highlight default link codescriptComment Comment
highlight default link codescriptDoc SpecialComment
highlight default link codescriptTodo Todo
highlight default link codescriptTagMark Delimiter
highlight default link codescriptTagName Tag
highlight default link codescriptComponent Structure
highlight default link codescriptAttribute Identifier
highlight default link codescriptTagString String
highlight default link codescriptDoctype PreProc
highlight default link codescriptEntity SpecialChar
highlight default link codescriptDirective PreProc

let b:current_syntax = 'codescript'
