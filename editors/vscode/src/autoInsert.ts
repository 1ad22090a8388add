// Closing tags and quotes, typed for the user: asked of the server after the keys that can call for one.

import * as vscode from "vscode";
import type { Server } from "./server";

/** What the text before the caret ends with where the server is asked. */
const occasions = [">", "</", "=", "/*", "<!--"];

/** Quotes that were typed for the user, who has typed nothing since. */
interface Quotes {
	readonly document: vscode.TextDocument;
	readonly version: number;
	/** Between them. */
	readonly inside: vscode.Position;
}

export function registerAutoInsert(context: vscode.ExtensionContext, server: Server): void {
	let quotes: Quotes | undefined;
	context.subscriptions.push(
		// Who types the quote that is there already goes over it, and would write behind the quotes. They are put there anew, with the
		// caret inside, unless more has been typed.
		vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			const own = quotes, change = contentChanges[0];
			if (own?.document !== document || change === undefined || document.version <= own.version) return;
			quotes = undefined;
			const editor = vscode.window.activeTextEditor;
			if (document.version !== own.version + 1 || change.text !== '"' || !change.range.start.isEqual(own.inside) || editor?.document !== document) return;
			const both = new vscode.Range(own.inside.translate(0, -1), own.inside.translate(0, 1));
			void editor.insertSnippet(new vscode.SnippetString('"$0"'), both, { undoStopBefore: false, undoStopAfter: false });
		}),
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
			const isDone = await editor.insertSnippet(new vscode.SnippetString(snippet), position, { undoStopBefore: false, undoStopAfter: false });
			if (isDone && change.text === "=") quotes = { document, version: document.version, inside: position.translate(0, 1) };
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
