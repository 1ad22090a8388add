// Sites: those of the workspace; and a new one, by `coder new` in a folder that the user chooses.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { findCoder, isCoder } from "./coder";

export function registerSites(context: vscode.ExtensionContext): void {
	context.subscriptions.push(vscode.commands.registerCommand("codescript.newSite", newSite));
}

/** The folders of the workspace's sites, in order. */
export async function findSites(): Promise<vscode.Uri[]> {
	const files = await vscode.workspace.findFiles("**/site.code", "**/node_modules/**");
	return files.map((file) => vscode.Uri.joinPath(file, "..")).sort((a, b) => (a.fsPath < b.fsPath ? -1 : 1));
}

async function newSite(): Promise<void> {
	const coder = await findCoder();
	if (!isCoder(coder)) {
		await vscode.commands.executeCommand("codescript.restart"); // which says what to do
		return;
	}
	const template = await vscode.window.showQuickPick(
		[
			{ label: "minimal", description: vscode.l10n.t("two pages, a layout, a component") },
			{ label: "blog", description: vscode.l10n.t("posts in Markdown, tags, a feed") },
		],
		{ title: vscode.l10n.t("What to begin with?") },
	);
	if (!template) return;
	const folder = await vscode.window.showSaveDialog({ title: vscode.l10n.t("The new site's folder"), saveLabel: vscode.l10n.t("Make site"), defaultUri: defaultFolder() });
	if (!folder) return;
	try {
		await promisify(execFile)(coder.path, ["new", "--template", template.label, folder.fsPath]);
	} catch (error) {
		void vscode.window.showErrorMessage((error as { stderr?: string }).stderr?.trim() || String(error));
		return;
	}
	await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: vscode.workspace.workspaceFolders !== undefined });
}

function defaultFolder(): vscode.Uri | undefined {
	const around = vscode.workspace.workspaceFolders?.[0]?.uri;
	return around && vscode.Uri.joinPath(around, "mysite");
}
