/**
 * The grammar of Codescript for editors that use tree-sitter: highlighting, folds, text objects.
 *
 * Nodes and fields are named like the kinds and slots in engine/syntax/grammar.txt, in lower case with underscores; a test holds
 * over the whole corpus that both parsers find the same nodes at the same places. What depends on more than the next token of a
 * context-free grammar (line ends, text, strings, words that are keywords only in front of a declaration) is in src/scanner.c.
 */

/* eslint-disable no-undef */

// Binding strengths of operators, as in the language's definition; a larger one binds tighter.
const OPERATORS = [
  ["??"],
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
];
const TIGHT_OPERATORS = [[".."], ["+", "-"], ["*", "/", "%"]];
const STRENGTH = { ternary: 0, binary: 1, is: 6, tight: 7, unary: 10, postfix: 11 };

const KEYWORDS = [
  "let", "var", "fn", "return", "if", "else", "for", "in", "while", "break", "continue", "match", "is", "import", "export",
  "true", "false", "none", "try", "catch",
];

// Items with commas between them; a last comma may follow.
const listed = (item) => seq(item, repeat(seq(",", item)), optional(","));

// Items with a comma or a line end between them.
const lined = ($, item) => seq(item, repeat(seq(choice(",", $._newline), item)), optional(choice(",", $._newline)));

// Statements with line ends or `;` between them.
const statements = ($, item) =>
  seq(repeat(";"), optional(seq(item, repeat(seq(repeat1(choice($._newline, ";")), item)), repeat(choice($._newline, ";")))));

const functionBody = ($) =>
  seq(
    optional(seq(field("arrow", "->"), field("result", $._type))),
    choice(seq(field("fat_arrow", "=>"), field("body", $._expr)), field("body", $.block)),
  );

const params = ($) => seq(field("open", "("), optional(listed($.param)), field("close", ")"));

module.exports = grammar({
  name: "codescript",

  externals: ($) => [
    $._newline, // a line end that ends a statement or an item
    $._line_end, // the end of the line, which ends a @let
    $._page, $._layout, $._paths, $._action, $._model, $._type_word, $._test, $._client, $._assert,
    $._tag, // a name with a string right behind it
    $._tag_name, $.component_name, $._void_name, $._style_name, $._script_name,
    $.attr_name,
    $.attr_word,
    $._at, // of a directive
    $._clause_space, // white space before @else and @empty
    $._else_at,
    $._empty_at,
    $._if_else, // the `else` of a statement
    $.text, $.entity, $.text_escape,
    $._attr_text_double, $._attr_text_single, $._attr_entity,
    $.plain_string,
    $._open_double, $._open_single, $._open_triple,
    $._text_double, $._text_single, $._text_triple,
    $._escape,
    $._close_double, $._close_single, $._close_triple,
    $._raw_string_text, $._style_text, $._script_text, $._comment_text,
    $._comment_open,
    $.doctype,
    $._error, // only while tree-sitter recovers from an error
  ],

  extras: ($) => [/[ \t\r\n\f\ufeff]/, $.comment, $.doc_comment],

  word: ($) => $.ident,

  supertypes: ($) => [$._expr, $._type, $._statement, $._declaration],

  inline: ($) => [$._string_value],

  conflicts: ($) => [[$._tested_primary, $._tested_optional]],

  rules: {
    file: ($) => seq(optional($.shebang), statements($, choice($._declaration, $._statement))),

    shebang: () => token(prec(2, /#![^\n]*/)),
    comment: () => token(choice(/\/\/[^\n]*/, /\/\*[^*]*\*+([^/*][^*]*\*+)*\//)),
    doc_comment: () => token(prec(1, /\/\/\/[^\n]*/)),

    ident: () => /[\p{XID_Start}_][\p{XID_Continue}]*/,
    number: () => token(choice(/0[xX][0-9a-fA-F_]+/, /0[bB][01_]+/, /0[oO][0-7_]+/, /[0-9][0-9_]*(\.[0-9][0-9_]*)?([eE][+-]?[0-9][0-9_]*)?/)),
    true: () => "true",
    false: () => "false",
    none: () => "none",

    // Any word, where none can be a keyword.
    _word: ($) => choice($.ident, alias(choice(...KEYWORDS), $.ident)),

    // Declarations

    _declaration: ($) =>
      choice(
        $.import_decl, $.export_decl, $.fn_decl, $.type_decl, $.model_decl, $.page_decl, $.layout_decl, $.paths_decl, $.action_decl,
        $.test_decl,
      ),

    import_decl: ($) =>
      seq(
        "import",
        choice(
          field("default", $.ident),
          seq(field("star", "*"), "as", field("namespace", $.ident)),
          seq("{", optional(listed($.import_name)), "}"),
        ),
        "from",
        field("path", $._string_value),
      ),
    import_name: ($) => seq(field("name", $.ident), optional(seq("as", field("alias", $.ident)))),

    export_decl: ($) => seq("export", field("decl", choice($.fn_decl, $.let_stmt, $.type_decl, $.model_decl))),

    fn_decl: ($) =>
      seq(
        optional(field("client", alias($._client, "client"))),
        "fn",
        field("name", $.ident),
        optional($.type_params),
        params($),
        functionBody($),
      ),
    type_params: ($) => seq("<", listed($.type_param), ">"),
    type_param: ($) => field("name", $.ident),
    param: ($) =>
      seq(
        optional("..."),
        field("name", $.ident),
        optional(seq(":", field("type", $._type))),
        optional(seq("=", field("default", $._expr))),
      ),

    type_decl: ($) =>
      seq(alias($._type_word, "type"), field("name", $.ident), optional($.type_params), "=", field("value", $._type)),

    model_decl: ($) =>
      seq(alias($._model, "model"), field("name", $.ident), "{", optional(lined($, $.model_field)), "}"),
    model_field: ($) =>
      seq(
        field("name", $._word),
        ":",
        field("type", $._type),
        optional(field("unique", "unique")),
        optional(seq("=", field("default", $._expr))),
      ),

    page_decl: ($) => seq(alias($._page, "page"), optional(params($)), functionBody($)),
    layout_decl: ($) => seq(alias($._layout, "layout"), optional(params($)), functionBody($)),
    paths_decl: ($) => seq(alias($._paths, "paths"), optional(params($)), functionBody($)),
    action_decl: ($) => seq(alias($._action, "action"), field("name", $.ident), optional(params($)), functionBody($)),
    test_decl: ($) => seq(alias($._test, "test"), field("name", $._string_value), field("body", $.block)),

    // Statements

    block: ($) => seq("{", statements($, $._statement), "}"),

    _statement: ($) =>
      choice(
        $.let_stmt, $.assign_stmt, $.return_stmt, $.break_stmt, $.continue_stmt, $.if_stmt, $.for_stmt, $.while_stmt, $.try_stmt,
        $.assert_stmt, $._expr,
      ),

    let_stmt: ($) => seq(choice("let", "var"), binding($)),
    record_pattern: ($) => seq("{", optional(listed($.pattern_name)), "}"),
    list_pattern: ($) => seq("[", optional(listed($.pattern_name)), "]"),
    pattern_name: ($) => field("name", $.ident),

    assign_stmt: ($) =>
      seq(field("target", $._expr), field("op", choice("=", "+=", "-=", "*=", "/=", "%=")), field("value", $._expr)),
    return_stmt: ($) => prec.right(seq("return", optional(field("value", $._expr)))),
    break_stmt: () => "break",
    continue_stmt: () => "continue",
    assert_stmt: ($) => seq(alias($._assert, "assert"), field("value", $._expr)),

    if_stmt: ($) => prec.right(seq($.if_clause, repeat(alias($._else_if, $.if_clause)), optional(alias($._else, $.if_clause)))),
    if_clause: ($) => seq("if", field("cond", $._expr), field("body", $.block)),
    _else_if: ($) => seq(alias($._if_else, "else"), "if", field("cond", $._expr), field("body", $.block)),
    _else: ($) => seq(alias($._if_else, "else"), field("body", $.block)),

    for_stmt: ($) => seq("for", forHead($), field("body", $.block)),
    while_stmt: ($) => seq("while", field("cond", $._expr), field("body", $.block)),
    try_stmt: ($) =>
      seq("try", field("body", $.block), "catch", optional(field("name", $.ident)), field("handler", $.block)),

    // Types

    _type: ($) => choice($._type_member, $.union_type),
    _type_member: ($) => choice($._type_primary, $.optional_type),
    _type_primary: ($) => choice($._simple_type, $.fn_type),
    _simple_type: ($) =>
      choice(
        $.ident, $.none, $.true, $.false, $.number, $.plain_string, $.named_type, $.list_type, $.paren_type, $.record_type, $.map_type,
      ),
    named_type: ($) =>
      prec.right(
        1,
        choice(
          seq(field("name", $.ident), ".", field("member", $._word), optional(field("args", $.type_args))),
          seq(field("name", $.ident), field("args", $.type_args)),
        ),
      ),
    type_args: ($) => seq("<", listed($.type_arg), ">"),
    type_arg: ($) => $._type,
    optional_type: ($) => prec(2, seq(field("type", $._type_member), "?")),
    union_type: ($) => prec.right(1, choice($._union_rest, seq($.union_member, $._union_rest))),
    _union_rest: ($) => prec.right(1, seq("|", $.union_member, optional($._union_rest))),
    union_member: ($) => prec(1, $._type_member),
    list_type: ($) => seq("[", field("element", $._type), "]"),
    paren_type: ($) => seq("(", $._type, ")"),
    record_type: ($) => seq("{", optional(lined($, $.type_field)), "}"),
    type_field: ($) => seq(field("name", choice($._word, $.plain_string)), optional("?"), ":", field("type", $._type)),
    map_type: ($) => seq("{", "[", field("key", $._type), "]", ":", field("value", $._type), "}"),
    fn_type: ($) => prec.right(seq("fn", "(", optional(listed($.fn_type_param)), ")", "->", field("result", $._type))),
    fn_type_param: ($) => seq(optional("..."), optional(seq(field("name", $.ident), ":")), $._type),

    // After `is` a type has no `?` of its own: one that is there is an error of its own, unless it is that of `? :`.
    _tested_type: ($) => choice($._tested_primary, alias($._tested_union, $.union_type)),
    _tested_primary: ($) =>
      choice($._simple_type, alias($._tested_fn_type, $.fn_type), alias($._tested_optional, $.optional_type)),
    _tested_optional: ($) => seq(field("type", $._simple_type), "?"),
    _tested_union: ($) =>
      prec.right(
        1,
        choice($._tested_union_rest, seq(alias($._tested_member, $.union_member), $._tested_union_rest)),
      ),
    _tested_union_rest: ($) =>
      prec.right(1, seq("|", alias($._tested_member, $.union_member), optional($._tested_union_rest))),
    _tested_member: ($) => prec(1, $._tested_primary),
    _tested_fn_type: ($) =>
      prec.right(seq("fn", "(", optional(listed($.fn_type_param)), ")", "->", field("result", $._tested_type))),

    // Expressions

    _expr: ($) =>
      choice(
        $._primary, $.postfix_expr, $.fn_expr, $.unary_expr, $.binary_expr, $.is_expr, $.ternary_expr,
      ),
    _primary: ($) =>
      choice(
        $.ident, $.number, $.true, $.false, $.none, $._string_value, $.raw_string, $.tagged_string, $.list_expr, $.record_expr,
        $.match_expr, $.paren_expr, $.element,
      ),

    ternary_expr: ($) =>
      prec.right(STRENGTH.ternary, seq(field("cond", $._expr), "?", field("then", $._expr), ":", field("else", $._expr))),
    binary_expr: ($) =>
      choice(
        ...[
          [OPERATORS, STRENGTH.binary],
          [TIGHT_OPERATORS, STRENGTH.tight],
        ].flatMap(([levels, from]) =>
          levels.map((ops, i) =>
            prec.left(
              from + i,
              seq(field("left", $._expr), field("op", choice(...ops)), field("right", $._expr)),
            ),
          ),
        ),
      ),
    is_expr: ($) => prec.left(STRENGTH.is, seq(field("operand", $._expr), "is", field("type", $._tested_type))),
    unary_expr: ($) => prec(STRENGTH.unary, seq(field("op", choice("!", "-")), field("operand", $._expr))),

    postfix_expr: ($) =>
      prec.right(
        STRENGTH.postfix,
        seq(field("base", $._primary), repeat1(choice($.member_part, $.index_part, $.call_part))),
      ),
    member_part: ($) => seq(choice(".", "?."), field("name", $._word)),
    index_part: ($) => seq("[", field("index", $._expr), "]"),
    call_part: ($) => seq("(", optional(listed($.arg)), ")"),
    arg: ($) => seq(optional(seq(field("name", $._word), ":")), field("value", $._expr)),

    paren_expr: ($) => seq("(", field("value", $._expr), ")"),
    list_expr: ($) => seq("[", optional(listed($.list_item)), "]"),
    list_item: ($) => seq(optional("..."), field("value", $._expr)),
    record_expr: ($) => seq("{", optional(lined($, choice($.record_field, $.record_spread))), "}"),
    record_field: ($) =>
      choice(field("name", $.ident), seq(field("name", choice($._word, $.plain_string)), ":", field("value", $._expr))),
    record_spread: ($) => seq("...", field("value", $._expr)),

    fn_expr: ($) => prec.right(seq("fn", optional($.type_params), params($), functionBody($))),

    match_expr: ($) => seq("match", field("subject", $._expr), "{", optional(lined($, $.match_arm)), "}"),
    match_arm: ($) =>
      seq(
        choice(seq($.match_pattern, repeat(seq(",", $.match_pattern))), "else"),
        choice(seq("=>", field("body", $._statement)), field("body", $.block)),
      ),
    match_pattern: ($) => field("value", $._expr),

    // Strings

    _string_value: ($) => choice($.plain_string, $.string),
    string: ($) =>
      choice(
        seq(
          alias($._open_double, $.string_open),
          repeat(choice(alias($._text_double, $.string_text), alias($._escape, $.string_escape), $.hole)),
          alias($._close_double, $.string_close),
        ),
        seq(
          alias($._open_single, $.string_open),
          repeat(choice(alias($._text_single, $.string_text), alias($._escape, $.string_escape), $.hole)),
          alias($._close_single, $.string_close),
        ),
        seq(
          alias($._open_triple, $.string_open),
          repeat(choice(alias($._text_triple, $.string_text), alias($._escape, $.string_escape), $.hole)),
          alias($._close_triple, $.string_close),
        ),
      ),
    tagged_string: ($) => seq(field("tag", alias($._tag, $.ident)), field("value", $._string_value)),
    raw_string: ($) => seq("`", optional(alias($._raw_string_text, $.raw_text)), "`"),
    hole: ($) => seq("{", optional(field("value", $._expr)), "}"),

    // Markup

    element: ($) =>
      choice(
        seq(field("start", $.start_tag), repeat($._child), field("end", $.end_tag)),
        field("start", alias($._void_tag, $.start_tag)),
        seq(field("start", alias($._style_tag, $.start_tag)), optional(alias($._style_text, $.raw_text)), field("end", alias($._style_end_tag, $.end_tag))),
        seq(field("start", alias($._script_tag, $.start_tag)), optional(alias($._script_text, $.raw_text)), field("end", alias($._script_end_tag, $.end_tag))),
        field("start", alias($._closed_tag, $.start_tag)),
      ),
    start_tag: ($) => seq("<", optional(seq(field("name", choice(alias($._tag_name, $.tag_name), $.component_name)), repeat($._attribute))), ">"),
    end_tag: ($) => seq("</", optional(field("name", choice(alias($._tag_name, $.tag_name), $.component_name))), ">"),
    _void_tag: ($) => seq("<", field("name", alias($._void_name, $.tag_name)), repeat($._attribute), ">"),
    _style_tag: ($) => seq("<", field("name", alias($._style_name, $.tag_name)), repeat($._attribute), ">"),
    _style_end_tag: ($) => seq("</", field("name", alias($._style_name, $.tag_name)), ">"),
    _script_tag: ($) => seq("<", field("name", alias($._script_name, $.tag_name)), repeat($._attribute), ">"),
    _script_end_tag: ($) => seq("</", field("name", alias($._script_name, $.tag_name)), ">"),
    _closed_tag: ($) =>
      seq(
        "<",
        field(
          "name",
          choice(alias(choice($._tag_name, $._void_name, $._style_name, $._script_name), $.tag_name), $.component_name),
        ),
        repeat($._attribute),
        "/",
        ">",
      ),

    _attribute: ($) => choice($.attr, $.shorthand_attr, $.spread_attr),
    attr: ($) =>
      seq(field("name", $.attr_name), optional(seq("=", field("value", choice($.attr_string, $.attr_word, $.hole))))),
    shorthand_attr: ($) => seq("{", field("name", $.ident), "}"),
    spread_attr: ($) => seq("{", "...", field("value", $._expr), "}"),
    attr_string: ($) =>
      choice(
        seq(
          '"',
          repeat(choice(alias($._attr_text_double, $.string_text), alias($._attr_entity, $.entity), $.text_escape, $.hole)),
          '"',
        ),
        seq(
          "'",
          repeat(choice(alias($._attr_text_single, $.string_text), alias($._attr_entity, $.entity), $.text_escape, $.hole)),
          "'",
        ),
      ),

    _child: ($) =>
      choice(
        $.text, $.entity, $.text_escape, $.hole, $.element, $.if_directive, $.for_directive, $.match_directive, $.let_directive,
        $.html_comment, $.doctype,
      ),
    html_comment: ($) =>
      seq(alias($._comment_open, "<!--"), optional(alias($._comment_text, $.raw_text)), "-->"),
    markup_block: ($) => seq("{", repeat($._child), "}"),

    if_directive: ($) =>
      seq(
        $.if_directive_clause,
        repeat(seq(optional($._clause_space), alias($._else_if_clause, $.if_directive_clause))),
        optional(seq(optional($._clause_space), alias($._else_clause, $.if_directive_clause))),
      ),
    if_directive_clause: ($) => seq(alias($._at, "@"), "if", field("cond", $._expr), field("body", $.markup_block)),
    _else_if_clause: ($) =>
      seq(alias($._else_at, "@"), "else", "if", field("cond", $._expr), field("body", $.markup_block)),
    _else_clause: ($) => seq(alias($._else_at, "@"), "else", field("body", $.markup_block)),

    for_directive: ($) =>
      seq(alias($._at, "@"), "for", forHead($), field("body", $.markup_block), optional(seq(optional($._clause_space), field("empty", $.empty_clause)))),
    empty_clause: ($) => seq(alias($._empty_at, "@"), "empty", field("body", $.markup_block)),

    match_directive: ($) =>
      seq(alias($._at, "@"), "match", field("subject", $._expr), "{", repeat($.match_directive_arm), "}"),
    match_directive_arm: ($) =>
      seq(choice(seq($.match_pattern, repeat(seq(",", $.match_pattern))), "else"), field("body", $.markup_block)),

    let_directive: ($) => seq(alias($._at, "@"), "let", binding($), $._line_end),
  },
});

function binding($) {
  return seq(
    field("pattern", choice($.ident, $.record_pattern, $.list_pattern)),
    optional(seq(":", field("type", $._type))),
    "=",
    field("value", $._expr),
  );
}

function forHead($) {
  return seq(
    field("name", $.ident),
    optional(seq(",", field("index", $.ident))),
    "in",
    field("value", $._expr),
  );
}
