; Other languages inside: style sheets, scripts, JSON, SQL.

(element
  start: (start_tag name: (tag_name) @_name)
  (raw_text) @injection.content
  (#eq? @_name "style")
  (#set! injection.language "css"))

(element
  start: (start_tag
    name: (tag_name) @_name
    (attr
      name: (attr_name) @_attr
      value: (attr_string) @_type))
  (raw_text) @injection.content
  (#eq? @_name "script")
  (#eq? @_attr "type")
  (#match? @_type "json")
  (#set! injection.language "json"))

((element
  start: (start_tag name: (tag_name) @_name) @_tag
  (raw_text) @injection.content)
  (#eq? @_name "script")
  (#not-match? @_tag "json")
  (#set! injection.language "javascript"))

((tagged_string
  tag: (ident) @_tag
  value: (plain_string) @injection.content)
  (#eq? @_tag "sql")
  (#set! injection.language "sql"))
