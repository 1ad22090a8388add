; Indentation, by the names that Helix uses.

[
  (block)
  (markup_block)
  (record_expr)
  (list_expr)
  (record_type)
  (model_decl)
  (match_expr)
  (match_directive)
  (call_part)
  (paren_expr)
  (element)
] @indent

["}" "]" ")"] @outdent
(end_tag) @outdent
