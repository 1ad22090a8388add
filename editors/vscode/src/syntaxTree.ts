// The syntax tree of a file, in a document beside it that follows its changes.

import * as vscode from "vscode";
import type { Server } from "./server";

const scheme = "codescript-tree";

export function registerSyntaxTree(context: vscode.ExtensionContext, server: Server): void {
	const changed = new vscode.EventEmitter<vscode.Uri>();
	context.subscriptions.push(
		changed,
		vscode.workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: async (uri, token) =>
				(await server.ask<string>("codescript/syntaxTree", { textDocument: { uri: uri.query } }, token)) ??
				vscode.l10n.t("The language server does not know this file."),
		}),
		vscode.commands.registerCommand("codescript.showSyntaxTree", async () => {
			const source = vscode.window.activeTextEditor?.document;
			if (source?.languageId !== "codescript") return;
			await vscode.window.showTextDocument(treeOf(source), { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
		}),
		server.onDidSendChange(({ document }) => {
			const tree = treeOf(document).toString();
			const open = vscode.workspace.textDocuments.find((d) => d.uri.scheme === scheme && d.uri.toString() === tree);
			if (open) changed.fire(open.uri);
		}),
	);
}

/** The address of a file's tree: named like the file, with the file's own address as its query. */
function treeOf(document: vscode.TextDocument): vscode.Uri {
	return vscode.Uri.from({ scheme, path: `${document.uri.path}.tree`, query: document.uri.toString() });
}
