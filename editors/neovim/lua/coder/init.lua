-- Starts `coder lsp` for Codescript buffers with the client that is built into Neovim.
--
-- Buffers of one site share one server. `vim.g.coder_cmd` names another command, such as
-- { "/opt/coder/bin/coder", "lsp" }.

local M = {}

-- Servers by the folder they were started for; used where Neovim does not look after that itself.
local started = {}

--- The command that starts the server.
function M.command()
	return vim.g.coder_cmd or { "coder", "lsp" }
end

--- The folder of the site a file belongs to: the nearest one with a site.code, else the nearest
--- repository, else the file's own.
function M.root(path)
	local folder = vim.fn.fnamemodify(path, ":p:h")
	local up = vim.fn.fnameescape(folder) .. ";"
	local site = vim.fn.findfile("site.code", up)
	if site ~= "" then
		return vim.fn.fnamemodify(site, ":p:h")
	end
	local repository = vim.fn.finddir(".git", up)
	if repository ~= "" then
		return vim.fn.fnamemodify(repository, ":p:h:h")
	end
	return folder
end

local function config(root)
	return {
		name = "coder",
		cmd = M.command(),
		root_dir = root,
		workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ":t") } },
		on_attach = function(_, buffer)
			vim.api.nvim_buf_set_option(buffer, "omnifunc", "v:lua.vim.lsp.omnifunc")
		end,
		on_exit = function(_, _, id)
			for folder, client in pairs(started) do
				if client == id then
					started[folder] = nil
				end
			end
		end,
	}
end

--- Attaches the server to a buffer, starting it if need be. Does nothing for a buffer that is no
--- file, and says so once if the command cannot be found.
function M.attach(buffer)
	local path = vim.api.nvim_buf_get_name(buffer)
	if path == "" or vim.api.nvim_buf_get_option(buffer, "buftype") ~= "" then
		return
	end
	if vim.fn.executable(M.command()[1]) == 0 then
		vim.notify_once("coder: " .. M.command()[1] .. " is not on the PATH", vim.log.levels.WARN)
		return
	end

	local root = M.root(path)
	if vim.lsp.start then
		vim.lsp.start(config(root), { bufnr = buffer })
		return
	end
	started[root] = started[root] or vim.lsp.start_client(config(root))
	if started[root] then
		vim.lsp.buf_attach_client(buffer, started[root])
	end
end

--- Stops every server of ours and starts them again for the buffers that are open.
function M.restart()
	local get = vim.lsp.get_clients or vim.lsp.get_active_clients
	for _, client in ipairs(get()) do
		if client.name == "coder" then
			vim.lsp.stop_client(client.id)
		end
	end
	started = {}
	vim.defer_fn(function()
		for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
			if
				vim.api.nvim_buf_is_loaded(buffer)
				and vim.api.nvim_buf_get_option(buffer, "filetype") == "codescript"
			then
				M.attach(buffer)
			end
		end
	end, 500)
end

return M
