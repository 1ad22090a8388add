// Closing tags and quotes, typed for the user: asked of the server after the keys that can call for one.

import * as vscode from "vscode";
import type { Server } from "./server";

/** What the text before the caret ends with where the server is asked. */
const occasions = [">", "</", "=", "/*", "<!--"];

export function registerAutoInsert(context: vscode.ExtensionContext, server: Server): void {
	context.subscriptions.push(
		server.onDidSendChange(async ({ document, contentChanges, reason }) => {
			const editor = vscode.window.activeTextEditor;
			const change = contentChanges[0];
			if (reason !== undefined || contentChanges.length !== 1 || change === undefined || !change.range.isEmpty || change.text.length !== 1) return;
			if (document.languageId !== "codescript" || editor?.document !== document || editor.selections.length > 1) return;

			const version = document.version;
			const position = change.range.start.translate(0, 1);
			const before = document.lineAt(position.line).text.slice(0, position.character);
			if (!occasions.some((occasion) => before.endsWith(occasion) && occasion.endsWith(change.text))) return;
			const snippet = await server.ask<string>("codescript/autoInsert", {
				textDocument: { uri: document.uri.toString() },
				position: { line: position.line, character: position.character },
				text: change.text,
			});
			if (snippet === undefined || !(await isCaretAt(editor, position)) || document.version !== version || vscode.window.activeTextEditor !== editor) return;
			await editor.insertSnippet(new vscode.SnippetString(snippet), position, { undoStopBefore: false, undoStopAfter: false });
		}),
	);
}

/** How long the caret may take to follow a text that was typed, in milliseconds. */
const caretPatience = 500;

/** Whether nothing is selected and the caret is at a position: an extension hears of a change of text before that of the caret. */
function isCaretAt(editor: vscode.TextEditor, position: vscode.Position): Promise<boolean> {
	const isThere = (): boolean => editor.selection.isEmpty && editor.selection.active.isEqual(position);
	if (isThere()) return Promise.resolve(true);
	return new Promise((resolve) => {
		const done = (): void => {
			clearTimeout(limit);
			moved.dispose();
			resolve(isThere());
		};
		const limit = setTimeout(done, caretPatience);
		const moved = vscode.window.onDidChangeTextEditorSelection((change) => {
			if (change.textEditor === editor) done();
		});
	});
}
