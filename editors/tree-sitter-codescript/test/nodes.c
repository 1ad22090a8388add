// Prints the named nodes of the files that are named on standard input, a line each, so that another parser's can be compared:
// depth, kind, and the bytes from and to; a line "= PATH" before those of a file, "! " before what is wrong. Arguments are queries:
// their captures follow the nodes, as "@ NAME FROM TO".

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_codescript(void);

static void print(TSNode node, int depth) {
  if (ts_node_is_missing(node) || strcmp(ts_node_type(node), "ERROR") == 0) {
    printf("! %s %u %u\n", ts_node_type(node), ts_node_start_byte(node), ts_node_end_byte(node));
  }
  if (ts_node_is_named(node)) {
    printf("%d %s %u %u\n", depth, ts_node_type(node), ts_node_start_byte(node), ts_node_end_byte(node));
    depth++;
  }
  for (uint32_t i = 0; i < ts_node_child_count(node); i++) print(ts_node_child(node, i), depth);
}

static char *read_all(const char *path, uint32_t *size) {
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  fseek(f, 0, SEEK_END);
  *size = (uint32_t)ftell(f);
  rewind(f);
  char *text = malloc(*size + 1);
  if (text && fread(text, 1, *size, f) != *size) {
    free(text);
    text = NULL;
  }
  fclose(f);
  return text;
}

// captures prints what a query finds.
static void captures(const TSQuery *query, TSNode root) {
  TSQueryCursor *cursor = ts_query_cursor_new();
  ts_query_cursor_exec(cursor, query, root);
  TSQueryMatch match;
  uint32_t i, size;
  while (ts_query_cursor_next_capture(cursor, &match, &i)) {
    TSQueryCapture c = match.captures[i];
    const char *name = ts_query_capture_name_for_id(query, c.index, &size);
    printf("@ %.*s %u %u\n", (int)size, name, ts_node_start_byte(c.node), ts_node_end_byte(c.node));
  }
  ts_query_cursor_delete(cursor);
}

enum { MAX_QUERIES = 16 };

int main(int argc, char **argv) {
  TSQuery *queries[MAX_QUERIES];
  int n = 0;
  for (int i = 1; i < argc && n < MAX_QUERIES; i++) {
    uint32_t size = 0, at = 0;
    TSQueryError error = TSQueryErrorNone;
    char *text = read_all(argv[i], &size);
    if (text) queries[n++] = ts_query_new(tree_sitter_codescript(), text, size, &at, &error);
    if (!text || error != TSQueryErrorNone) {
      fprintf(stderr, "%s: error %d at byte %u\n", argv[i], error, at);
      return 1;
    }
    free(text);
  }
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_codescript())) {
    fputs("the parser is of another version of tree-sitter\n", stderr);
    return 1;
  }
  char path[4096];
  while (fgets(path, sizeof path, stdin)) {
    path[strcspn(path, "\n")] = 0;
    uint32_t size = 0;
    char *text = read_all(path, &size);
    if (!text) {
      perror(path);
      return 1;
    }
    TSTree *tree = ts_parser_parse_string(parser, NULL, text, size);
    printf("= %s\n", path);
    print(ts_tree_root_node(tree), 0);
    for (int i = 0; i < n; i++) captures(queries[i], ts_tree_root_node(tree));
    ts_tree_delete(tree);
    free(text);
  }
  for (int i = 0; i < n; i++) ts_query_delete(queries[i]);
  ts_parser_delete(parser);
  return 0;
}
