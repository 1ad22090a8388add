-- Settings of a Codescript buffer, and the language server for it.

if vim.b.did_ftplugin then
	return
end
vim.b.did_ftplugin = 1

local o = vim.opt_local
o.expandtab = false
o.shiftwidth = 4
o.softtabstop = 0
o.tabstop = 4
o.textwidth = 100
o.commentstring = "// %s"
o.comments = ":///,://,s1:/*,mb:*,ex:*/"
o.formatoptions:remove("t")
o.formatoptions:append("croql")
o.suffixesadd = ".code"
o.include = [[^\s*import\>.*\<from\>]]
o.matchpairs:append("<:>")

vim.b.undo_ftplugin = "setlocal expandtab< shiftwidth< softtabstop< tabstop< textwidth<"
	.. " commentstring< comments< formatoptions< suffixesadd< include< matchpairs< omnifunc<"

-- Where a parser of tree-sitter is installed, it colours; otherwise syntax/codescript.vim does.
if vim.treesitter.start and #vim.api.nvim_get_runtime_file("parser/codescript.*", false) > 0 then
	vim.treesitter.start()
end

require("coder").attach(vim.api.nvim_get_current_buf())
