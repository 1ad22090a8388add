" Indentation of Codescript: a tab for what is open at the end of the line above, be it a bracket
" or a tag, and one for a line that goes on with a member, an operator or a question mark.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=CodescriptIndent(v:lnum)
setlocal indentkeys=0{,0},0),0],0=</,0<>>,0=/>,!^F,o,O,e,0.,0?,0<:>,0&,0\|
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*CodescriptIndent')
  finish
endif

let s:void = '<%(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)>'
" Also of what has just been begun: the keys that are typed first indent the line.
let s:goes_on = '^\s*\%(\.\%(\k\+[.(?[]\|\k*$\)\|?\.\|[?:|]\%(\s\|$\)\|&$\|&&\|||\|??\)'

" What a line leaves open at its end, and what it closes of the lines before it but for the
" brackets and end tags it starts with.
function! s:Balance(line) abort
  let text = substitute(a:line, '"\%(\\.\|[^"\\]\)*"\|''\%(\\.\|[^''\\]\)*''\|`[^`]*`', '""', 'g')
  let text = substitute(text, '^//.*$\|\s//.*$', '', '')
  let text = substitute(text, '=>\|->', '', 'g')
  let text = substitute(text, '\v\<' . s:void . '[^>]*\>|\<!--.{-}--\>|\<![^>]*\>', '', 'g')
  let text = substitute(text, '\v^\s*%([]})]|\</[^>]*\>|/?\>)*', '', '')
  let depth = 0
  let lowest = 0
  let at = 0
  while 1
    let [token, at, end] = matchstrpos(text, '[{[(]\|[]})]\|</\|/>\|\k\@<!<\ze\%(\k\|>\)', at)
    if at < 0
      return [depth - lowest, -lowest]
    endif
    let depth += token =~# '^[{[(<]$' ? 1 : -1
    let lowest = min([lowest, depth])
    let at = end
  endwhile
endfunction

" Whether a line is in a style sheet, whose selectors may begin like operators.
function! s:InStyle(lnum) abort
  let place = getcurpos()
  call cursor(a:lnum, 1)
  let start = searchpair('<style\>', '', '</style>', 'bnW')
  call setpos('.', place)
  return start > 0
endfunction

" Whether a line goes on with what the line before it began.
function! s:GoesOn(lnum) abort
  if getline(a:lnum) =~# s:goes_on && !s:InStyle(a:lnum)
    return 1
  endif
  return getline(prevnonblank(a:lnum - 1)) =~# '\s\%(=\|&&\|||\|??\|[-+*%]\)$'
endfunction

" Whether a place is in a string or a comment.
function! s:InText(lnum, col) abort
  return synIDattr(synID(a:lnum, a:col, 0), 'name') =~# 'String\|Comment\|Doc'
endfunction

" The line that the bracket or the text at the start of a line was opened on; the line itself if it
" starts with neither.
function! s:Head(lnum) abort
  if a:lnum > 1 && s:InText(a:lnum, 1) && getline(a:lnum) !~# '^\s*//'
    return s:Head(a:lnum - 1)
  endif
  if getline(a:lnum) !~# '^\s*[]})]'
    return a:lnum
  endif
  let place = getcurpos()
  call cursor(a:lnum, 1)
  call search('\S', 'cW', a:lnum)
  let opener = searchpair('[{[(]', '', '[]})]', 'bnW', 's:InText(line("."), col("."))')
  call setpos('.', place)
  return opener > 0 ? s:Head(opener) : a:lnum
endfunction

" Whether a line ends a start tag of several lines, behind which an element is open.
function! s:EndsStartTag(lnum) abort
  if getline(a:lnum) !~# '^\s*>'
    return 0
  endif
  let head = prevnonblank(a:lnum - 1)
  while head > 0 && indent(head) > indent(a:lnum)
    let head = prevnonblank(head - 1)
  endwhile
  return getline(head) !~# '\v.*' . s:void . '[^<>]*$'
endfunction

function! CodescriptIndent(lnum) abort
  let above = prevnonblank(a:lnum - 1)
  if above == 0
    return 0
  endif
  let this = getline(a:lnum)
  if s:InText(a:lnum, 1) && this !~# '^\s*//'
    return -1
  endif
  let head = s:Head(a:lnum)
  if head != a:lnum
    return indent(head)
  endif

  let head = s:Head(above)
  let [opens, closes] = s:Balance(getline(above))
  let indent = indent(head) + (opens > 0 ? shiftwidth() : 0) + (s:EndsStartTag(above) - closes) * shiftwidth()
  if opens == 0 && s:GoesOn(head) && !s:GoesOn(a:lnum)
    let indent -= shiftwidth()
  elseif opens == 0 && !s:GoesOn(head) && s:GoesOn(a:lnum)
    let indent += shiftwidth()
  endif
  if this =~# '^\s*\%(</\|/\?>\)'
    let indent -= shiftwidth()
  endif
  return max([indent, 0])
endfunction
