; The outline: what a file declares.

(fn_decl
  "fn" @context
  name: (ident) @name) @item
(type_decl
  "type" @context
  name: (ident) @name) @item
(model_decl
  "model" @context
  name: (ident) @name) @item
(model_field name: (ident) @name) @item
(action_decl
  "action" @context
  name: (ident) @name) @item
(page_decl "page" @name) @item
(layout_decl "layout" @name) @item
(paths_decl "paths" @name) @item
(test_decl
  "test" @context
  name: (plain_string) @name) @item
(file
  (let_stmt
    ["let" "var"] @context
    pattern: (ident) @name) @item)
(export_decl
  decl: (let_stmt
    ["let" "var"] @context
    pattern: (ident) @name) @item)
