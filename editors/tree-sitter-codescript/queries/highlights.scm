; Colours. In some editors the first pattern that matches wins, in others the last: here no two say different things of one node, and
; a test holds them to it.

(comment) @comment
(doc_comment) @comment.documentation
(shebang) @comment
(html_comment) @comment

; Words

[
  "let" "var" "fn" "type" "model" "client" "page" "layout" "paths" "action" "test" "unique"
] @keyword

["return" "break" "continue" "assert"] @keyword
(break_stmt) @keyword
(continue_stmt) @keyword
["if" "else" "match" "try" "catch"] @keyword
["for" "in" "while" "empty"] @keyword
["import" "export" "from" "as"] @keyword
"is" @keyword

(true) @constant.builtin
(false) @constant.builtin
(none) @constant.builtin
(number) @number

; Strings

(plain_string) @string
(string_open) @string
(string_text) @string
(string_close) @string
(raw_string) @string
(attr_string ["\"" "'"] @string)
(attr_word) @string
(string_escape) @string.escape
(text_escape) @string.escape
(entity) @string.escape

; Declarations

(fn_decl name: (ident) @function)
(action_decl name: (ident) @function)
(type_decl name: (ident) @type)
(model_decl name: (ident) @type)
(type_param (ident) @type)
(param name: (ident) @variable.parameter)
(fn_type_param name: (ident) @variable.parameter)
(import_name (ident) @variable)
(import_decl default: (ident) @variable)
(import_decl namespace: (ident) @module)

; Types

(named_type name: (ident) @type)
(named_type member: (ident) @type)
(param type: (ident) @type)
(let_stmt type: (ident) @type)
(let_directive type: (ident) @type)
(type_field type: (ident) @type)
(model_field type: (ident) @type)
(optional_type type: (ident) @type)
(union_member (ident) @type)
(list_type element: (ident) @type)
(map_type (ident) @type)
(paren_type (ident) @type)
(type_arg (ident) @type)
(fn_type_param (ident) @type .)
(fn_type result: (ident) @type)
(fn_decl result: (ident) @type)
(fn_expr result: (ident) @type)
(page_decl result: (ident) @type)
(layout_decl result: (ident) @type)
(paths_decl result: (ident) @type)
(action_decl result: (ident) @type)
(type_decl value: (ident) @type)
(is_expr type: (ident) @type)

; Members and calls

(postfix_expr base: (ident) @function . (call_part))
(postfix_expr (member_part name: (ident) @function.method) . (call_part))
(postfix_expr (member_part name: (ident) @property) . [(member_part) (index_part)])
(postfix_expr (member_part name: (ident) @property) .)
(arg name: (ident) @variable.parameter)
(record_field name: (ident) @property)
(type_field name: (ident) @property)
(model_field name: (ident) @property)
(tagged_string tag: (ident) @function)

; Markup

(tag_name) @tag
(component_name) @constructor
(attr_name) @attribute
(shorthand_attr name: (ident) @attribute)
(doctype) @keyword

(start_tag ["<" ">" "/"] @punctuation.bracket)
(end_tag ["</" ">"] @punctuation.bracket)
(hole ["{" "}"] @punctuation.special)
(spread_attr ["{" "}"] @punctuation.special)
(shorthand_attr ["{" "}"] @punctuation.special)
"@" @keyword

; Signs

(binary_expr op: _ @operator)
(unary_expr op: _ @operator)
(assign_stmt op: _ @operator)
(attr "=" @operator)
(let_stmt "=" @operator)
(let_directive "=" @operator)
(param "=" @operator)
(model_field "=" @operator)
(type_decl "=" @operator)
(ternary_expr ["?" ":"] @operator)
(optional_type "?" @operator)
(union_type "|" @operator)
["=>" "->" "..."] @operator
["(" ")" "[" "]"] @punctuation.bracket
(block ["{" "}"] @punctuation.bracket)
(record_expr ["{" "}"] @punctuation.bracket)
(record_type ["{" "}"] @punctuation.bracket)
(map_type ["{" "}"] @punctuation.bracket)
(markup_block ["{" "}"] @punctuation.bracket)
["," ";"] @punctuation.delimiter
(member_part ["." "?."] @punctuation.delimiter)
