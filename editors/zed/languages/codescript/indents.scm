; Indentation: what stands between brackets or tags goes one level in.

(_ "(" ")" @end) @indent
(_ "[" "]" @end) @indent
(_ "{" "}" @end) @indent
(element
  start: (start_tag)
  end: (end_tag) @end) @indent
