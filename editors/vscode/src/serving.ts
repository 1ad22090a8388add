// Serving a site while it is written: `coder serve --dev` in a terminal of its own, and its pages in the browser.

import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import * as path from "node:path";
import * as vscode from "vscode";
import { findCoder, isCoder } from "./coder";
import { findSites } from "./sites";
import type { Server } from "./server";
import { showMenu, type SiteStatus, siteStatus } from "./status";

/** Where a site is served if nobody else is there, so that its address stays the same from day to day. */
const usualPort = 8080;

/** One site that is being served. */
class Service {
	readonly address: Promise<string>;
	private readonly child: ChildProcess;
	private readonly terminal: vscode.Terminal;
	private stopped = false;

	constructor(coder: string, readonly target: string, port: number, ended: () => void) {
		const written = new vscode.EventEmitter<string>(), closed = new vscode.EventEmitter<number>();
		this.child = spawn(coder, ["serve", "--dev", "--listen", `127.0.0.1:${port}`, target], { stdio: ["ignore", "pipe", "pipe"] });
		// What is written before the terminal is drawn would be lost.
		let early: string[] | undefined = [];
		const write = (text: string): void => {
			const lines = text.replace(/\r?\n/g, "\r\n");
			if (early) early.push(lines);
			else written.fire(lines);
		};
		this.address = new Promise((resolve, reject) => {
			let seen = "";
			this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
				write(text);
				seen += text;
				const address = /^listening on (\S+)$/m.exec(seen)?.[1];
				if (address) resolve(address);
			});
			this.child.stderr?.setEncoding("utf8").on("data", write);
			this.child.on("error", reject);
			this.child.on("exit", (code, signal) => {
				write(`\n${vscode.l10n.t("coder serve has ended ({0})", code ?? signal ?? "")}\n`);
				if (this.stopped) closed.fire(0); // else what it said stays to be read
				reject(new Error(vscode.l10n.t("coder serve ended before it listened")));
				ended();
			});
		});
		this.address.catch(() => undefined); // whoever waits for it is told; nobody may
		this.terminal = vscode.window.createTerminal({
			name: `coder serve ${path.basename(target)}`,
			iconPath: new vscode.ThemeIcon("broadcast"),
			pty: {
				onDidWrite: written.event,
				onDidClose: closed.event,
				open: () => {
					for (const text of early ?? []) written.fire(text);
					early = undefined;
				},
				close: () => this.stop(),
				handleInput: (key: string) => {
					if (key === "\x03") this.stop();
				},
			},
		});
	}

	show(): void {
		this.terminal.show(true);
	}

	stop(): void {
		this.stopped = true;
		this.child.kill("SIGTERM");
	}
}

export function registerServing(context: vscode.ExtensionContext, server: Server): void {
	let service: Service | undefined;
	const set = (next: Service | undefined): void => {
		service = next;
		void vscode.commands.executeCommand("setContext", "codescript.serving", next !== undefined);
	};

	const start = async (target: string): Promise<Service | undefined> => {
		if (service?.target === target) return service;
		service?.stop();
		const coder = await findCoder();
		if (!isCoder(coder)) {
			await server.restart(); // which says what to do
			return undefined;
		}
		const started: Service = new Service(coder.path, target, (await isFree(usualPort)) ? usualPort : 0, () => {
			if (service === started) set(undefined);
		});
		set(started);
		started.show();
		return started;
	};

	/** Serves what belongs to the active file, or else a site of the workspace. */
	const serve = async (): Promise<{ service: Service; status: SiteStatus } | undefined> => {
		const document = vscode.window.activeTextEditor?.document;
		const status = document?.languageId === "codescript" ? await siteStatus(server, document) : {};
		const target = (await targetOf(document, status)) ?? service?.target;
		if (target === undefined) {
			void vscode.window.showInformationMessage(vscode.l10n.t("There is no site here: no site.code, and no page in this file."));
			return undefined;
		}
		const started = await start(target);
		return started && { service: started, status };
	};

	context.subscriptions.push(
		{ dispose: () => service?.stop() },
		vscode.commands.registerCommand("codescript.startServing", async () => (await serve())?.service.show()),
		vscode.commands.registerCommand("codescript.stopServing", () => service?.stop()),
		vscode.commands.registerCommand("codescript.menu", () => showMenu(service !== undefined)),
		vscode.commands.registerCommand("codescript.openPage", async (address?: unknown) => {
			const served = await serve();
			if (!served) return;
			const page = await fill(typeof address === "string" ? address : (served.status.address ?? "/"));
			if (page === undefined) return;
			try {
				await vscode.env.openExternal(vscode.Uri.parse((await served.service.address) + page, true));
			} catch (error) {
				served.service.show();
				void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
			}
		}),
	);
}

/** The folder or file to serve: the site around the active file, the file itself if it has a page, else a site of the workspace. */
async function targetOf(document: vscode.TextDocument | undefined, { site, address }: SiteStatus): Promise<string | undefined> {
	if (site !== undefined) return vscode.Uri.parse(site, true).fsPath;
	if (document?.uri.scheme === "file" && address !== undefined) return document.uri.fsPath;
	const sites = (await findSites()).map((site) => site.fsPath);
	if (sites.length < 2) return sites[0];
	return vscode.window.showQuickPick(sites, { title: vscode.l10n.t("Which site?") });
}

/** Asks for the parameters of an address such as `/blog/{slug}`; undefined if the user would rather not. */
async function fill(address: string): Promise<string | undefined> {
	let filled = "";
	let end = 0;
	for (const hole of address.matchAll(/\{(\.\.\.)?([^{}]+)\}/g)) {
		const value = await vscode.window.showInputBox({ title: address, prompt: vscode.l10n.t("A value for “{0}”", hole[2] ?? "") });
		if (value === undefined) return undefined;
		filled += address.slice(end, hole.index) + (hole[1] ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value));
		end = hole.index + hole[0].length;
	}
	return filled + address.slice(end);
}

/** Whether a port of this machine can be listened on. */
function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once("error", () => resolve(false));
		probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
	});
}
