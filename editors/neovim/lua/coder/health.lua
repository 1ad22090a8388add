-- `:checkhealth coder`

local health = vim.health or require("health")
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

local M = {}

function M.check()
	start("coder")

	local command = require("coder").command()[1]
	if vim.fn.executable(command) == 0 then
		fail(command .. " is not on the PATH", { require("coder").advice })
		return
	end
	local version = vim.fn.system({ command, "version" })
	if vim.v.shell_error ~= 0 then
		fail(command .. " version failed: " .. vim.trim(version))
		return
	end
	ok(vim.trim(version))

	local running = require("coder").clients()
	for _, client in ipairs(running) do
		ok("server running for " .. (client.config.root_dir or "files of no site"))
	end
	if #running == 0 then
		warn("no server is running; open a .code file first")
	end
end

return M
