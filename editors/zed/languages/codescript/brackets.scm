; Pairs.

("(" @open ")" @close)
("[" @open "]" @close)
("{" @open "}" @close)
(element
  start: (start_tag) @open
  end: (end_tag) @close)
