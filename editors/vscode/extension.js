// Starts `coder lsp` for Codescript files and restarts it on request.

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

/** Starts the server that the settings name; what goes wrong is shown by the client itself. */
async function start() {
	const [command, ...args] = vscode.workspace.getConfiguration("codescript").get("command");
	client = new LanguageClient(
		"codescript",
		"Codescript",
		{ command, args },
		{ documentSelector: [{ scheme: "file", language: "codescript" }, { scheme: "untitled", language: "codescript" }] },
	);
	await client.start();
}

async function stop() {
	const old = client;
	client = undefined;
	if (old?.isRunning()) await old.stop();
}

exports.activate = async (context) => {
	context.subscriptions.push(
		vscode.commands.registerCommand("codescript.restart", async () => {
			await stop();
			await start();
		}),
		vscode.workspace.onDidChangeConfiguration(async (change) => {
			if (!change.affectsConfiguration("codescript.command")) return;
			await stop();
			await start();
		}),
	);
	await start();
};

exports.deactivate = stop;
