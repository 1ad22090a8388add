// What a user of the extension does, step by step, in a real VS Code. Any step that does not come to what it should ends the run
// with status 1, what was seen, and a picture.
//
//     node session.mjs '{ "root": …, "coder": …, "browser": …, "vsix": …, "dir": … }'
//
// root is the folder of VS Code, dir an empty one. With CODER_SHOTS=folder the pictures that people look at are taken, too.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import site from "./site.mjs";
import { runInHost, until, Workbench } from "./workbench.mjs";

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
	"loose/broken.code": "print(nobody)\n",
	"sums.code": `fn add(a: number, b: number) => a + b

test "sums" {
	assert add(1, 2) == 3
}
`,
};

/** Writes the files of a session, and gives their folder. */
async function write(name, files) {
	const folder = path.join(given.dir, name, "work");
	for (const [file, text] of Object.entries(files)) {
		await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
		await writeFile(path.join(folder, file), text);
	}
	return folder;
}

/** Runs the steps of host.cjs, in a window that nobody looks at. */
async function hosted() {
	const folder = await write("host", site);
	const { ok, lines } = await runInHost({ ...given, dir: path.join(given.dir, "host"), folder, tests: path.join(import.meta.dirname, "host.cjs") });
	const said = lines.filter((line) => /^(ok|FAIL) /.test(line));
	console.log((ok ? said : lines).join("\n"));
	if (!ok || said.length === 0) process.exitCode = 1;
}

/** Runs steps in a window, each with its name. */
async function session(name, options, steps) {
	const folder = await write(name, { ...files, ...options.extra });
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
		console.log(`FAIL ${name}: ${doing}: ${error.stack}\npicture: ${picture}\nnotifications:\n${await wb.notifications()}\noutput:\n${await wb.output()}`);
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
		await wb.summon("Control+Shift+O", wb.page.locator(".quick-input-list .label-name", { hasText: "page" }).first());
		await shot(wb, "outline");
		await wb.press("Escape");
	},
	"a quick fix mends the mistake": async (wb) => {
		await wb.caret("nmaes", { behind: true });
		await wb.summon("Control+.", wb.page.locator(".action-widget .monaco-list-row", { hasText: "names" }).first());
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
	"what the writer types, too, stands there once": async (wb) => {
		await wb.caret("so</em>", { behind: true });
		await wb.press("Enter");
		const element = `<b class="" onclick={go} id="y z" title='w'>x</b>`;
		for (const pause of [0, 40, 100]) {
			await wb.page.keyboard.type(element, { delay: pause });
			await wb.shows(`</em>\n\t\t${element}\n`);
			await wb.press("Home");
			await wb.press("Shift+End");
			await wb.press("Backspace");
			await wb.shows("</em>\n\t\t\n");
		}
		await wb.press("Control+Shift+k");
		await wb.shows("</em>\n\t</>");
	},
	"a line of prose ends where its writer ends it": async (wb) => {
		await wb.caret("so</em>", { behind: true });
		await wb.press("Enter");
		for (const word of ["page", "for", "model", "test"]) {
			await wb.type(word);
			await wb.page.waitForTimeout(300); // for a list that would take the line end
			await wb.press("Enter");
			await wb.shows(`\n\t\t${word}\n`);
			await wb.press("ArrowUp");
			await wb.press("Control+Shift+k");
		}
		await wb.press("Control+Shift+k");
		await wb.shows("</em>\n\t</>");
	},
	"Enter between tags opens them": async (wb) => {
		await wb.caret("so</em>", { behind: true });
		await wb.press("Enter");
		await wb.type("<div>");
		await wb.shows("<div></div>");
		await wb.press("Enter");
		await wb.type("it's");
		await wb.shows("\n\t\t<div>\n\t\t\tit's\n\t\t</div>\n");
		await wb.press("ArrowUp");
		for (let i = 0; i < 3; i++) await wb.press("Control+Shift+k");
		await wb.shows("</em>\n\t</>");
	},
	"a brace in text gets its partner, which is typed over": async (wb) => {
		await wb.caret("so</em>", { behind: true });
		await wb.press("Enter");
		await wb.type("it's ");
		// The editor itself closes nothing on lines that it has not coloured yet.
		await until("the partner comes", async () => {
			await wb.type("{");
			const text = (await wb.lines()).join("\n");
			if (text.includes("\t\tit's {}\n")) return true;
			await wb.press("Backspace");
			throw new Error(text);
		});
		await wb.type("names.length}");
		await wb.shows("\t\tit's {names.length}\n");
		await wb.press("Control+Shift+k");
		await wb.shows("</em>\n\t</>");
	},
	"an end tag follows its start tag, however long the writer thinks about the name": async (wb) => {
		for (const [last, next, thought] of [["em", "b", 0], ["b", "strong", 1000]]) {
			await wb.caret(`<${last}`, { behind: true });
			await wb.linked();
			for (const _ of last) await wb.press("Backspace");
			await wb.shows('< class="x">so</>');
			await wb.page.waitForTimeout(thought);
			await wb.type(next);
			await wb.shows(`<${next} class="x">so</${next}>`);
		}
	},
	"saving formats": async (wb) => {
		await wb.caret("let names = ");
		await wb.type("  ");
		await wb.save(index, (text) => text.includes('\tlet names = ["Ada", "세종"]\n') && text.includes('\t\t<strong class="x">so</strong>\n'));
	},
	"renaming a component renames its tags in other files": async (wb) => {
		await wb.caret("Card", { nth: 2 });
		const box = wb.page.locator(".rename-box .rename-input");
		await wb.summon("F2", box);
		await shot(wb, "rename");
		await box.fill("Panel");
		await wb.press("Enter");
		await wb.shows((text) => text.includes("import { Panel }") && text.includes('<Panel title="People">') && text.includes("</Panel>"));
		await wb.command("Save All");
		await until("the other file is saved", async () => (await wb.read("site/components/card.code")).includes("export fn Panel("));
	},
	"the definition is in the other file": async (wb) => {
		await wb.caret("Panel", { nth: 1 });
		await wb.summon("F12", wb.tab("card.code"));
		await wb.shows("export fn Panel(");
		await wb.open(index);
	},
	"the syntax tree follows the text": async (wb) => {
		await wb.command("Show Syntax Tree");
		const tree = wb.page.locator(".editor-group-container", { has: wb.page.locator(".tab", { hasText: ".tree" }) }).locator(".view-lines").first();
		const shows = (text) => until(`the tree shows ${text}`, async () => (await tree.innerText()).includes(text));
		await shows("PageDecl");
		await wb.caret("names = ");
		await wb.type("more");
		await shows('"morenames"');
		await shot(wb, "syntax-tree");
		for (let i = 0; i < "more".length; i++) await wb.press("Backspace");
		await shows('"names"');
		await wb.save(index, (text) => text.includes("let names = "));
	},
	"a task checks what is not open": async (wb) => {
		await wb.command("Run Build Task");
		await wb.page.locator(".quick-input-list .monaco-list-row", { hasText: "check" }).first().click();
		await wb.terminalShows(/error\[unknown-name\]: unknown name `nobody`/);
		await wb.command("Focus on Problems View");
		await wb.problems((rows) => rows.some((row) => row.includes("unknown name `nobody`")));
		await shot(wb, "task");
	},
	"the tests of a file are run": async (wb) => {
		await wb.open("sums.code");
		await wb.command("Run the Tests of This File");
		await wb.terminalShows(/1 passed, 0 failed/);
		await shot(wb, "tests");
	},
	"a lens runs one test": async (wb) => {
		await wb.command("Kill All Terminals");
		await wb.page.locator(".codelens-decoration a", { hasText: "Run" }).first().click();
		await wb.terminalShows(/coder test --run \^sums\$ sums\.code[^]*1 passed, 0 failed/);
	},
	"the task and the server report a finding once": async (wb) => {
		await wb.open("loose/broken.code");
		await wb.squiggles().first().waitFor();
		await wb.command("Focus on Problems View");
		await wb.problems((rows) => rows.filter((row) => row.includes("unknown name `nobody`")).length === 1);
	},
	"a site is served, and a page opened": async (wb) => {
		await wb.open(index);
		const opened = wb.context.waitForEvent("page");
		await wb.command("Open This Page in the Browser");
		const [, address] = await wb.terminalShows(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
		const page = await opened;
		await page.getByText("People").first().waitFor();
		await page.close();
		await shot(wb, "serving");
		await wb.command("Stop Serving");
		await until("nobody serves any more", () => fetch(address).then(() => false, () => true));
	},
	"the server is started again": async (wb) => {
		await wb.caret("names.length", { behind: true });
		await wb.type("x");
		await wb.squiggles().first().waitFor();
		const starts = async () => (await wb.output()).split(/\/coder \d/).length;
		const before = await starts();
		await wb.command("Restart Language Server");
		await until("the server starts", async () => (await starts()) === before + 1);
		await wb.squiggles().first().waitFor();
		await wb.statusShows("2");
	},
	"what is typed while there is no server is known to the next": async (wb) => {
		await wb.caret("names.lengthx", { behind: true });
		await wb.command("Focus on Problems View");
		const problems = (...wanted) => wb.problems((rows) => {
			const own = rows.filter((row) => row.includes("coder"));
			return own.length === wanted.length && wanted.every((name) => own.filter((row) => row.includes(name)).length === 1);
		});
		await problems("nobody", "lengthx");
		await wb.press("Control+1"); // back to where the caret is
		const last = await wb.killLanguageServer();
		await wb.press("Backspace");
		await problems("nobody");
		await wb.killLanguageServer(last);
		await wb.type("y");
		await problems("nobody", "lengthy");
		await wb.command("Hide Panel");
	},
	"a server that ends by itself is started again, but not for ever": async (wb) => {
		let last;
		for (let end = 3; end <= 5; end++) last = await wb.killLanguageServer(last);
		const told = wb.notification("ended 5 times within three minutes");
		await told.waitFor();
		await shot(wb, "ended");
		const notifications = await wb.page.locator(".notification-list-item").allInnerTexts();
		assert.equal(notifications.length, 1, notifications.join("\n"));
		await told.getByText("Restart", { exact: true }).click();
		await wb.squiggles().first().waitFor();
		await wb.statusShows("2");
	},
};

const korean = {
	"a wrong setting is explained": async (wb) => {
		await wb.notification("“coder” 프로그램이 아닙니다").waitFor();
		await wb.statusShows("Codescript");
		await shot(wb, "missing");
	},
	"the right setting starts the server": async (wb) => {
		await wb.notification("“coder” 프로그램이 아닙니다").getByText("설정 열기").click();
		const box = wb.page.locator(".settings-editor .setting-item-contents", { hasText: "Codescript" }).locator("input").first();
		await box.waitFor();
		await shot(wb, "setting");
		await box.fill("");
		await until("the server starts", async () => /coder \d/.test(await wb.output()));
		await wb.press("Escape");
		await wb.statusShows("dynamic");
	},
	"findings are Korean": async (wb) => {
		await wb.squiggles().first().waitFor();
		await wb.hover("nmaes", "이름");
		await shot(wb, "korean-hover");
		await wb.page.mouse.move(5, 5);
	},
	"commands are Korean": async (wb) => {
		await wb.command("명령 보기");
		await wb.page.locator(".quick-input-list .label-name", { hasText: "서비스 시작" }).waitFor();
		await shot(wb, "korean-menu");
		await wb.press("Escape");
		await wb.command("언어 서버 다시 시작");
		await wb.statusShows("dynamic");
	},
};

/** What the editor shows of features that host.cjs asks for through its API: the same site, Korean. */
const walk = {
	"the parameters of a call": async (wb) => {
		await wb.statusShows("dynamic");
		await wb.caret("area(1, ", { behind: true });
		await wb.command("Trigger Parameter Hints");
		await wb.appears(".parameter-hints-widget.visible .parameter.active", "height: number");
		await wb.appears(".parameter-hints-widget.visible", "The area of a rectangle.");
		await shot(wb, "parameters");
		await wb.press("Escape");
	},
	"the places of a name are marked": async (wb) => {
		const written = wb.page.locator(".wordHighlightStrong"), read = wb.page.locator(".wordHighlight");
		// The editor asks once where the caret comes to stand, and not again if its answer is from before the server knew.
		await until("one is written, one is read", async () => {
			await wb.press("Home");
			await wb.caret("sum = ");
			await written.first().waitFor({ timeout: 3000 });
			return (await written.count()) === 1 && (await read.count()) === 1;
		});
	},
	"a type is looked at from afar": async (wb) => {
		await wb.caret("one = ");
		await wb.command("Peek Type Definition");
		await wb.appears(".peekview-widget .peekview-title", "tools.code");
		await wb.appears(".peekview-widget .preview .view-lines", "type Shape");
		await shot(wb, "type");
		await wb.press("Escape");
	},
	"who calls, and who is called": async (wb) => {
		await wb.caret("shape()");
		await wb.command("Peek Call Hierarchy");
		await wb.appears(".call-hierarchy .monaco-list-row", "page");
		await shot(wb, "calls");
		await wb.press("Escape");
	},
	"types and arguments that are not written": async (wb) => {
		await wb.page.keyboard.down("Control");
		await wb.page.keyboard.down("Alt");
		await wb.shows((text) => text.includes("let one: Shape = shape()") && text.includes("area(width:1, height:one.side)"));
		await shot(wb, "hints");
		await wb.page.keyboard.up("Alt");
		await wb.page.keyboard.up("Control");
		await wb.shows("area(1, one.side)");
	},
	"a colour has a picker": async (wb) => {
		await wb.page.locator(".colorpicker-color-decoration").first().hover();
		await wb.appears(".colorpicker-widget .picked-color", "#0088ff");
		await shot(wb, "picker");
		await wb.page.mouse.move(5, 5);
	},
	"a page folds": async (wb) => {
		await wb.caret("page {");
		await wb.command("Fold");
		await wb.shows((text) => text.includes("page {") && !text.includes("let one"));
		await wb.command("Unfold");
		await wb.shows("let one");
	},
	"addresses are symbols of the workspace": async (wb) => {
		await wb.summon("Control+t", wb.page.locator(".quick-input-widget input[type=text]").first());
		await wb.page.keyboard.type("about");
		await wb.appears(".quick-input-list .monaco-list-row", "/about");
		await shot(wb, "symbols");
		await wb.press("Escape");
	},
	"a new name is looked at before it is given": async (wb) => {
		await wb.caret("area(1");
		const box = wb.page.locator(".rename-box .rename-input");
		await wb.summon("F2", box);
		await box.fill("surface");
		await wb.press("Control+Enter");
		await wb.appears(".bulk-edit-panel .monaco-list-row", "tools.code");
		await wb.appears(".bulk-edit-panel .monaco-list-row", "surface");
		await shot(wb, "rename-preview");
		await wb.page.locator(".bulk-edit-panel .monaco-button", { hasText: "Discard" }).click();
		await wb.page.locator(".bulk-edit-panel").waitFor({ state: "hidden" });
		await wb.shows("area(1, one.side)");
	},
	"an element is wrapped": async (wb) => {
		await wb.caret("h1 class");
		await wb.command("Refactor...");
		await wb.appears(".action-widget .monaco-list-row", "`@if`");
		await shot(wb, "refactor");
		await wb.page.locator(".action-widget .monaco-list-row", { hasText: "`@if`" }).first().click();
		await wb.shows('@if true {\n\t\t\t<h1 class="box">{sum}</h1>\n');
		await wb.press("Control+z");
		await wb.shows('\t\t<h1 class="box">{sum}</h1>\n');
	},
	"a task leaves what the server has found": async (wb) => {
		// Of the check there is one finding more, of a file outside the site.
		for (const [command, task, end, names, errors] of [
			["Run Test Task", "test", /press any key/, 1, "5"],
			["Run Build Task", "check", /coder 'check'/, 2, "6"],
		]) {
			await wb.command(command);
			await wb.page.locator(".quick-input-list .monaco-list-row", { hasText: task }).first().click();
			await wb.terminalShows(end);
			await wb.command("Focus on Problems View");
			await wb.problems((rows) => rows.filter((row) => row.includes("nobody")).length === names);
			await wb.statusShows(errors);
		}
		await shot(wb, "tasks");
		await wb.command("Hide Panel");
	},
	"the walkthrough has its steps, the first with a program that is found": async (wb) => {
		await wb.command("Open Walkthrough...");
		await wb.page.locator(".quick-input-list .monaco-list-row", { hasText: "코드스크립트" }).first().click();
		const steps = wb.page.locator(".getting-started-step");
		await until("there are four", async () => (await steps.count()) === 4);
		await steps.first().getByText("다시 찾기").click();
		await steps.first().locator(".complete").waitFor();
		await shot(wb, "walkthrough");
	},
};

const dark = { "workbench.colorTheme": "Dark Modern" };

/** Everything that has a colour, for the pictures that people look at. */
const gallery = `import { Card } from "../components/card"
import { sqrt } from "std/math"

// A comment, and a type.
type Shape = { kind: "circle", radius: number } | { kind: "square", side?: number, tags: [string] }
type Pair<T> = { a: T, b: T }

/// The area of a **shape**.
fn area(s: Shape, scale: number = 1.5e3) -> number {
	var sum = 0
	for i in 0..10 {
		sum += sqrt(i) * scale % 7
	}
	if s.kind == "circle" && !(sum is string) {
		return 3.14 * s.radius * s.radius
	} else {
		return scale > 0xff ? sum : -1
	}
}

page {
	let names = ["Ada", "세종 \\u{1F600}\\n", 'x {area({ kind: "circle", radius: 2 })} y', \`raw {text}\`]
	let found = db.all(sql"select * from posts where id = {names[0]}")

	return <>
		<!-- sent as it stands -->
		<style scoped>
			.card { color: #08f; margin: 0 auto }
		</style>
		<Card title="People &amp; places">
			{/* not sent */}
			@for name, i in names {
				<li class={["item", i > 0 ? "more" : none]} data-index="n{i}" hidden>{name.upper()}</li>
			} @empty {
				<p>Nobody, "as yet" (or ever).</p>
			}
			@match found.length {
				0, 1 { <br> }
				else { <a href="/blog/first">it&rsquo;s {found.length}</a> }
			}
		</Card>
		<script>const f = (a) => a < 1 ? "x" : null;</script>
	</>
}
`;

await session("english", { file: index }, english);
await session("walk", { file: index, language: "ko", settings: { "editor.inlayHints.enabled": "offUnlessPressed" }, extra: site }, walk);
await session("korean", { file: index, language: "ko", settings: dark, machine: { "codescript.path": "/nowhere/coder" } }, korean);
await hosted();

if (shots) {
	const looks = (theme, language) => ({
		file: index,
		language,
		settings: { "workbench.colorTheme": theme, "editor.inlayHints.enabled": "on" },
		extra: { [index]: gallery, "site/README.md": `# Notes\n\n\`\`\`codescript\n${files["site/components/card.code"]}\`\`\`\n\nlet it be\n` },
	});
	const pictures = (name) => ({
		colours: async (wb) => {
			await wb.statusShows("dynamic");
			await wb.page.locator(".codelens-decoration a").first().waitFor();
			await shot(wb, `${name}-colours`);
		},
		calls: async (wb) => {
			await wb.caret("area(s:");
			await wb.command("Peek Call Hierarchy");
			await wb.page.locator(".call-hierarchy .monaco-list-row").first().waitFor();
			await shot(wb, `${name}-calls`);
			await wb.press("Escape");
			await wb.caret("area(s:");
			await wb.command("Find All References");
			await wb.page.locator(".sidebar .monaco-list-row", { hasText: "fn area" }).first().waitFor();
			await shot(wb, `${name}-references`);
			await wb.command("Toggle Primary Side Bar Visibility");
		},
		symbols: async (wb) => {
			await wb.press("Control+t");
			await wb.page.keyboard.type("blog");
			await wb.page.locator(".quick-input-list .monaco-list-row", { hasText: "/blog/[slug]" }).first().waitFor();
			await shot(wb, `${name}-symbols`);
			await wb.press("Escape");
		},
		picker: async (wb) => {
			await wb.page.locator(".colorpicker-color-decoration").first().hover();
			await wb.page.locator(".colorpicker-widget").first().waitFor();
			await shot(wb, `${name}-picker`);
			await wb.page.mouse.move(5, 5);
		},
		completion: async (wb) => {
			await wb.press("Control+End");
			await wb.type("\nfn g(s: string) => s.");
			await wb.suggestion("chars", { ask: false });
			await wb.press("Control+Space"); // shows the documentation
			await wb.page.locator(".suggest-details").first().waitFor();
			await shot(wb, `${name}-completion`);
			await wb.press("Escape");
		},
		markdown: async (wb) => {
			await wb.open("README.md");
			await wb.shows("let it be");
			await wb.caret("export");
			const token = await wb.token();
			assert.ok(token.includes("meta.embedded.block.codescript"), token);
			await shot(wb, `${name}-markdown`);
		},
		walkthrough: async (wb) => {
			await wb.command("Open Walkthrough...");
			await wb.page.locator(".quick-input-list .monaco-list-row", { hasText: /Codescript|코드스크립트/ }).first().click();
			await wb.page.locator(".getting-started-step.expanded").first().waitFor();
			await shot(wb, `${name}-walkthrough`);
		},
	});
	for (const [name, theme, language] of [
		["light", "Light Modern", "en"],
		["dark", "Dark Modern", "ko"],
	]) {
		await session(name, looks(theme, language), pictures(name));
	}
}
