// Every feature of the language server, asked for once through the API of a real VS Code, in its extension host: what goes through
// the editor's own commands is what its windows show. The site is that of site.mjs; what is typed and looked at is in session.mjs.

const assert = require("node:assert/strict");
const path = require("node:path");
const vscode = require("vscode");

/** How long anything may take to be so, in milliseconds. */
const patience = 30_000;
const pause = 40;

/** Asks again and again until an answer passes what is asserted of it. */
async function until(ask) {
	for (const end = Date.now() + patience; ; await new Promise((wake) => setTimeout(wake, pause))) {
		try {
			return await ask();
		} catch (error) {
			if (Date.now() > end) throw error;
		}
	}
}

const run = (command, ...args) => vscode.commands.executeCommand(`vscode.${command}`, ...args);
const uriOf = (file) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, file);
const open = (file) => vscode.workspace.openTextDocument(uriOf(file));
const nameOf = (uri) => path.relative(vscode.workspace.workspaceFolders[0].uri.path, uri.path);
const whole = (document) => new vscode.Range(0, 0, document.lineCount, 0);

/** The place before or behind the nth of a text in a document. */
function at(document, text, { behind = false, nth = 0 } = {}) {
	let offset = -1;
	for (let i = 0; i <= nth; i++) {
		offset = document.getText().indexOf(text, offset + 1);
		assert.ok(offset >= 0, `${text} stands in ${nameOf(document.uri)}`);
	}
	return document.positionAt(offset + (behind ? text.length : 0));
}

/** What locations of either kind lead to, as "file: text", in the order of files. */
async function texts(locations) {
	const found = await Promise.all(
		locations.map(async (to) => {
			const document = await vscode.workspace.openTextDocument(to.targetUri ?? to.uri);
			return `${nameOf(document.uri)}: ${document.getText(to.targetSelectionRange ?? to.targetRange ?? to.range)}`;
		}),
	);
	return found.sort();
}

/** The text of a document once edits are made to it, which they are not. */
function edited(document, edits) {
	let text = document.getText();
	for (const { range, newText } of edits.toSorted((a, b) => b.range.start.compareTo(a.range.start))) {
		text = text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end));
	}
	return text;
}

/** Does the code action of a kind and title at a place, and gives the text that would come of it. */
async function done(document, kind, title, place) {
	const actions = await run("executeCodeActionProvider", document.uri, new vscode.Range(place, place), kind, 20);
	const action = actions.find((a) => a.title === title);
	assert.ok(action?.edit, actions.map((a) => a.title).join(", "));
	return edited(document, action.edit.get(document.uri));
}

/** The labels of what is offered behind a text. */
async function offered(document, text, options) {
	const { items } = await run("executeCompletionItemProvider", document.uri, at(document, text, { behind: true, ...options }));
	return items.map(({ label }) => label.label ?? label);
}

const index = "site/pages/index.code", tools = "site/lib/tools.code", typing = "site/components/typing.code", tidy = "site/lib/tidy.code";

const steps = {
	"mistakes of files that are not open": () =>
		until(() => {
			assert.deepEqual(
				vscode.languages.getDiagnostics(uriOf("site/pages/wrong.code")).map((d) => [d.severity, d.message, d.code?.value ?? d.code]),
				[[vscode.DiagnosticSeverity.Error, "unknown name `nobody`", "unknown-name"]],
			);
			assert.ok(!vscode.workspace.textDocuments.some((d) => d.uri.path.endsWith("wrong.code")));
		}),
	"signature help": async () => {
		const document = await open(index);
		const help = await run("executeSignatureHelpProvider", document.uri, at(document, "area(1, ", { behind: true }));
		assert.equal(help.signatures[0].label, "area(width: number, height: number = 1) -> number");
		assert.equal(help.signatures[0].activeParameter ?? help.activeParameter, 1);
	},
	references: async () => {
		const document = await open(tools);
		assert.deepEqual(await texts(await run("executeReferenceProvider", document.uri, at(document, "area", { nth: 1 }))), [
			`${tools}: area`,
			`${tools}: area`,
			`${index}: area`,
			`${index}: area`,
		]);
	},
	"document highlights": async () => {
		const document = await open(index);
		const marks = await run("executeDocumentHighlights", document.uri, at(document, "sum"));
		assert.deepEqual(marks.map((m) => [document.getText(m.range), m.kind]), [
			["sum", vscode.DocumentHighlightKind.Write],
			["sum", vscode.DocumentHighlightKind.Read],
		]);
	},
	definition: async () => {
		const document = await open(index);
		assert.deepEqual(await texts(await run("executeDefinitionProvider", document.uri, at(document, "shape()"))), [`${tools}: shape`]);
	},
	"type definition": async () => {
		const document = await open(index);
		assert.deepEqual(await texts(await run("executeTypeDefinitionProvider", document.uri, at(document, "one"))), [`${tools}: Shape`]);
	},
	implementation: async () => {
		const document = await open("site/pages/layout.code");
		const pages = await texts(await run("executeImplementationProvider", document.uri, at(document, "layout")));
		assert.deepEqual(pages, ["site/pages/about.code: page", `${index}: page`, "site/pages/wrong.code: page"]);
	},
	"document links": async () => {
		const document = await open(index);
		const links = await run("executeLinkProvider", document.uri, 10);
		assert.deepEqual(links.map((l) => [document.getText(l.range), l.target.path.endsWith("/module/math.code") ? "math.code" : nameOf(l.target)]), [
			["../lib/tools", tools],
			["std/math", "math.code"],
			["/about", "site/pages/about.code"],
			["/about", "site/pages/about.code"],
			["/assets/logo.png", "site/static/logo.png"],
		]);
	},
	"call hierarchy": async () => {
		const document = await open(tools);
		const [item] = await run("prepareCallHierarchy", document.uri, at(document, "shape"));
		assert.equal(item.name, "shape");
		const callers = await run("provideIncomingCalls", item), callees = await run("provideOutgoingCalls", item);
		assert.deepEqual(callers.map((c) => [c.from.name, nameOf(c.from.uri)]), [["page", index]]);
		assert.deepEqual(callees.map((c) => [c.to.name, nameOf(c.to.uri)]), [["area", tools]]);
	},
	"document symbols": async () => {
		const document = await open(tools);
		const symbols = await run("executeDocumentSymbolProvider", document.uri);
		assert.deepEqual(symbols.map((s) => s.name), ["area", "Shape", "shape"]);
	},
	"workspace symbols, an address among them": async () => {
		const found = async (query) => (await run("executeWorkspaceSymbolProvider", query)).map((s) => `${s.name} ${nameOf(s.location.uri)}`);
		assert.ok((await found("about")).includes("/about site/pages/about.code"));
		assert.ok((await found("area")).includes(`area ${tools}`));
	},
	"a name that cannot be changed": async () => {
		const document = await open(index);
		await assert.rejects(run("prepareRename", document.uri, at(document, "redirect")), /`redirect` belongs to the standard library\./);
	},
	rename: async () => {
		const document = await open(index);
		const edit = await run("executeDocumentRenameProvider", document.uri, at(document, "one"), "first");
		const text = edited(document, edit.get(document.uri));
		assert.ok(text.includes("let first = shape()") && text.includes("area(1, first.side)"), text);
	},
	"code actions": async () => {
		const document = await open(index);
		const { Empty, Refactor } = vscode.CodeActionKind;
		assert.ok((await done(document, Empty.append("source.organizeImports").value, "Organise imports", at(document, "page {"))).startsWith('import { sqrt } from "std/math"\n\nimport { area, shape } from "../lib/tools"\n'));
		const heading = at(document, "h1 class");
		assert.ok((await done(document, Refactor.append("rewrite").value, "Wrap with `@if`", heading)).includes('\t\t@if true {\n\t\t\t<h1 class="box">{sum}</h1>\n\t\t}\n'));
		const list = await open("site/components/list.code");
		assert.equal(
			await done(list, Refactor.append("extract").value, "Extract component", at(list, "li>")),
			"export fn List(items: [string]) => <ul>\n\t@for item in items {\n\t\t<Part {item} />\n\t}\n</ul>\n\nfn Part(item: string) => <li>{item}</li>\n",
		);
	},
	"saving fixes what is safe to fix": async () => {
		const settings = vscode.workspace.getConfiguration("editor", { languageId: "codescript" });
		await settings.update("codeActionsOnSave", { "source.fixAll": "explicit" }, vscode.ConfigurationTarget.Workspace, true);
		const document = await open(tidy);
		const editor = await vscode.window.showTextDocument(document);
		const isWrong = () => vscode.languages.getDiagnostics(document.uri).some((d) => (d.code?.value ?? d.code) === "bad-operand");
		await until(() => assert.ok(isWrong()));
		await editor.edit((edit) => edit.insert(new vscode.Position(document.lineCount, 0), "\n"));
		await document.save();
		assert.equal(document.getText(), 'let one = "1"\n\nprint(!(one is number))\n');
		await settings.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Workspace, true);
	},
	"inlay hints": async () => {
		const document = await open(index);
		const hints = await run("executeInlayHintProvider", document.uri, whole(document));
		const shown = hints.map((h) => [typeof h.label === "string" ? h.label : h.label.map((part) => part.value).join(""), document.lineAt(h.position.line).text.slice(0, h.position.character).trim()]);
		assert.deepEqual(shown, [
			["to:", "action go { return redirect("],
			[": Shape", "let one"],
			[": number", "let sum"],
			["width:", "let sum = area("],
			["height:", "let sum = area(1,"],
		]);
	},
	"code lenses": async () => {
		const document = await open(index);
		const lenses = await run("executeCodeLensProvider", document.uri, 10);
		assert.deepEqual(lenses.map((l) => [l.range.start.line, l.command.command]), [[at(document, "page {").line, "codescript.openPage"]]);
		assert.ok(lenses[0].command.title.startsWith("/ — "), lenses[0].command.title);
	},
	"semantic tokens": async () => {
		const document = await open(index);
		const kinds = (legend, { data }, wanted) => {
			let line = 0, character = 0;
			for (let i = 0; i < data.length; i += 5) {
				character = data[i] ? data[i + 1] : character + data[i + 1];
				line += data[i];
				if (wanted.isEqual(new vscode.Position(line, character))) return legend.tokenTypes[data[i + 3]];
			}
		};
		const legend = await run("provideDocumentSemanticTokensLegend", document.uri), all = await run("provideDocumentSemanticTokens", document.uri);
		assert.equal(kinds(legend, all, at(document, "h1 class")), "tag");
		assert.equal(kinds(legend, all, at(document, "class=")), "attribute");
		assert.equal(kinds(legend, all, at(document, "area(1")), "function");
		const line = document.lineAt(at(document, "let sum")).range;
		const part = await run("provideDocumentRangeSemanticTokens", document.uri, line);
		assert.equal(kinds(await run("provideDocumentRangeSemanticTokensLegend", document.uri, line), part, at(document, "area(1")), "function");
		assert.ok(part.data.length > 0 && part.data.length < all.data.length);
	},
	"words that are values have one colour": async () => {
		const document = await vscode.workspace.openTextDocument({ language: "codescript", content: "let all = [true, false, none]\n" });
		const { data } = await until(async () => {
			const tokens = await run("provideDocumentSemanticTokens", document.uri);
			assert.ok(tokens?.data.length > 0);
			return tokens;
		});
		const coloured = [];
		for (let i = 0, character = 0; i < data.length; i += 5) coloured.push(document.getText(new vscode.Range(0, (character += data[i + 1]), 0, character + data[i + 2])));
		assert.deepEqual(coloured, ["let", "all"], "the rest is the grammar's");
	},
	"hover over a word of the language": async () => {
		const document = await open("site/components/list.code");
		const [hover] = await run("executeHoverProvider", document.uri, at(document, "for item"));
		assert.ok(hover.contents[0].value.includes("Shows the content for each element of a list"), hover.contents[0].value);
		assert.equal(document.getText(hover.range), "@for");
	},
	folds: async () => {
		const document = await open(index);
		const folds = await run("executeFoldingRangeProvider", document.uri);
		const page = at(document, "page {").line, main = at(document, "<main>").line;
		assert.ok(folds.some((f) => f.start === page && f.end === document.lineCount - 3), JSON.stringify(folds));
		assert.ok(folds.some((f) => f.start === main), JSON.stringify(folds));
	},
	"selections that grow": async () => {
		const document = await open(index);
		let [grown] = await run("executeSelectionRangeProvider", document.uri, [at(document, "side")]);
		const seen = [];
		for (; grown; grown = grown.parent) seen.push(document.getText(grown.range));
		assert.deepEqual(seen.slice(0, 3), ["side", "one.side", "1, one.side"]);
		assert.equal(seen.at(-1), document.getText());
	},
	colours: async () => {
		const document = await open(index);
		const colours = await run("executeDocumentColorProvider", document.uri);
		assert.deepEqual(colours.map((c) => document.getText(c.range)), ["#08f"]);
		const labels = (await run("executeColorPresentationProvider", colours[0].color, { uri: document.uri, range: colours[0].range })).map((p) => p.label);
		assert.deepEqual(labels, ["#0088ff", "rgb(0 136 255)", "hsl(208 100% 50%)", "hwb(208 0% 0%)"]);
	},
	formatting: async () => {
		const document = await open(tools);
		const options = { insertSpaces: false, tabSize: 4 };
		assert.ok(!(await run("executeFormatDocumentProvider", document.uri, options))?.length, "a formatted file stays");
		const messy = await open("sums.code");
		assert.equal(edited(messy, await run("executeFormatRangeProvider", messy.uri, messy.lineAt(1).range, options)), "let  a=1\nlet b = 2\nfn f( ) {\n  if  a>1 {\n    print( b )\n  }\n}\nf()\n");
		assert.equal(
			edited(messy, await run("executeFormatOnTypeProvider", messy.uri, at(messy, "}", { behind: true }), "}", options)),
			"let  a=1\nlet  b=2\nfn f( ) {\n\tif a > 1 {\n\t\tprint(b)\n\t}\n}\nf()\n",
		);
	},
	"completion of addresses, style sheets, queries": async () => {
		const document = await open(index), other = await open(typing);
		const addresses = await offered(document, 'a href="/');
		assert.ok(addresses.includes("/about") && !addresses.includes("color"), addresses.join(" "));
		const properties = await offered(document, ".box { ");
		assert.ok(properties.includes("display") && properties.includes("margin-top"), properties.join(" "));
		const values = await offered(document, "color: ");
		assert.ok(values.includes("red") && values.includes("currentColor") && !values.includes("display"), values.join(" "));
		const columns = await offered(other, 'sql"select ');
		assert.ok(columns.includes("title") && columns.includes("body"), columns.join(" "));
	},
	"completion of a name that is not imported": async () => {
		const document = await open(typing);
		const place = at(document, "{are", { behind: true });
		const item = await until(async () => {
			const { items } = await run("executeCompletionItemProvider", document.uri, place, undefined, 50);
			const found = items.find(({ label }) => (label.label ?? label) === "area");
			assert.ok(found?.additionalTextEdits?.length, items.map(({ label }) => label.label ?? label).join(" "));
			return found;
		});
		assert.ok(edited(document, item.additionalTextEdits).startsWith('import { area } from "../lib/tools"\n'));
	},
	"content and data of a site": async () => {
		const content = await open("shop/content/one.md"), data = await open("shop/menu.json"), about = "shop/pages/about.code";
		// The server is told of them, and asks to be asked, a moment after they are opened.
		await until(async () => assert.deepEqual(await texts(await run("executeDefinitionProvider", content.uri, at(content, "/about"))), [`${about}: page`]));
		assert.deepEqual(await texts(await run("executeReferenceProvider", content.uri, at(content, "title"))), ["shop/content/one.md: title", `${about}: title`]);
		assert.deepEqual(await texts(await run("executeReferenceProvider", data.uri, at(data, "label"))), ["shop/menu.json: label", `${about}: label`]);
		const edit = await run("executeDocumentRenameProvider", data.uri, at(data, "label"), "name");
		assert.equal(edited(data, edit.get(data.uri)), '{ "name": "Menu" }\n');
		assert.ok(edited(await open(about), edit.get(uriOf(about))).includes("{menu.name}"));
		// What is typed there is known, and what is found is there once.
		const found = (document) => vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === "coder").map((d) => d.code?.value ?? d.code);
		const typed = new vscode.WorkspaceEdit(), back = new vscode.WorkspaceEdit();
		typed.insert(content.uri, new vscode.Position(1, 0), "tags: [\n");
		back.delete(content.uri, new vscode.Range(1, 0, 2, 0));
		await vscode.workspace.applyEdit(typed);
		await until(() => assert.deepEqual(found(content), ["bad-data"]));
		await vscode.workspace.applyEdit(back);
		await until(() => assert.deepEqual(found(content), []));
		// All else is left to those who know the languages.
		assert.ok(!(await run("executeFormatDocumentProvider", content.uri, { insertSpaces: false, tabSize: 4 }))?.length);
		assert.deepEqual(await run("executeHoverProvider", content.uri, at(content, "title")), []);
		assert.ok(!(await offered(content, "See [us")).includes("let"));
	},
	"tasks of a folder and of the sites in it": async () => {
		const tasks = await vscode.tasks.fetchTasks({ type: "coder" });
		assert.deepEqual(tasks.map((t) => t.name).filter((name) => name !== "shop"), [
			"check",
			"test",
			"fmt --check",
			"build shop",
			"serve --dev shop",
			"build site",
			"serve --dev site",
		]);
	},
	"serving tells what only a run shows": async () => {
		const lib = uriOf("shop/lib.code");
		const found = () => vscode.languages.getDiagnostics(lib).map((d) => `${d.range.start.line + 1}: ${d.message}`);
		const write = (text) => vscode.workspace.fs.writeFile(lib, Buffer.from(text));
		const finds = (...wanted) => until(() => assert.deepEqual(found(), wanted));
		let most = 0;
		const listener = vscode.languages.onDidChangeDiagnostics(() => (most = Math.max(most, found().filter((text) => text.includes("nobody")).length)));
		const task = (await vscode.tasks.fetchTasks({ type: "coder" })).find((t) => t.name === "shop");
		const serving = await vscode.tasks.executeTask(task);
		await finds("3: index 3 is out of range for a list of 1");
		await write("let prices = [1]\n\nexport let best = prices[0]\n");
		await finds();
		await write("let prices = [1]\n\nexport let best = prices[nobody]\n");
		await finds("3: unknown name `nobody`");
		await write("let prices = [1]\nexport let best = prices[2]\n");
		await finds("2: index 2 is out of range for a list of 1");
		serving.terminate();
		listener.dispose();
		assert.equal(most, 1, "what the server has found is there once");
	},
	"a renamed file is followed by imports and links": async () => {
		const edit = new vscode.WorkspaceEdit();
		edit.renameFile(uriOf("site/pages/about.code"), uriOf("site/pages/team.code"));
		edit.renameFile(uriOf(tools), uriOf("site/lib/geometry.code"));
		assert.ok(await vscode.workspace.applyEdit(edit));
		const document = await open(index);
		await until(() => {
			const text = document.getText();
			assert.ok(text.includes('from "../lib/geometry"') && text.includes('redirect("/team")') && text.includes('<a href="/team">'), text);
		});
		await vscode.workspace.saveAll();
		await until(() => assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter((d) => d.severity === vscode.DiagnosticSeverity.Error), []));
	},
};

exports.run = async () => {
	await vscode.window.showTextDocument(await open(index));
	const failed = [];
	for (const [title, step] of Object.entries(steps)) {
		const began = Date.now();
		try {
			await step();
			console.log(`ok   host: ${title} (${Date.now() - began} ms)`);
		} catch (error) {
			failed.push(title);
			console.log(`FAIL host: ${title}: ${error.stack}`);
		}
	}
	if (failed.length > 0) throw new Error(`failed: ${failed.join(", ")}`);
};
