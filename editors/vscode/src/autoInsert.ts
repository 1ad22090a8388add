// Closing tags and quotes, typed for the user: asked of the server after the keys that can call for one.

import * as vscode from "vscode";
import type { Server } from "./server";
import { type Change, type Repair, TypedPair } from "./typedPair";

/** What the text before the caret ends with where the server is asked. */
const occasions = [">", "</", "=", "/*", "<!--"];

/** What the server has written for the user: a snippet, in the place of a range that is mostly empty. */
interface Insertion {
	readonly range: { readonly start: Place; readonly end: Place };
	readonly snippet: string;
}

/** A position as the server has it, in UTF-16 units. */
interface Place {
	readonly line: number;
	readonly character: number;
}

/** Undone together with the key that called for it. */
const withTheKey = { undoStopBefore: false, undoStopAfter: false };

/** Where something was typed that the server is asked about, in UTF-16 units; the user has typed nothing since. */
interface Asked {
	readonly document: vscode.TextDocument;
	offset: number;
}

export function registerAutoInsert(context: vscode.ExtensionContext, server: Server): void {
	let following: Following | undefined;
	let asked: Asked | undefined;
	context.subscriptions.push(
		vscode.workspace.onDidChangeTextDocument((change) => {
			following?.hear(change);
			if (asked?.document !== change.document || change.contentChanges.length === 0) return;
			if (!following?.isMending || change.contentChanges.some(({ text }) => text !== "")) {
				asked = undefined;
				return;
			}
			const { offset } = asked;
			asked.offset -= change.contentChanges.filter(({ rangeOffset }) => rangeOffset < offset).length;
		}),
		server.onDidSendChange(async ({ document, contentChanges, reason }) => {
			const editor = vscode.window.activeTextEditor;
			const change = contentChanges[0];
			if (reason !== undefined || contentChanges.length !== 1 || change === undefined || !change.range.isEmpty || change.text.length !== 1) return;
			if (document.languageId !== "codescript" || editor?.document !== document || editor.selections.length > 1) return;

			const position = change.range.start.translate(0, 1);
			const before = document.lineAt(position.line).text.slice(0, position.character);
			if (!occasions.some((occasion) => before.endsWith(occasion) && occasion.endsWith(change.text))) return;
			const own: Asked = { document, offset: document.offsetAt(position) };
			asked = own;
			const insertion = await server.ask<Insertion>("codescript/autoInsert", {
				textDocument: { uri: document.uri.toString() },
				position: { line: position.line, character: position.character },
				text: change.text,
			});
			await following?.mended;
			if (insertion === undefined || !(await isCaretAt(editor, own)) || asked !== own || vscode.window.activeTextEditor !== editor) return;
			const { snippet, range } = insertion;
			const open = snippet[0];
			const pair = change.text === "=" && (open === '"' || open === "{") ? new Following(editor, new TypedPair(open, own.offset)) : undefined;
			following = pair;
			const isDone = await editor.insertSnippet(new vscode.SnippetString(snippet), vscodeRange(range), withTheKey);
			pair?.begin(isDone);
		}),
	);
}

function vscodeRange({ start, end }: Insertion["range"]): vscode.Range {
	return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Follows the changes of a document around a pair that is being typed for the user, and mends what becomes of it. */
class Following {
	/** Changes that the pair was not told of yet: the first is the pair itself. */
	private changes: Change[] = [];
	private state: "inserting" | "listening" | "mending" | "over" = "inserting";
	/** Once nothing is being mended. */
	mended: Promise<void> = Promise.resolve();

	constructor(
		private readonly editor: vscode.TextEditor,
		private readonly pair: TypedPair,
	) {}

	get isMending(): boolean {
		return this.state === "mending";
	}

	hear({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
		const change = contentChanges[0];
		if (this.state === "over" || document !== this.editor.document || change === undefined) return;
		if (contentChanges.length > 1 || reason !== undefined) {
			this.state = "over";
			return;
		}
		this.changes.push(change);
		if (this.state === "listening") this.mended = this.mend();
	}

	/** Is called when the editor has taken the pair, or has not: then all changes are the user's own, and nothing is to be mended. */
	begin(isInserted: boolean): void {
		if (this.state === "over") return;
		this.state = isInserted ? "listening" : "over";
		if (isInserted && this.changes.splice(0, 1).length > 0) this.mended = this.mend();
	}

	private async mend(): Promise<void> {
		for (;;) {
			if (!this.changes.splice(0).every((change) => this.pair.follow(change)) || vscode.window.activeTextEditor !== this.editor) {
				this.state = "over";
				return;
			}
			const { repair } = this.pair;
			if (repair === undefined) {
				this.state = "listening";
				return;
			}
			this.state = "mending";
			// The editor refuses an edit of a text that has changed since: then there are more changes to follow.
			const isDone = await this.apply(repair);
			if (isDone || this.changes.length === 0) {
				this.state = "over";
				return;
			}
		}
	}

	private apply(repair: Repair): Thenable<boolean> {
		const { document } = this.editor;
		const span = (start: number, end: number): vscode.Range => new vscode.Range(document.positionAt(start), document.positionAt(end));
		if ("extra" in repair) {
			return this.editor.edit((edit) => repair.extra.forEach((at) => edit.delete(span(at, at + 1))), withTheKey);
		}
		const snippet = new vscode.SnippetString().appendText(repair.before).appendTabstop(0).appendText(repair.after);
		return this.editor.insertSnippet(snippet, span(repair.start, repair.end), withTheKey);
	}
}

/** How long the caret may take to follow a text that was typed, in milliseconds. */
const caretPatience = 500;

/** Whether nothing is selected and the caret is there: an extension hears of a change of text before that of the caret. */
function isCaretAt(editor: vscode.TextEditor, asked: Asked): Promise<boolean> {
	const isThere = (): boolean => editor.selection.isEmpty && editor.document.offsetAt(editor.selection.active) === asked.offset;
	if (isThere()) return Promise.resolve(true);
	return new Promise((resolve) => {
		const done = (): void => {
			clearTimeout(limit);
			moved.dispose();
			resolve(isThere());
		};
		const limit = setTimeout(done, caretPatience);
		// The first that is heard may be of an earlier key.
		const moved = vscode.window.onDidChangeTextEditorSelection((change) => {
			if (change.textEditor === editor && isThere()) done();
		});
	});
}
