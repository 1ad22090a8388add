// Closing tags and quotes, typed for the user: asked of the server after the keys that can call for one.

import * as vscode from "vscode";
import type { Server } from "./server";

/** The keys after which the server is asked. */
const keys = new Set([">", "/", "="]);

export function registerAutoInsert(context: vscode.ExtensionContext, server: Server): void {
	context.subscriptions.push(
		vscode.workspace.onDidChangeTextDocument(async ({ document, contentChanges, reason }) => {
			const editor = vscode.window.activeTextEditor;
			const change = contentChanges[0];
			if (reason !== undefined || contentChanges.length !== 1 || change === undefined || !change.range.isEmpty || !keys.has(change.text)) return;
			if (document.languageId !== "codescript" || editor?.document !== document || editor.selections.length > 1) return;

			const version = document.version;
			const position = change.range.start.translate(0, change.text.length);
			const snippet = await server.ask<string>("codescript/autoInsert", {
				textDocument: { uri: document.uri.toString() },
				position: { line: position.line, character: position.character },
				text: change.text,
			});
			if (snippet === undefined || document.version !== version || vscode.window.activeTextEditor !== editor) return;
			if (!editor.selection.isEmpty || !editor.selection.active.isEqual(position)) return;
			await editor.insertSnippet(new vscode.SnippetString(snippet), position, { undoStopBefore: false, undoStopAfter: false });
		}),
	);
}
