; Scopes in which config.toml closes no brackets and quotes. The holes of a string are code.

[(comment) (doc_comment)] @comment.inclusive
(html_comment) @comment
[(plain_string) (string_text) (raw_string)] @string
