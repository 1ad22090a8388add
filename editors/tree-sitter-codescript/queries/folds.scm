; What can be folded away.

[
  (block)
  (markup_block)
  (element)
  (record_expr)
  (list_expr)
  (record_type)
  (model_decl)
  (match_expr)
  (match_directive)
  (call_part)
  (raw_string)
  (string)
  (html_comment)
] @fold
