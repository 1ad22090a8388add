autocmd BufRead,BufNewFile *.code setfiletype codescript
