// Tasks: the commands of `coder`, with their findings in the Problems panel; and the tests of one file.

import * as path from "node:path";
import * as vscode from "vscode";
import { findCoder, isCoder } from "./coder";
import { findSites } from "./sites";

/** A task as tasks.json writes it. */
interface Definition extends vscode.TaskDefinition {
	readonly type: "coder";
	readonly command: string;
	readonly args?: readonly string[];
}

/** A task that is offered without being written down. */
interface Offer {
	readonly command: string;
	readonly args?: readonly string[];
	readonly group?: vscode.TaskGroup;
}

/** The tasks that every folder has. */
const ofFolders: readonly Offer[] = [
	{ command: "check", group: vscode.TaskGroup.Build },
	{ command: "test", group: vscode.TaskGroup.Test },
	{ command: "fmt", args: ["--check"] },
];

/** The tasks that every site has: the site's folder is named behind their arguments where it is not the workspace's own. */
const ofSites: readonly Offer[] = [
	{ command: "build", group: vscode.TaskGroup.Build },
	{ command: "serve", args: ["--dev"] },
];

export function registerTasks(context: vscode.ExtensionContext): void {
	context.subscriptions.push(
		vscode.tasks.registerTaskProvider("coder", { provideTasks, resolveTask: (task) => resolveTask(task) }),
		vscode.commands.registerCommand("codescript.runTests", () => runTests(vscode.window.activeTextEditor?.document.uri)),
		vscode.commands.registerCommand("codescript.runTest", (uri: unknown, name: unknown) =>
			runTests(typeof uri === "string" ? vscode.Uri.parse(uri, true) : vscode.window.activeTextEditor?.document.uri, typeof name === "string" ? name : undefined),
		),
	);
}

async function provideTasks(): Promise<vscode.Task[]> {
	const coder = await findCoder();
	if (!isCoder(coder)) return [];
	const sites = await findSites();
	return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
		const own = sites.filter((site) => vscode.workspace.getWorkspaceFolder(site) === folder).map((site) => path.relative(folder.uri.fsPath, site.fsPath));
		const offers = [...ofFolders, ...own.flatMap((site) => ofSites.map((offer): Offer => (site ? { ...offer, args: [...(offer.args ?? []), site] } : offer)))];
		return offers.map(({ command, args, group }) => {
			const task = taskOf({ type: "coder", command, ...(args && { args }) }, folder, coder.path);
			if (group) task.group = group;
			return task;
		});
	});
}

async function resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
	const definition = task.definition as Definition;
	const coder = await findCoder();
	if (!definition.command || !isCoder(coder)) return undefined;
	const folder = typeof task.scope === "object" ? task.scope : vscode.workspace.workspaceFolders?.[0];
	return taskOf(definition, folder, coder.path);
}

function taskOf(definition: Definition, folder: vscode.WorkspaceFolder | undefined, coder: string): vscode.Task {
	const words = [definition.command, ...(definition.args ?? [])];
	const serves = definition.command === "serve";
	// What a task reports takes the place of what the server has found in all files that are not open. Only a check reports all of it. Of what
	// serving reports only failures of top-level code are taken: the rest the server has found, and it would be there twice.
	const matchers = serves ? ["$coder-serve"] : definition.command === "check" ? ["$coder"] : [];
	const task = new vscode.Task(
		definition,
		folder ?? vscode.TaskScope.Workspace,
		words.join(" "),
		"coder",
		new vscode.ProcessExecution(coder, words, folder && { cwd: folder.uri.fsPath }),
		matchers,
	);
	task.isBackground = serves;
	return task;
}

/** Runs the tests of a file, or the one of a name, in the terminal of tasks. */
async function runTests(file: vscode.Uri | undefined, name?: string): Promise<void> {
	const coder = await findCoder();
	if (file?.scheme !== "file" || !isCoder(coder)) return;
	await vscode.workspace.textDocuments.find((d) => d.uri.toString() === file.toString())?.save();
	const folder = vscode.workspace.getWorkspaceFolder(file);
	const shown = folder ? path.relative(folder.uri.fsPath, file.fsPath) : file.fsPath;
	const only = name === undefined ? [] : ["--run", `^${name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`];
	const task = taskOf({ type: "coder", command: "test", args: [...only, shown] }, folder, coder.path);
	task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, panel: vscode.TaskPanelKind.Dedicated };
	await vscode.tasks.executeTask(task);
}
