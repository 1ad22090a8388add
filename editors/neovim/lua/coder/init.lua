-- Starts `coder lsp` for Codescript buffers with the client that is built into Neovim.
--
-- Buffers of one site share one server, and so do files that belong to none. `vim.g.coder_cmd` names
-- another program, such as "/opt/coder/bin/coder", or a whole command, { "nice", "coder", "lsp" }.

local M = {}

-- Servers by the folder they were started for, "" of files that are in none; used where Neovim does
-- not look after that itself.
local started = {}

-- The server that a buffer was last attached to.
local latest

--- What to do where the program is not found.
M.advice = "install it with `go install github.com/codescript-lang/coder/cmd/coder@latest`, or set g:coder_cmd"

--- The command that starts the server; whoever names only a program means that one's.
function M.command()
	local command = vim.g.coder_cmd or "coder"
	return type(command) == "string" and { command, "lsp" } or command
end

--- The folder of the site a file belongs to: the nearest one with a site.code, else the nearest
--- repository, else nil.
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
end

local function config(root)
	return {
		name = "coder",
		cmd = M.command(),
		root_dir = root,
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
		vim.notify_once(M.command()[1] .. " is not on the PATH: " .. M.advice, vim.log.levels.WARN)
		return
	end

	-- A declaration of the standard library belongs to the server that led there.
	if latest and vim.lsp.get_client_by_id(latest) and path:find("[/\\]coder[/\\]std[/\\]%x+[/\\]") then
		vim.lsp.buf_attach_client(buffer, latest)
		return
	end

	local root = M.root(path)
	if vim.lsp.start then
		latest = vim.lsp.start(config(root), {
			bufnr = buffer,
			reuse_client = function(client, wanted)
				return client.name == wanted.name and client.config.root_dir == wanted.root_dir
			end,
		})
		return
	end
	local key = root or ""
	started[key] = started[key] or vim.lsp.start_client(config(root))
	latest = started[key]
	if latest then
		vim.lsp.buf_attach_client(buffer, latest)
	end
end

--- Our servers that run.
function M.clients()
	local get = vim.lsp.get_clients or vim.lsp.get_active_clients
	return vim.tbl_filter(function(client)
		return client.name == "coder"
	end, get())
end

-- Attaches the servers to all buffers of Codescript.
local function attach_all()
	for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
		if
			vim.api.nvim_buf_is_loaded(buffer)
			and vim.api.nvim_buf_get_option(buffer, "filetype") == "codescript"
		then
			M.attach(buffer)
		end
	end
end

--- Stops every server of ours, and starts them again for the buffers that are open when they have
--- ended: a buffer would be attached to one that still stops.
function M.restart()
	local stopping = M.clients()
	started = {}
	for _, client in ipairs(stopping) do
		vim.lsp.stop_client(client.id)
	end
	local patience = 40
	local function start()
		stopping = vim.tbl_filter(function(client)
			return vim.lsp.get_client_by_id(client.id) ~= nil
		end, stopping)
		if #stopping == 0 then
			attach_all()
			return
		end
		patience = patience - 1
		if patience == 0 then
			for _, client in ipairs(stopping) do
				vim.lsp.stop_client(client.id, true)
			end
		end
		vim.defer_fn(start, 50)
	end
	start()
end

return M
