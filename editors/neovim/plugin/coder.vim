" The commands of the plugin; everything else starts with the file type.

if exists('g:loaded_coder')
  finish
endif
let g:loaded_coder = 1

command! CoderRestart lua require('coder').restart()
