// What a user of the extension does, step by step, in a real VS Code. Any step that does not come to what it should ends the run
// with status 1, what was seen, and a picture.
//
//     node session.mjs '{ "root": …, "coder": …, "browser": …, "vsix": …, "dir": … }'
//
// root is the folder of VS Code, dir an empty one. With CODER_SHOTS=folder the pictures that people look at are taken, too.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { until, Workbench } from "./workbench.mjs";

const given = JSON.parse(process.argv[2]);
const shots = process.env.CODER_SHOTS;
const files = {
	"site/site.code": 'export let site: Site = { name: "Shop", url: "https://shop.example", mode: "dynamic" }\n',
	"site/components/card.code": `/// A box with a title.
export fn Card(title: string, children: html? = none) {
	return <section class="card">
		<h2>{title}</h2>
		{children}
	</section>
}
`,
	"site/pages/index.code": `import { Card } from "../components/card"

/// The front page.
page {
	let names = ["Ada", "세종"]

	return <>
		<head><title>Hello</title></head>
		<Card title="People">
			@for name in names {
				<p>{name.upper()}</p>
			}
		</Card>
		<p>{nmaes.length}</p>
	</>
}
`,
	"site/pages/blog/[slug].code": `page(slug: string) => <h1>{slug}</h1>

paths => [{ slug: "first" }]
`,
	"sums.code": `fn add(a: number, b: number) => a + b

test "sums" {
	assert add(1, 2) == 3
}
`,
};

/** Runs steps in a window, each with its name. */
async function session(name, options, steps) {
	const folder = path.join(given.dir, name, "work");
	for (const [file, text] of Object.entries(files)) {
		await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
		await writeFile(path.join(folder, file), text);
	}
	const wb = await Workbench.open({ ...given, dir: path.join(given.dir, name), folder, ...options });
	let doing = "start";
	try {
		for (const [title, step] of Object.entries(steps)) {
			const began = Date.now();
			doing = title;
			await step(wb);
			console.log(`ok   ${name}: ${title} (${Date.now() - began} ms)`);
		}
		assert.deepEqual(wb.strays, [], "nothing asks the network");
	} catch (error) {
		const picture = path.join(shots ?? given.dir, `failed-${name}.png`);
		await wb.page.screenshot({ path: picture });
		console.log(`FAIL ${name}: ${doing}: ${error.stack}\npicture: ${picture}`);
		process.exitCode = 1;
	} finally {
		await wb.close();
	}
}

async function shot(wb, name) {
	if (shots) await wb.page.screenshot({ path: path.join(shots, `${name}.png`) });
}

const index = "site/pages/index.code";

const english = {
	"the language is known": (wb) => wb.page.locator("#status\\.editor\\.mode", { hasText: "Codescript" }).waitFor(),
	"a mistake is underlined": (wb) => wb.squiggles().first().waitFor(),
	"the status bar has mode and errors": (wb) => wb.statusShows("dynamic").then(() => wb.statusShows("1")),
	"the Problems panel lists it": async (wb) => {
		await wb.command("Focus on Problems View");
		await wb.problems((rows) => rows.some((row) => row.includes("unknown name `nmaes`")));
		await shot(wb, "problems");
		await wb.command("Hide Panel");
	},
	"words have their scopes": async (wb) => {
		for (const [word, scope] of [
			["return", "keyword.control.flow.codescript"],
			["세종", "string.quoted.double.codescript"],
			["People", "string.quoted.double.attribute.codescript"],
		]) {
			await wb.caret(word);
			const token = await wb.token();
			assert.ok(token.includes(scope), `${word}: ${token}`);
		}
	},
	"hovering explains a component, a page and a mistake": async (wb) => {
		await wb.hover("page", "Drawn once", 1);
		await wb.hover("nmaes", "unknown-name");
		await wb.hover("Card", "A box with a title.", 1);
		await shot(wb, "hover");
	},
	"the outline has the page": async (wb) => {
		await wb.press("Control+Shift+O");
		await wb.page.locator(".quick-input-list .label-name", { hasText: "page" }).first().waitFor();
		await shot(wb, "outline");
		await wb.press("Escape");
	},
	"a quick fix mends the mistake": async (wb) => {
		await wb.caret("nmaes", { behind: true });
		await wb.press("Control+.");
		await wb.page.locator(".action-widget .action-item, .action-widget .monaco-list-row", { hasText: "names" }).first().waitFor();
		await shot(wb, "quick-fix");
		await wb.press("Enter");
		await wb.shows("<p>{names.length}</p>");
		await wb.squiggles().first().waitFor({ state: "detached" });
		await wb.statusShows("dynamic");
		await until("the status bar counts no errors", async () => !(await wb.status.innerText()).includes("1"));
	},
	"completion knows the methods of a list": async (wb) => {
		await wb.caret("names.length", { behind: true });
		await wb.type(" + names.");
		await wb.suggestion("filter", { ask: false });
		await wb.type("len");
		await wb.suggestion("length", { ask: false });
		await shot(wb, "completion");
		await wb.press("Enter");
		await wb.shows("{names.length + names.length}");
	},
	"an end tag is typed for the writer": async (wb) => {
		await wb.caret("{names.length + names.length}</p>", { behind: true });
		await wb.press("Enter");
		await wb.type("<em>");
		await wb.shows("<em></em>");
		await wb.type("so");
		await wb.shows("<em>so</em>");
	},
	"quotes are typed for the writer": async (wb) => {
		await wb.caret("<em", { behind: true });
		await wb.type(" class=");
		await wb.shows('<em class="">');
		await wb.type("x");
		await wb.shows('<em class="x">so</em>');
	},
	"an end tag follows its start tag": async (wb) => {
		await wb.caret("<em", { behind: true });
		await wb.press("Backspace");
		await wb.press("Backspace");
		await wb.type("strong");
		await wb.shows('<strong class="x">so</strong>');
	},
	"saving formats": async (wb) => {
		await wb.caret("let names = ");
		await wb.type("  ");
		await wb.save(index, (text) => text.includes('\tlet names = ["Ada", "세종"]\n') && text.includes('\t\t<strong class="x">so</strong>\n'));
	},
	"renaming a component renames its tags in other files": async (wb) => {
		await wb.caret("Card", { nth: 2 });
		await wb.press("F2");
		const box = wb.page.locator(".rename-box .rename-input");
		await box.waitFor();
		await shot(wb, "rename");
		await box.fill("Panel");
		await wb.press("Enter");
		await wb.shows((text) => text.includes("import { Panel }") && text.includes('<Panel title="People">') && text.includes("</Panel>"));
		await wb.command("Save All");
		await until("the other file is saved", async () => (await wb.read("site/components/card.code")).includes("export fn Panel("));
	},
	"the definition is in the other file": async (wb) => {
		await wb.caret("Panel", { nth: 1 });
		await wb.press("F12");
		await wb.page.locator(".tab.active", { hasText: "card.code" }).waitFor();
		await wb.shows("export fn Panel(");
		await wb.page.locator(".tab", { hasText: "index.code" }).click();
		await wb.page.locator(".tab.active", { hasText: "index.code" }).waitFor();
	},
	"the syntax tree follows the text": async (wb) => {
		await wb.command("Show Syntax Tree");
		const tree = wb.page.locator(".editor-group-container", { has: wb.page.locator(".tab", { hasText: ".tree" }) });
		await until("the tree is shown", async () => (await tree.locator(".view-lines").first().innerText()).replace(/\u00a0/g, " ").includes("PageDecl"));
		await wb.caret("let names", { behind: false });
		await wb.type("let more = 1; ");
		await shot(wb, "syntax-tree");
		await until("it follows", async () => {
			const text = (await tree.locator(".view-lines").first().innerText()).replace(/\u00a0/g, " ");
			return text.includes('"more"');
		});
	},
};

await session("english", { file: index }, english);
