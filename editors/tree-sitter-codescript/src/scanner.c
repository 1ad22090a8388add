// What the grammar of Codescript cannot say with the next token alone: which line ends end a statement, where text, strings and
// raw text end, which tags have no end tag, and which words are keywords only because of what follows them.
//
// The scanner keeps no state between tokens: everything follows from the tokens that may stand where it is asked. The rules are
// those of engine/syntax/lex_*.go; a test holds that both see the same.

#include "tree_sitter/parser.h"

#include <string.h>
#include <wctype.h>

// In the order of `externals` in grammar.js.
enum Token {
  NEWLINE,
  LINE_END,
  PAGE, LAYOUT, PATHS, ACTION, MODEL, TYPE, TEST, CLIENT, ASSERT,
  TAG,
  TAG_NAME, COMPONENT_NAME, VOID_NAME, STYLE_NAME, SCRIPT_NAME,
  ATTR_NAME,
  ATTR_WORD,
  AT,
  CLAUSE_SPACE,
  ELSE_AT,
  EMPTY_AT,
  IF_ELSE,
  TEXT, ENTITY, TEXT_ESCAPE,
  ATTR_TEXT_DOUBLE, ATTR_TEXT_SINGLE, ATTR_ENTITY,
  PLAIN_STRING,
  OPEN_DOUBLE, OPEN_SINGLE, OPEN_TRIPLE,
  TEXT_DOUBLE, TEXT_SINGLE, TEXT_TRIPLE,
  ESCAPE,
  CLOSE_DOUBLE, CLOSE_SINGLE, CLOSE_TRIPLE,
  RAW_STRING_TEXT, STYLE_TEXT, SCRIPT_TEXT, COMMENT_TEXT,
  COMMENT_OPEN,
  DOCTYPE,
  ERROR,
};

// The longest word that is compared with others, with its end: "textarea" and the like are shorter.
enum { MAX_WORD = 16 };

void *tree_sitter_codescript_external_scanner_create(void) { return NULL; }
void tree_sitter_codescript_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_codescript_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}
void tree_sitter_codescript_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

static void advance(TSLexer *l) { l->advance(l, false); }
static void skip(TSLexer *l) { l->advance(l, true); }

// emit ends the token here.
static bool emit(TSLexer *l, enum Token token) {
  l->mark_end(l);
  l->result_symbol = token;
  return true;
}

// emit_marked ends the token where the last mark is.
static bool emit_marked(TSLexer *l, enum Token token) {
  l->result_symbol = token;
  return true;
}

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }
static bool is_space(int32_t c) { return is_blank(c) || c == '\n' || c == 0xfeff; }
static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool is_name_start(int32_t c) { return c == '_' || (c < 128 ? iswalpha((wint_t)c) : c != 0xfeff); }
static bool is_name(int32_t c) { return is_name_start(c) || is_digit(c); }
static bool at_end(TSLexer *l) { return l->eof(l); }

// word reads a name into w, which is empty if the name is too long to be one of those that are compared, and reports whether
// there was a name.
static bool word(TSLexer *l, char w[MAX_WORD]) {
  int n = 0;
  bool any = false;
  for (; is_name(l->lookahead); advance(l)) {
    any = true;
    if (n >= 0 && n < MAX_WORD - 1 && l->lookahead < 128) {
      w[n++] = (char)l->lookahead;
    } else {
      n = -1;
    }
  }
  w[n < 0 ? 0 : n] = 0;
  return any;
}

static bool among(const char *w, const char *const *list) {
  for (; *list; list++) {
    if (strcmp(w, *list) == 0) return true;
  }
  return false;
}

static const char *const DIRECTIVES[] = {"if", "for", "let", "match", "else", "empty", NULL};

static const char *const VOID_ELEMENTS[] = {
  "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param",
  "source", "track", "wbr", NULL,
};

// folded moves over a text in whichever case and reports whether it stood there.
static bool folded(TSLexer *l, const char *text) {
  for (; *text; text++, advance(l)) {
    if ((int32_t)towlower((wint_t)l->lookahead) != *text) return false;
  }
  return true;
}

// entity moves over a character reference at `&` and reports whether it is one that ends with `;`.
static bool entity(TSLexer *l) {
  enum { MAX_ENTITY = 33 }; // &CounterClockwiseContourIntegral;
  advance(l);
  int n = 0;
  if (l->lookahead == '#') {
    advance(l);
    bool hex = l->lookahead == 'x' || l->lookahead == 'X';
    if (hex) advance(l);
    for (; hex ? (l->lookahead < 128 && iswxdigit((wint_t)l->lookahead)) : is_digit(l->lookahead); advance(l)) n++;
    if (n > 0 && l->lookahead == ';') advance(l);
    return n > 0;
  }
  for (; n < MAX_ENTITY && l->lookahead < 128 && iswalnum((wint_t)l->lookahead); advance(l)) n++;
  if (n == 0 || l->lookahead != ';') return false;
  advance(l);
  return true;
}

// directive is the token that the sign in front of a word of directives is.
static enum Token directive(const char *w, const bool *valid) {
  if (valid[ELSE_AT] && strcmp(w, "else") == 0) return ELSE_AT;
  if (valid[EMPTY_AT] && strcmp(w, "empty") == 0) return EMPTY_AT;
  return AT;
}

// markup_sign reads what `<` starts in content. Without text before it (any), it makes what is no element a token; elements are
// left to the grammar. It sets *text if there is nothing but text.
static bool markup_sign(TSLexer *l, bool any, bool *text) {
  l->mark_end(l);
  advance(l);
  if (l->lookahead == '/' || l->lookahead == '>' || is_name_start(l->lookahead)) return any && emit_marked(l, TEXT);
  if (l->lookahead == '!') {
    advance(l);
    if (l->lookahead == '-') {
      advance(l);
      if (l->lookahead == '-') {
        if (any) return emit_marked(l, TEXT);
        advance(l);
        return emit(l, COMMENT_OPEN);
      }
    } else if (folded(l, "doctype")) {
      if (any) return emit_marked(l, TEXT);
      while (!at_end(l) && !strchr("><{}\n", (int)l->lookahead & 0x7f)) advance(l);
      if (l->lookahead == '>') advance(l);
      return emit(l, DOCTYPE);
    }
  }
  *text = true;
  return false;
}

// content reads a child of an element: text up to what is none, or, where there is no text, what the grammar cannot tell.
static bool content(TSLexer *l, const bool *valid) {
  char w[MAX_WORD];
  bool any = false, letter = false; // is there text before here, and does it end with a letter or digit
  if (valid[ELSE_AT] || valid[EMPTY_AT]) {
    for (; is_space(l->lookahead); advance(l)) any = true;
    if (any && l->lookahead == '@') {
      l->mark_end(l);
      advance(l);
      if (l->lookahead == '@') return emit_marked(l, TEXT);
      letter = word(l, w);
      if (among(w, DIRECTIVES)) return emit_marked(l, directive(w, valid) == AT ? TEXT : CLAUSE_SPACE);
    }
  }
  while (!at_end(l)) {
    bool text = false;
    switch (l->lookahead) {
    case '<': {
      bool found = markup_sign(l, any, &text);
      if (!text) return found;
      letter = false;
      break;
    }
    case '{':
    case '}':
      return any && emit(l, TEXT);
    case '&':
      l->mark_end(l);
      if (entity(l)) return any ? emit_marked(l, TEXT) : emit(l, ENTITY);
      letter = false;
      break;
    case '\\':
      l->mark_end(l);
      advance(l);
      if (l->lookahead == '{' || l->lookahead == '}') {
        if (any) return emit_marked(l, TEXT);
        advance(l);
        return emit(l, TEXT_ESCAPE);
      }
      letter = false;
      break;
    case '@':
      l->mark_end(l);
      advance(l);
      if (l->lookahead == '@') {
        if (any) return emit_marked(l, TEXT);
        advance(l);
        return emit(l, TEXT_ESCAPE);
      }
      if (!letter) {
        if (!any) l->mark_end(l);
        letter = word(l, w);
        if (among(w, DIRECTIVES)) return emit_marked(l, any ? TEXT : directive(w, valid));
      } else {
        letter = false;
      }
      break;
    default:
      letter = l->lookahead < 128 ? iswalnum((wint_t)l->lookahead) : !is_space(l->lookahead);
      advance(l);
    }
    any = true;
  }
  return any && emit(l, TEXT);
}

// attr_part reads text of a quoted attribute value.
static bool attr_part(TSLexer *l, int32_t quote, enum Token token) {
  bool any = false;
  for (; !at_end(l); any = true) {
    int32_t c = l->lookahead;
    if (c == quote || c == '{' || c == '}') return any && emit(l, token);
    if (c == '&') {
      l->mark_end(l);
      if (entity(l)) return any ? emit_marked(l, token) : emit(l, ATTR_ENTITY);
    } else if (c == '\\') {
      l->mark_end(l);
      advance(l);
      if (l->lookahead == '{' || l->lookahead == '}') {
        if (any) return emit_marked(l, token);
        advance(l);
        return emit(l, TEXT_ESCAPE);
      }
    } else {
      advance(l);
    }
  }
  return any && emit(l, token);
}

// escape reads an escape of a string of code, whichever it is.
static bool escape(TSLexer *l) {
  bool lone = l->lookahead == '}';
  advance(l);
  if (lone) return emit(l, ESCAPE);
  bool unicode = l->lookahead == 'u';
  if (!at_end(l) && l->lookahead != '\n') advance(l);
  if (unicode && l->lookahead == '{') {
    do advance(l);
    while (is_name(l->lookahead));
    if (l->lookahead == '}') advance(l);
  }
  return emit(l, ESCAPE);
}

// string_part reads text, an escape or the end of a string of code. The quotes that end it are one or three.
static bool string_part(TSLexer *l, int32_t quote, bool triple, enum Token text, enum Token close) {
  bool any = false;
  for (; !at_end(l); any = true) {
    int32_t c = l->lookahead;
    if (c == '{') return any && emit(l, text);
    if (c == '\\' || c == '}') return any ? emit(l, text) : escape(l);
    if (c == '\n' && !triple) return any && emit(l, text);
    if (c != quote) {
      advance(l);
      continue;
    }
    l->mark_end(l);
    advance(l);
    if (triple) {
      if (l->lookahead != quote) continue;
      advance(l);
      if (l->lookahead != quote) continue;
      if (any) return emit_marked(l, text);
      advance(l);
    } else if (any) {
      return emit_marked(l, text);
    }
    return emit(l, close);
  }
  return any && emit(l, text);
}

// raw reads text up to a text, in whichever case, that ends it.
static bool raw(TSLexer *l, const char *end, enum Token token) {
  bool any = false;
  for (; !at_end(l); any = true) {
    if (l->lookahead != *end) {
      advance(l);
      continue;
    }
    l->mark_end(l);
    advance(l);
    if (folded(l, end + 1)) return any && emit_marked(l, token);
  }
  return any && emit(l, token);
}

// tag_name reads the name right after `<` or `</`.
static bool tag_name(TSLexer *l, const bool *valid) {
  if (!is_name_start(l->lookahead)) return false;
  char w[MAX_WORD];
  bool element = l->lookahead >= 'a' && l->lookahead <= 'z', whole = true;
  word(l, w);
  while (l->lookahead == '.' || l->lookahead == '-' || l->lookahead == ':') {
    element = element && l->lookahead != '.';
    whole = false;
    advance(l);
    char rest[MAX_WORD];
    word(l, rest);
  }
  enum Token token = element ? TAG_NAME : COMPONENT_NAME;
  if (element && whole) {
    if (strcmp(w, "style") == 0) token = STYLE_NAME;
    else if (strcmp(w, "script") == 0) token = SCRIPT_NAME;
    else if (among(w, VOID_ELEMENTS)) token = VOID_NAME;
  }
  return valid[token] && emit(l, token);
}

static bool is_attr(int32_t c) { return c >= 0x80 || (c > ' ' && c != 0x7f && !strchr("\"'<>/=`{}(),;", (int)c)); }
static bool is_attr_word(int32_t c) { return c >= 0x80 || (c > ' ' && c != 0x7f && !strchr("\"'=<>`{}", (int)c)); }

// attribute reads the name of an attribute, or a value without quotes.
static bool attribute(TSLexer *l, const bool *valid) {
  while (valid[ATTR_NAME] ? is_space(l->lookahead) : is_blank(l->lookahead)) skip(l);
  enum Token token = valid[ATTR_WORD] ? ATTR_WORD : ATTR_NAME;
  bool (*is)(int32_t) = valid[ATTR_WORD] ? is_attr_word : is_attr;
  bool any = false;
  for (; !at_end(l) && is(l->lookahead); advance(l)) any = true;
  return any && emit(l, token);
}

// comment moves over a comment at `/` and reports whether there is one.
static bool comment(TSLexer *l) {
  if (l->lookahead == '/') {
    while (!at_end(l) && l->lookahead != '\n') advance(l);
    return true;
  }
  if (l->lookahead != '*') return false;
  advance(l);
  for (bool star = false; !at_end(l); advance(l)) {
    if (star && l->lookahead == '/') {
      advance(l);
      return true;
    }
    star = l->lookahead == '*';
  }
  return true;
}

// goes_on reports whether the line that starts here goes on with the statement before it.
static bool goes_on(TSLexer *l) {
  int32_t c = l->lookahead;
  switch (c) {
  case ')': case ']': case ',': case ':': case '?': case '+': case '*': case '%': case '>': case '|': case '/':
    return true;
  case '.':
    advance(l);
    if (l->lookahead != '.') return true;
    advance(l);
    return l->lookahead != '.';
  case '&':
    advance(l);
    return l->lookahead == '&';
  case '=':
    advance(l);
    return l->lookahead == '=' || l->lookahead == '>';
  case '!':
    advance(l);
    return l->lookahead == '=';
  case '<':
    advance(l);
    return l->lookahead == '=' || is_space(l->lookahead);
  }
  return false;
}

// line_end reads the line end after a statement or item, or the `else` of an `if`, on this line or a later one. *moved is whether
// it looked beyond white space, so that nothing else can be read here.
static bool line_end(TSLexer *l, const bool *valid, bool *moved) {
  char w[MAX_WORD];
  bool newline = false, remarked = false;
  for (;;) {
    while (is_space(l->lookahead)) {
      newline = newline || l->lookahead == '\n';
      if (remarked) advance(l);
      else skip(l);
    }
    if (newline && !remarked) l->mark_end(l);
    if (l->lookahead != '/' || !newline) break;
    remarked = *moved = true;
    advance(l);
    if (!comment(l)) return false; // a division
  }
  if (valid[IF_ELSE] && l->lookahead == 'e') {
    *moved = true;
    word(l, w);
    if (strcmp(w, "else") == 0) return !remarked && emit(l, IF_ELSE);
    return newline && valid[NEWLINE] && emit_marked(l, NEWLINE);
  }
  if (!newline || !valid[NEWLINE]) return false;
  *moved = true;
  return !goes_on(l) && emit_marked(l, NEWLINE);
}

// quotes reads a plain string, or the quotes that open another.
static bool quotes(TSLexer *l, const bool *valid) {
  int32_t q = l->lookahead;
  advance(l);
  l->mark_end(l);
  if (q == '"' && l->lookahead == '"') {
    advance(l);
    l->mark_end(l);
    if (l->lookahead != '"') return valid[PLAIN_STRING] && emit_marked(l, PLAIN_STRING);
    advance(l);
    return valid[OPEN_TRIPLE] && emit(l, OPEN_TRIPLE);
  }
  for (;; advance(l)) {
    if (l->lookahead == q) {
      advance(l);
      return valid[PLAIN_STRING] && emit(l, PLAIN_STRING);
    }
    if (at_end(l) || strchr("\n{}\\", (int)(l->lookahead < 128 ? l->lookahead : 'x'))) break;
  }
  enum Token open = q == '"' ? OPEN_DOUBLE : OPEN_SINGLE;
  return valid[open] && emit_marked(l, open);
}

// keyword reads a word that is a keyword because of what follows it, or a name with a string right behind it.
static bool keyword(TSLexer *l, const bool *valid) {
  static const struct {
    const char *word;
    enum Token token;
  } words[] = {
    {"page", PAGE}, {"layout", LAYOUT}, {"paths", PATHS}, {"action", ACTION}, {"model", MODEL}, {"type", TYPE}, {"test", TEST},
    {"client", CLIENT}, {"assert", ASSERT},
  };
  char w[MAX_WORD];
  word(l, w);
  enum Token token = ERROR;
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if (strcmp(w, words[i].word) == 0 && valid[words[i].token]) token = words[i].token;
  }
  l->mark_end(l);
  bool quote = l->lookahead == '"' || l->lookahead == '\'';
  if (token == ERROR) return valid[TAG] && quote && emit_marked(l, TAG);
  bool gap = false;
  for (; is_blank(l->lookahead); advance(l)) gap = true;
  int32_t c = l->lookahead;
  bool is = false;
  switch (token) {
  case PAGE:
  case LAYOUT:
    is = c == '(';
    // fall through
  case PATHS:
    if (c == '=') {
      advance(l);
      is = l->lookahead == '>';
    } else {
      is = is || c == '{';
    }
    break;
  case TEST:
    is = c == '"' || c == '\'';
    break;
  case CLIENT:
    word(l, w);
    is = gap && strcmp(w, "fn") == 0;
    break;
  case ASSERT:
    is = !strchr("=.,)]}:;?\n", (int)(c < 128 ? c : 'x'));
    break;
  default:
    is = gap && is_name_start(c);
  }
  return is && emit_marked(l, token);
}

bool tree_sitter_codescript_external_scanner_scan(void *payload, TSLexer *l, const bool *valid) {
  (void)payload;
  if (valid[ERROR]) return false;
  if (valid[TEXT]) return content(l, valid);
  if (valid[ATTR_TEXT_DOUBLE]) return attr_part(l, '"', ATTR_TEXT_DOUBLE);
  if (valid[ATTR_TEXT_SINGLE]) return attr_part(l, '\'', ATTR_TEXT_SINGLE);
  if (valid[TEXT_DOUBLE]) return string_part(l, '"', false, TEXT_DOUBLE, CLOSE_DOUBLE);
  if (valid[TEXT_SINGLE]) return string_part(l, '\'', false, TEXT_SINGLE, CLOSE_SINGLE);
  if (valid[TEXT_TRIPLE]) return string_part(l, '"', true, TEXT_TRIPLE, CLOSE_TRIPLE);
  if (valid[RAW_STRING_TEXT]) return raw(l, "`", RAW_STRING_TEXT);
  if (valid[STYLE_TEXT]) return raw(l, "</style", STYLE_TEXT);
  if (valid[SCRIPT_TEXT]) return raw(l, "</script", SCRIPT_TEXT);
  if (valid[COMMENT_TEXT]) return raw(l, "-->", COMMENT_TEXT);
  if (valid[TAG_NAME] || valid[VOID_NAME] || valid[STYLE_NAME] || valid[SCRIPT_NAME]) return tag_name(l, valid);
  if (valid[ATTR_NAME] || valid[ATTR_WORD]) return attribute(l, valid);
  if (valid[LINE_END]) {
    while (is_blank(l->lookahead)) skip(l);
    return (l->lookahead == '\n' || l->lookahead == '}' || at_end(l)) && emit(l, LINE_END);
  }
  if (valid[NEWLINE] || valid[IF_ELSE]) {
    bool moved = false;
    if (line_end(l, valid, &moved)) return true;
    if (moved) return false;
  }
  while (is_space(l->lookahead)) skip(l);
  if (valid[AT] || valid[ELSE_AT] || valid[EMPTY_AT]) {
    char w[MAX_WORD];
    if (l->lookahead != '@') return false;
    advance(l);
    l->mark_end(l);
    word(l, w);
    return emit_marked(l, directive(w, valid));
  }
  if (l->lookahead == '"' || l->lookahead == '\'') return quotes(l, valid);
  if (is_name_start(l->lookahead)) return keyword(l, valid);
  return false;
}
