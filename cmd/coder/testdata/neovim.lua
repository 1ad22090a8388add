-- What a user of Neovim does with the plugin, step by step. Any error ends the editor with status 1 and its message.

-- How long anything may take, in milliseconds: nothing is decided by how fast the machine is.
local patience = 120000

local function wait(what, condition)
	if not vim.wait(patience, condition, 20) then
		error("never: " .. what .. "\n" .. vim.inspect(vim.diagnostic.get(0)), 0)
	end
end

local function expect(what, got, want)
	if not vim.deep_equal(got, want) then
		error(what .. ": got " .. vim.inspect(got) .. ", want " .. vim.inspect(want), 0)
	end
end

-- Types keys as a person would.
local function type_keys(keys)
	vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "tx", false)
end

local function lines()
	return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function ask(method, extra)
	local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(), extra or {})
	local answers = assert(vim.lsp.buf_request_sync(0, method, params, patience), method .. " was not answered")
	for _, answer in pairs(answers) do
		assert(not answer.error, vim.inspect(answer.error))
		return answer.result
	end
end

local function codes()
	local found = {}
	for _, d in ipairs(vim.diagnostic.get(0)) do
		table.insert(found, d.lnum .. ":" .. d.col .. " " .. tostring(d.code or d.user_data.lsp.code))
	end
	return found
end

local function session()
	vim.opt.runtimepath:prepend(vim.env.CODER_PLUGIN)
	vim.cmd("runtime plugin/coder.vim")
	vim.cmd("filetype plugin indent on")
	vim.o.hidden = true

	vim.cmd("edit program/main.code")
	expect("file type", vim.bo.filetype, "codescript")
	wait("diagnostics appear", function()
		return #vim.diagnostic.get(0) > 0
	end)
	-- Columns are bytes in Neovim: `print("글😀", ` has 17 of them.
	expect("diagnostics", codes(), { "0:4 unused-name", "1:17 unknown-name" })

	type_keys("2Gfmcwmessage<Esc>")
	expect("typed", lines()[2], 'print("글😀", message)')
	wait("the fix clears them", function()
		return #vim.diagnostic.get(0) == 0
	end)

	type_keys("2G0fm")
	vim.lsp.buf.hover()
	local shown
	wait("hover opens", function()
		for _, window in ipairs(vim.api.nvim_list_wins()) do
			if vim.api.nvim_win_get_config(window).relative ~= "" then
				shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
				return shown ~= ""
			end
		end
	end)
	assert(shown:find('let message: "안녕 😀"', 1, true), shown)

	vim.lsp.buf.definition()
	wait("definition moves the cursor", function()
		return vim.deep_equal(vim.api.nvim_win_get_cursor(0), { 1, 4 })
	end)

	type_keys("Goprint(message.up<Esc>")
	type_keys("$")
	vim.api.nvim_win_set_cursor(0, { 3, #lines()[3] - 1 })
	local params = vim.lsp.util.make_position_params()
	params.position.character = params.position.character + 1
	local list = ask("textDocument/completion", params)
	local labels = vim.tbl_map(function(item)
		return item.label
	end, list.items)
	expect("completion", labels, { "upper" })

	-- The same by the keys that a user presses: omni completion inserts the item.
	type_keys("Gccprint(message.up<C-x><C-o><Esc>")
	type_keys("Gdd")
	wait("the half-typed line is gone", function()
		return #vim.diagnostic.get(0) == 0
	end)

	type_keys("Golet   x=1   // 끝<Esc>oprint( x,x )<Esc>")
	if vim.lsp.buf.format then
		vim.lsp.buf.format({ timeout_ms = patience })
	else
		vim.lsp.buf.formatting_sync(nil, patience)
	end
	expect("formatted", { lines()[3], lines()[4] }, { "let x = 1 // 끝", "print(x, x)" })

	vim.api.nvim_win_set_cursor(0, { 3, 4 })
	vim.lsp.buf.rename("count")
	wait("the name is another", function()
		return vim.deep_equal({ lines()[3], lines()[4] }, { "let count = 1 // 끝", "print(count, count)" })
	end)
	vim.lsp.buf.references()
	wait("the references are listed", function()
		return #vim.fn.getqflist() == 3
	end)
	vim.cmd("cclose")
	vim.lsp.buf.document_highlight()
	vim.lsp.buf.document_symbol()
	wait("the symbols are listed", function()
		local list = vim.fn.getqflist()
		return #list == 2 and list[2].text:find("count", 1, true)
	end)
	vim.cmd("cclose")

	vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'fn card(title: string, size = 1) => title', "print(card(" })
	vim.api.nvim_win_set_cursor(0, { 6, 11 })
	local help = ask("textDocument/signatureHelp", { position = { line = 5, character = 11 } })
	expect("signature", help.signatures[1].label, 'card(title: string, size: number = 1) -> string')
	vim.api.nvim_buf_set_lines(0, -3, -1, false, {})

	-- A hundred edits in a row leave server and editor with one text.
	for i = 1, 100 do
		vim.api.nvim_buf_set_lines(0, -1, -1, false, { "print(" .. i .. ', "글😀")' })
	end
	vim.api.nvim_buf_set_lines(0, -1, -1, false, { "print(nobody)" })
	wait("the last edit is seen", function()
		return vim.deep_equal(codes(), { (#lines() - 1) .. ":6 unknown-name" })
	end)

	-- Typed without a thought for white space, lines stand where the formatter puts them.
	vim.cmd("edit! program/typed.code")
	local shape = {
		"fn titles(posts: [{ title: string }], open: bool) {",
		"\tlet all = posts",
		"\t\t.map(fn(p) => p.title)",
		"\t\t.filter(fn(t) => t.length > 0)",
		"\tlet some = open",
		"\t\t&& all.length > 2",
		"\tlet word = some",
		"\t\t? \"few\"",
		"\t\t: \"many\"",
		"\treturn <section",
		"\t\tclass={word}",
		"\t>",
		"\t\t<style scoped>",
		"\t\t\t.few {",
		"\t\t\t\tcolor: red;",
		"\t\t\t}",
		"\t\t</style>",
		"\t\t<img",
		"\t\t\tsrc=\"/a.png\"",
		"\t\t>",
		"\t\t<p>",
		"\t\t\t😀 글",
		"\t\t</p>",
		"\t</section>",
		"}",
	}
	local keys = table.concat(shape, "<CR>"):gsub("\t", ""):gsub("<(/?[%l ])", "<lt>%1")
	vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes("i" .. keys .. "<Esc>", true, true, true), "tx", false)
	expect("typed", lines(), shape)

	vim.cmd("edit! site/pages/blog/[slug].code")
	wait("a file with brackets in its name has diagnostics", function()
		return vim.deep_equal(codes(), { "2:35 unknown-name" })
	end)
	type_keys("3GfC")
	vim.lsp.buf.definition()
	wait("definition opens the other file", function()
		return vim.fn.expand("%:t") == "ui.code" and vim.deep_equal(vim.api.nvim_win_get_cursor(0), { 2, 10 })
	end)

	-- One server for the site, one for the programs; the standard library belongs to who led there.
	local function servers()
		return vim.tbl_map(function(client)
			return vim.fn.fnamemodify(client.config.root_dir or "none", ":t")
		end, require("coder").clients())
	end
	local function sorted(list)
		table.sort(list)
		return list
	end
	expect("servers", sorted(servers()), { "none", "site" })
	vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'let loud = "a".upper()' })
	vim.api.nvim_win_set_cursor(0, { #lines(), 17 })
	vim.lsp.buf.definition()
	wait("definition opens the standard library", function()
		return vim.fn.expand("%:p"):find("/coder/std/", 1, true)
	end)
	vim.wait(200)
	expect("servers", sorted(servers()), { "none", "site" })

	vim.cmd("edit! site/pages/blog/[slug].code")
	local before = require("coder").clients()
	vim.cmd("CoderRestart")
	wait("other servers run", function()
		for _, client in ipairs(before) do
			if vim.lsp.get_client_by_id(client.id) then
				return false
			end
		end
		return #servers() == 2
	end)
	wait("the new server finds the same", function()
		return vim.deep_equal(codes(), { "2:35 unknown-name" })
	end)
end

local ok, message = xpcall(session, debug.traceback)
if not ok then
	io.stderr:write(tostring(message) .. "\n")
	vim.cmd("cquit 1")
end
vim.cmd("qall!")
