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

const english = {
	"the language is known": (wb) => wb.page.locator("#status\\.editor\\.mode", { hasText: "Codescript" }).waitFor(),
	"a mistake is underlined": (wb) => wb.squiggles().first().waitFor(),
	"the status bar has mode and errors": (wb) => wb.statusShows("dynamic").then(() => wb.statusShows("1")),
	"the Problems panel lists it": async (wb) => {
		await wb.command("Focus on Problems View");
		await wb.problems((rows) => rows.some((row) => row.includes("nmaes")));
		await shot(wb, "problems");
	},
	"words have their scopes": async (wb) => {
		await wb.focus();
		for (const [word, scope] of [
			["return", "keyword.control.flow.codescript"],
			["세종", "string.quoted.double.codescript"],
		]) {
			await wb.caret(word);
			await wb.press("ArrowRight");
			const token = await wb.token();
			assert.ok(token.includes(scope), `${word}: ${token}`);
		}
	},
	"hovering explains": async (wb) => {
		await wb.hover("Card", "A box with a title.", 1);
		await shot(wb, "hover");
	},
};

await session("english", { file: "site/pages/index.code" }, english);
