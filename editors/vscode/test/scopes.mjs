// Reads a JSON list of source texts and prints, for each, a JSON line of what the TextMate grammar says: a list of
// [start, end, scopes], with places in bytes and the scopes innermost first.
//
//     node scopes.mjs FOLDER-OF-LANGUAGES [SCOPE]
//
// The folder holds the grammars that VS Code brings; SCOPE is of the grammar to begin with, source.codescript if absent.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import * as path from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const [languages, scope = "source.codescript"] = process.argv.slice(2);
const own = path.join(import.meta.dirname, "..", "syntaxes");
const files = {
	"source.codescript": path.join(own, "codescript.tmLanguage.json"),
	"markdown.codescript.codeblock": path.join(own, "codescript.markdown.tmLanguage.json"),
	"source.css": path.join(languages, "css", "syntaxes", "css.tmLanguage.json"),
	"source.js": path.join(languages, "javascript", "syntaxes", "JavaScript.tmLanguage.json"),
	"text.html.markdown": path.join(languages, "markdown-basics", "syntaxes", "markdown.tmLanguage.json"),
};

await oniguruma.loadWASM(await readFile(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")));
const registry = new textmate.Registry({
	onigLib: Promise.resolve({ createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns), createOnigString: (text) => new oniguruma.OnigString(text) }),
	loadGrammar: async (scope) => (files[scope] ? textmate.parseRawGrammar(await readFile(files[scope], "utf8"), files[scope]) : null),
	getInjections: (scope) => (scope === "text.html.markdown" ? ["markdown.codescript.codeblock"] : undefined),
});
const grammar = await registry.loadGrammar(scope);

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
for (const text of JSON.parse(Buffer.concat(chunks).toString("utf8"))) {
	const tokens = [];
	let state = textmate.INITIAL, start = 0;
	for (const line of text.split("\n")) {
		const shown = line.replace(/\r$/, "");
		const result = grammar.tokenizeLine(shown, state);
		state = result.ruleStack;
		const bytes = (index) => start + Buffer.byteLength(shown.slice(0, index));
		for (const t of result.tokens) {
			const end = Math.min(t.endIndex, shown.length);
			if (t.startIndex < end) tokens.push([bytes(t.startIndex), bytes(end), t.scopes.toReversed().join(" ")]);
		}
		start += Buffer.byteLength(line) + 1;
	}
	console.log(JSON.stringify(tokens));
}
