// A real VS Code to drive: code-server's workbench in headless Chromium, with the packed extension installed as a user would.
//
// Nothing here sleeps for a fixed time to let something happen: each step waits for what it is to see, and fails with what it saw
// instead.

import { execFile, spawn } from "node:child_process";
import { glob, mkdir, open, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import * as path from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

/** How long anything may take to be seen, in milliseconds. */
const patience = 60_000;
const pause = 40;

/** What the editor itself would do on its own and tests do not want: offers, updates, telemetry, saving. */
const quiet = {
	"chat.disableAIFeatures": true,
	"editor.hover.delay": 100,
	"editor.inlayHints.enabled": "off",
	"editor.stickyScroll.enabled": false,
	"extensions.autoCheckUpdates": false,
	"extensions.autoUpdate": false,
	"extensions.ignoreRecommendations": true,
	"files.autoSave": "off",
	"git.enabled": false,
	"remote.autoForwardPorts": false, // those of whatever else runs on the machine would be told of
	"security.workspace.trust.enabled": false,
	"telemetry.telemetryLevel": "off",
	"terminal.integrated.gpuAcceleration": "off", // so that what it shows is in the document
	"update.mode": "none",
	"window.confirmBeforeClose": "never",
	"workbench.enableExperiments": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
};

/** Asks again and again until the answer is not false, undefined, null or an error. */
export async function until(what, ask) {
	let last;
	for (const end = performance.now() + patience; performance.now() < end; await new Promise((wake) => setTimeout(wake, pause))) {
		try {
			last = await ask();
			if (last) return last;
		} catch (error) {
			last = error;
		}
	}
	throw new Error(`never: ${what} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
}

/** A server with its own profile below a folder, which the caller removes. */
class Server {
	static async start({ root, coder, dir, vsix, settings, machine }) {
		const user = path.join(dir, "user"), extensions = path.join(dir, "extensions"), home = path.join(dir, "home"), installed = path.join(home, "go", "bin");
		for (const folder of [path.join(user, "User"), path.join(user, "Machine"), extensions, installed]) await mkdir(folder, { recursive: true });
		// As `go install` leaves it: the PATH of an extension is what a login shell makes of it.
		await symlink(coder, path.join(installed, "coder"));
		const server = new Server();
		server.user = user;
		// What is a setting of the machine (codescript.path) counts only in its own file: for VS Code the window is on another one.
		for (const [folder, values] of [["User", { ...quiet, ...settings }], ["Machine", machine]]) {
			await writeFile(path.join(user, folder, "settings.json"), JSON.stringify(values, undefined, "\t"));
		}
		// Without a gallery nothing is looked up there; without its own variables the server does not take itself for a child of another.
		server.env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE|XDG|ELECTRON)_|PASSWORD/.test(name))), HOME: home, EXTENSIONS_GALLERY: "{}" };
		const node = path.join(root, "bin", "node");
		const entry = [path.join(root, "node_modules", "code-server", "out", "node", "entry.js"), "--user-data-dir", user, "--extensions-dir", extensions];
		await promisify(execFile)(node, [...entry, "--install-extension", vsix], { env: server.env });
		const port = await freePort();
		server.authority = `127.0.0.1:${port}`;
		server.logFile = path.join(dir, "server.log");
		const log = await open(server.logFile, "a");
		server.process = spawn(
			node,
			[...entry, "--bind-addr", server.authority, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"],
			{ env: server.env, stdio: ["ignore", log.fd, log.fd], detached: true }, // a group of its own, which ends with its extension host
		);
		server.ended = new Promise((done) => server.process.once("exit", done));
		await until("the server answers", async () => (await fetch(`http://${server.authority}/healthz`)).ok);
		await log.close();
		return server;
	}

	async stop() {
		try {
			process.kill(-this.process.pid, "SIGKILL");
		} catch {
			// It has ended already.
		}
		await this.ended;
	}
}

function freePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer().once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}

/** A browser with its own profile below a folder. */
function launch(browser, dir, language) {
	return chromium.launchPersistentContext(path.join(dir, "browser"), {
		executablePath: browser,
		headless: true,
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
		viewport: { width: 1280, height: 800 },
		permissions: ["clipboard-read", "clipboard-write"],
		locale: language,
	});
}

/** Runs a CommonJS module's `run` in the extension host of a window, and gives what it logs and whether it ended well. */
export async function runInHost({ root, coder, browser, dir, vsix, folder, tests, settings = {}, machine = {} }) {
	const server = await Server.start({ root, coder, dir, vsix, settings, machine });
	const context = await launch(browser, dir, "en");
	try {
		const page = context.pages()[0] ?? (await context.newPage());
		// The workbench takes tests only with a switch on that code-server's command line cannot turn.
		await page.addInitScript(() => {
			const get = Element.prototype.getAttribute;
			Element.prototype.getAttribute = function (name) {
				const value = get.call(this, name);
				if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration") return value;
				const options = JSON.parse(value);
				return JSON.stringify({ ...options, developmentOptions: { ...options.developmentOptions, enableSmokeTestDriver: true } });
			};
		});
		const lines = [];
		await page.exposeFunction("codeAutomationLog", (_type, args) => lines.push(args.map(String).join(" "))); // the window's own, too
		let end;
		const ended = new Promise((resolve) => (end = resolve));
		await page.exposeFunction("codeAutomationExit", end);
		const at = (file) => `vscode-remote://${server.authority}${file}`;
		const payload = JSON.stringify([["extensionDevelopmentPath", at(path.dirname(tests))], ["extensionTestsPath", at(tests)]]);
		await page.goto(`http://${server.authority}/?${new URLSearchParams({ folder, payload })}`);
		return { ok: (await ended) === 0, lines };
	} finally {
		await context.close();
		await server.stop();
	}
}

/** A window of the workbench. */
export class Workbench {
	/** Requests that wanted to leave this machine. */
	strays = [];

	/** Opens a folder, and a file of it. language is what the editor is told to speak. */
	static async open({ root, coder, browser, dir, vsix, folder, file, settings = {}, machine = {}, language = "en" }) {
		const wb = new Workbench();
		wb.folder = folder;
		wb.server = await Server.start({ root, coder, dir, vsix, settings, machine });
		wb.context = await launch(browser, dir, language);
		wb.page = wb.context.pages()[0] ?? (await wb.context.newPage());
		wb.page.setDefaultTimeout(patience);
		wb.page.on("request", (request) => {
			const url = new URL(request.url());
			if (/^(https?|wss?):$/.test(url.protocol) && url.host !== wb.server.authority) wb.strays.push(request.url());
		});
		// There is no language pack to install, but this is how one would tell the workbench its language: what the extension shows
		// follows it, the workbench's own texts stay as they are.
		await wb.page.addInitScript((language) => {
			if (language !== "en") Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { get: () => language, set: () => {} });
		}, language);
		const payload = JSON.stringify([["openFile", `vscode-remote://${wb.server.authority}${path.join(folder, file)}`]]);
		await wb.page.goto(`http://${wb.server.authority}/?${new URLSearchParams({ folder, payload })}`);
		await wb.page.locator(".editor-instance .view-line").first().waitFor();
		return wb;
	}

	async close() {
		await this.context.close();
		await this.server.stop();
	}

	/** Ends the language server as a crash would, once there is another one than the last, and gives it. */
	async killLanguageServer(last) {
		const line = `${path.join(this.server.env.HOME, "go", "bin", "coder")} lsp`;
		const pid = await until("a language server runs", async () => {
			const { stdout } = await promisify(execFile)("ps", ["-axww", "-o", "pid=,args="]);
			const found = stdout.split("\n").filter((row) => row.endsWith(` ${line}`)).map((row) => Number.parseInt(row));
			return found.find((pid) => pid !== last);
		});
		process.kill(pid, "SIGKILL");
		return pid;
	}

	read(file) {
		return readFile(path.join(this.folder, file), "utf8");
	}

	/** What the extension has written to its output. */
	async output() {
		const [file] = await Array.fromAsync(glob("**/Codescript.log", { cwd: this.server.user }));
		return file ? readFile(path.join(this.server.user, file), "utf8") : "";
	}

	get editor() {
		return this.page.locator(".editor-group-container.active .editor-instance .monaco-editor").first();
	}

	get status() {
		return this.page.locator("[id^='codescript-lang.codescript']").first();
	}

	press(keys) {
		return this.page.keyboard.press(keys);
	}

	/** Presses keys until what they bring is to be seen: an editor that is busy may let them pass. */
	summon(keys, locator) {
		return until(`${keys} brings ${locator}`, async () => {
			await this.press(keys);
			return locator.waitFor({ timeout: 5000 }).then(() => true);
		});
	}

	/** Types as a person does; VS Code takes pasted text differently. */
	type(text) {
		return this.page.keyboard.type(text, { delay: 20 });
	}

	/** Runs a command by its title, as the palette shows it after the category. */
	async command(title) {
		const input = this.page.locator(".quick-input-widget input[type=text]").first();
		await until("the palette opens", async () => {
			await this.press("F1");
			return input.waitFor({ state: "visible", timeout: 2000 }).then(() => true);
		});
		await input.fill(`>${title}`);
		const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ has: this.page.locator(".label-name", { hasText: new RegExp(`^(.*: )?${escape(title)}$`) }) }).first();
		await row.click();
	}

	focus() {
		return this.editor.locator(".view-lines").click({ position: { x: 600, y: 5 } });
	}

	/** Opens a file of the folder. */
	async open(file) {
		await this.press("Control+p");
		const input = this.page.locator(".quick-input-widget input[type=text]").first();
		await input.fill(file);
		await this.page.locator(".quick-input-list .monaco-list-row", { hasText: path.basename(file) }).first().click();
		await this.isOpen(path.basename(file));
	}

	/** Waits until the file of a name is the one being edited. */
	isOpen(name) {
		return this.tab(name).waitFor();
	}

	/** The tab of the file being edited, if it has this name. */
	tab(name) {
		return this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`);
	}

	/** Puts the caret before or behind the nth place of a text in the active editor, all of which is on screen. */
	async caret(text, { behind = false, nth = 0 } = {}) {
		const offset = await until(`${text} is in the editor`, async () => {
			const numbers = await this.editor.locator(".margin-view-overlays .line-numbers").allTextContents();
			if (!numbers.includes("1")) {
				await this.press("Control+Home"); // what is above the screen would not be counted
				throw new Error("the first line is not on screen");
			}
			const all = (await this.lines()).join("\n");
			let at = -1;
			for (let i = 0; i <= nth; i++) {
				at = all.indexOf(text, at + 1);
				if (at < 0) throw new Error(all);
			}
			return 1 + at + (behind ? text.length : 0);
		});
		await this.press("Control+g");
		const input = this.page.locator(".quick-input-widget input[type=text]").first();
		await input.fill(`::${offset}`);
		await this.press("Enter");
		await input.waitFor({ state: "hidden" });
	}

	/** The lines on screen, with tabs as the editor draws them taken back. */
	async lines() {
		const rows = await this.editor.locator(".view-lines > .view-line").evaluateAll((lines) => lines.map((line) => [parseFloat(line.style.top), line.textContent]));
		return rows.sort((a, b) => a[0] - b[0]).map(([, text]) => plain(text).replace(/^(?: {4})+/, (indent) => "\t".repeat(indent.length / 4)));
	}

	/** Waits until the text on screen satisfies a condition, or contains a text. */
	shows(wanted) {
		const holds = typeof wanted === "string" ? (text) => text.includes(wanted) : wanted;
		return until(`the editor shows ${wanted}`, async () => {
			const text = (await this.lines()).join("\n");
			if (!holds(text)) throw new Error(text);
			return true;
		});
	}

	/** What the editor's own inspector says of the token at the caret: its scopes, innermost first, and its semantic type. */
	async token() {
		await this.command("Inspect Editor Tokens and Scopes");
		const widget = this.page.locator(".token-inspect-widget");
		const text = await until("the inspector shows", async () => (await widget.innerText()).includes("textmate") && widget.innerText());
		await this.press("Escape");
		await widget.waitFor({ state: "detached" });
		return plain(text);
	}

	/** Hovers over a word with the mouse until what is shown contains a text, and gives all of it. */
	async hover(word, wanted, nth = 0) {
		const shown = this.page.locator(".monaco-hover:not(.hidden) .monaco-hover-content");
		return until(`hovering ${word} shows ${wanted}`, async () => {
			const at = await this.placeOf(word, nth);
			await this.page.mouse.move(5, 5);
			await this.page.mouse.move(at.x - 1, at.y);
			await this.page.mouse.move(at.x, at.y, { steps: 3 });
			await shown.first().waitFor({ timeout: 3000 });
			const text = plain((await shown.allInnerTexts()).join("\n"));
			if (!text.includes(wanted)) throw new Error(text);
			return text;
		});
	}

	/** The middle of the nth place of a word on screen. */
	placeOf(word, nth) {
		return this.editor.evaluate(
			(editor, [word, nth]) => {
				const lines = [...editor.querySelectorAll(".view-lines > .view-line")].sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top));
				for (const line of lines) {
					const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
					while (walker.nextNode()) {
						const { data } = walker.currentNode;
						for (let i = data.indexOf(word); i >= 0; i = data.indexOf(word, i + 1)) {
							if (nth-- > 0) continue;
							const range = document.createRange();
							range.setStart(walker.currentNode, i);
							range.setEnd(walker.currentNode, i + word.length);
							const box = range.getBoundingClientRect();
							return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
						}
					}
				}
				throw new Error(`${word} is not on screen`);
			},
			[word, nth],
		);
	}

	/** Waits until the suggestions at the caret contain a label; asks for them first unless typing has. */
	suggestion(label, { ask = true } = {}) {
		const list = this.page.locator(".suggest-widget.visible .monaco-list-row .label-name");
		return until(`${label} is suggested`, async () => {
			if (ask && !(await list.first().isVisible())) await this.press("Control+Space");
			await list.first().waitFor({ timeout: 2000 });
			const labels = (await list.allInnerTexts()).map(plain);
			if (!labels.includes(label)) throw new Error(labels.join(" "));
			return labels;
		});
	}

	/** The rows of the Problems panel, once a condition holds for them. */
	problems(holds) {
		const rows = this.page.locator(".markers-panel .monaco-list-row");
		return until("the problems are as they should be", async () => {
			const texts = (await rows.evaluateAll((list) => list.map((row) => row.getAttribute("aria-label") ?? row.textContent))).map(plain);
			if (!holds(texts)) throw new Error(texts.join("\n"));
			return texts;
		});
	}

	/** Waits until the terminal that is shown contains a text, and gives what the pattern finds. */
	terminalShows(pattern) {
		return until(`the terminal shows ${pattern}`, async () => {
			const text = (await this.page.locator(".terminal-wrapper.active .xterm-rows > div").allTextContents()).map((row) => plain(row).trimEnd()).join("\n");
			const found = pattern.exec(text);
			if (!found) throw new Error(text);
			return found;
		});
	}

	/** Waits until the status item contains a text; icons are not part of it. */
	statusShows(text) {
		return until(`the status bar shows ${text}`, async () => {
			const shown = plain(await this.status.innerText()).trim();
			if (!shown.includes(text)) throw new Error(shown);
			return shown;
		});
	}

	/** Waits until the editor marks two names as linked: only then does what is typed in one of them change both. */
	linked() {
		const marks = this.page.locator(".editor-group-container.active .linked-editing-decoration");
		return until("two names are linked", async () => {
			const widths = await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().width));
			if (widths.filter((width) => width > 0).length !== 2) throw new Error(widths.join(" ")); // those of a fragment are empty
			return true;
		});
	}

	squiggles(kind = "error") {
		return this.page.locator(`.editor-group-container.active .squiggly-${kind}`);
	}

	/** Saves the active file and waits until it is on the disk as wanted. */
	async save(file, holds) {
		await this.press("Control+s");
		return until(`${file} is saved`, async () => {
			const text = await this.read(file);
			if (!holds(text)) throw new Error(text);
			return true;
		});
	}

	/** Waits until something of a kind is to be seen and contains a text. */
	appears(selector, text) {
		const all = this.page.locator(`${selector}:visible`);
		return until(`${selector} shows ${text}`, async () => {
			const seen = (await all.allInnerTexts()).map(plain).join("\n");
			if (!seen.includes(text)) throw new Error(seen);
			return seen;
		});
	}

	/** All notifications, those that are not shown any more among them. */
	async notifications() {
		await this.command("Show Notifications");
		const all = this.page.locator(".notifications-center .notification-list-item");
		await all.first().waitFor({ timeout: 2000 }).catch(() => {}); // there may be none
		return (await all.allInnerTexts()).map(plain).join("\n");
	}

	/** The notification that contains a text. */
	notification(text) {
		return this.page.locator(".notification-list-item", { hasText: text }).first();
	}
}

const plain = (text) => text.replace(/[\u00a0\u00b7]/g, " ").replace(/\u200b/g, "");
const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
