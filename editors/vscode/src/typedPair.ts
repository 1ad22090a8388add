// Quotes and braces that were typed for the user, who types them, too: what to make of the text so that they stand there once. Nothing
// here waits or edits: autoInsert.ts does.

/** One change of a text, in UTF-16 units: what vscode.TextDocumentContentChangeEvent says of it. */
export interface Change {
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
}

/** How the text becomes what its writer meant: a part of it is written anew around the caret, or single characters go. */
export type Repair = { readonly start: number; readonly end: number; readonly before: string; readonly after: string } | { readonly extra: readonly number[] };

/**
 * A pair that was typed for the user, at an offset. It is told of each change since. What the user types stands there as it is typed.
 *
 * A quote that is typed in quotes goes over the closing one, as the editor has it, so that the value comes to stand behind the pair: the
 * closing quote has to follow it. Any other quote or brace makes a second pair: the outer one has to go.
 */
export class TypedPair {
	/** Since the user typed the quote: the value behind the pair, and the caret in it. */
	private value = "";
	private caret = 0;
	/** Where characters stand that nobody meant, once all that was meant does stand there. */
	private extra: number[] | undefined;
	private isTyped = false;

	constructor(
		private readonly open: '"' | "{",
		private readonly start: number,
	) {}

	/** Follows a change, and tells whether the pair is still worth following. */
	follow({ rangeOffset, rangeLength, text }: Change): boolean {
		if (this.extra) return this.shift(rangeOffset, rangeLength, text.length);
		if (!this.isTyped) {
			if (rangeOffset !== this.start + 1) return false;
			this.isTyped = text === '"' && this.open === '"' && rangeLength === 1;
			if (this.isTyped) return true;
			const { length } = text;
			if (rangeLength > 0 || !["{", "{}", '"', '""', "'", "''"].includes(text)) return false;
			this.extra = text === this.open ? [this.start] : [this.start, this.start + 1 + length];
			return true;
		}
		const at = rangeOffset - (this.start + 2);
		if (at < 0 || at + rangeLength > this.value.length || text.includes("\n")) return false;
		if (at === this.value.length && (text === '"' || text === '""')) {
			// The writer's own end of the value, of which the editor may have made a pair.
			this.extra = [this.start + 1, ...(text === '""' ? [rangeOffset + 1] : [])];
			return true;
		}
		this.value = this.value.slice(0, at) + text + this.value.slice(at + rangeLength);
		this.caret = at + (/^(?:\{\}|\[\]|\(\)|""|``)$/.test(text) ? 1 : text.length);
		return true;
	}

	/** What mends the text as it is now; undefined while it is right. */
	get repair(): Repair | undefined {
		if (this.extra) return { extra: this.extra };
		if (!this.isTyped) return undefined;
		return { start: this.start, end: this.start + 2 + this.value.length, before: `"${this.value.slice(0, this.caret)}`, after: `${this.value.slice(this.caret)}"` };
	}

	/** Moves what is not meant along with a change, which makes it meant where the user types over it; false if the change takes it away. */
	private shift(offset: number, removed: number, added: number): boolean {
		const isTouched = (x: number): boolean => offset <= x && x < offset + removed;
		const extra = this.extra ?? [];
		if (extra.some(isTouched) && (removed !== 1 || added !== 1)) return false;
		this.extra = extra.filter((x) => !isTouched(x)).map((x) => (offset + removed <= x ? x + added - removed : x));
		return this.extra.length > 0;
	}
}
