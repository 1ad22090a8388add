; Text objects, by the names that Helix and nvim-treesitter-textobjects share.

(fn_decl body: (_) @function.inside) @function.around
(fn_expr body: (_) @function.inside) @function.around
(page_decl body: (_) @function.inside) @function.around
(layout_decl body: (_) @function.inside) @function.around
(action_decl body: (_) @function.inside) @function.around
(test_decl body: (_) @test.inside) @test.around

(type_decl value: (_) @class.inside) @class.around
(model_decl) @class.around

(param) @parameter.inside
(arg) @parameter.inside
(attr) @parameter.inside
(list_item) @entry.inside
(record_field) @entry.inside
(match_arm) @entry.inside

(comment) @comment.inside
(doc_comment)+ @comment.around

(element) @xml-element.around
