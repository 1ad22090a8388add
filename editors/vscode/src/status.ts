// The status bar: the site's mode and how many errors there are; and, behind the braces beside the language's name, the rest.

import * as vscode from "vscode";
import type { Health, Server } from "./server";

/** The answer to codescript/status. */
export interface SiteStatus {
	/** The address of the site's folder; absent outside any site. */
	readonly site?: string;
	/** Absent where site.code does not say. */
	readonly mode?: "build" | "dynamic" | "spa";
	/** Of the file's page, as `/blog/{slug}`. */
	readonly address?: string;
}

export async function siteStatus(server: Server, document: vscode.TextDocument): Promise<SiteStatus> {
	return (await server.ask<SiteStatus>("codescript/status", { textDocument: { uri: document.uri.toString() } })) ?? {};
}

const selector: vscode.DocumentSelector = { language: "codescript" };

export function registerStatus(context: vscode.ExtensionContext, server: Server): void {
	const item = vscode.window.createStatusBarItem("codescript.status", vscode.StatusBarAlignment.Right, 100);
	item.name = "Codescript";
	item.command = "codescript.menu";
	const health = vscode.languages.createLanguageStatusItem("codescript.health", selector);
	health.name = vscode.l10n.t("Codescript: language server");
	const page = vscode.languages.createLanguageStatusItem("codescript.page", selector);
	page.name = vscode.l10n.t("Codescript: page");

	let asked = 0;
	const update = async (): Promise<void> => {
		const document = vscode.window.activeTextEditor?.document;
		const turn = ++asked;
		showHealth(health, server);
		if (document?.languageId !== "codescript") {
			item.hide();
			return;
		}
		const status = server.health === "running" ? await siteStatus(server, document) : {};
		if (turn !== asked) return; // a newer one is on its way
		showItem(item, server.health, status);
		showPage(page, status);
	};
	const refresh = (): void => void update();
	context.subscriptions.push(
		item,
		health,
		page,
		server.onDidChange(refresh),
		vscode.window.onDidChangeActiveTextEditor(refresh),
		vscode.languages.onDidChangeDiagnostics(refresh),
	);
	refresh();
}

/** How many errors and warnings of ours the Problems panel shows. */
function count(): { errors: number; warnings: number } {
	let errors = 0, warnings = 0;
	for (const [, list] of vscode.languages.getDiagnostics()) {
		const counted = new Set<string>();
		for (const d of list) {
			// What a task has found, too, is in the list twice, perhaps in two languages.
			const code = typeof d.code === "object" ? d.code.value : d.code;
			const finding = `${d.range.start.line}:${d.range.start.character} ${code}`;
			if (d.source !== "coder" || counted.has(finding)) continue;
			counted.add(finding);
			if (d.severity === vscode.DiagnosticSeverity.Error) errors++;
			else warnings++;
		}
	}
	return { errors, warnings };
}

const modeNames = (): Record<string, string> => ({
	build: vscode.l10n.t("built ahead of time"),
	dynamic: vscode.l10n.t("drawn for each request"),
	spa: vscode.l10n.t("single-page app"),
});

function showItem(item: vscode.StatusBarItem, health: Health, status: SiteStatus): void {
	item.backgroundColor = undefined;
	switch (health) {
		case "starting":
			item.text = "$(loading~spin) Codescript";
			item.tooltip = vscode.l10n.t("The language server is starting");
			break;
		case "missing":
		case "stopped":
			item.text = "$(warning) Codescript";
			item.tooltip = health === "missing" ? vscode.l10n.t("The program “coder” was not found") : vscode.l10n.t("The language server is not running");
			item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
			break;
		case "running": {
			const { errors, warnings } = count();
			const mode = status.site === undefined ? "Codescript" : (status.mode ?? "dynamic");
			item.text = errors > 0 ? `$(globe) ${mode} $(error) ${errors}` : `$(globe) ${mode} $(check)`;
			const lines = [vscode.l10n.t("{0} errors, {1} warnings", errors, warnings)];
			if (status.site !== undefined) lines.unshift(vscode.l10n.t("Site: {0}", modeNames()[mode] ?? mode));
			if (status.address !== undefined) lines.unshift(vscode.l10n.t("Page: {0}", status.address));
			item.tooltip = lines.join("\n");
		}
	}
	item.show();
}

function showHealth(item: vscode.LanguageStatusItem, server: Server): void {
	item.busy = server.health === "starting";
	item.severity = server.health === "missing" || server.health === "stopped" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
	item.text = server.version === undefined ? "coder" : `coder ${server.version}`;
	item.detail = {
		starting: vscode.l10n.t("The language server is starting"),
		running: vscode.l10n.t("The language server is running"),
		stopped: vscode.l10n.t("The language server is not running"),
		missing: vscode.l10n.t("The program “coder” was not found"),
	}[server.health];
	item.command = { command: "codescript.restart", title: vscode.l10n.t("Restart") };
}

function showPage(item: vscode.LanguageStatusItem, { address, mode, site }: SiteStatus): void {
	item.text = address ?? vscode.l10n.t("no page");
	item.detail = site === undefined ? undefined : modeNames()[mode ?? "dynamic"];
	item.command = address === undefined ? undefined : { command: "codescript.openPage", title: vscode.l10n.t("Open page") };
}

/** What a click on the status bar offers. */
export async function showMenu(isServing: boolean): Promise<void> {
	const entries = [
		{ label: `$(warning) ${vscode.l10n.t("Show problems")}`, command: "workbench.actions.view.problems" },
		{ label: `$(link-external) ${vscode.l10n.t("Open this page in the browser")}`, command: "codescript.openPage" },
		isServing
			? { label: `$(debug-stop) ${vscode.l10n.t("Stop serving")}`, command: "codescript.stopServing" }
			: { label: `$(play) ${vscode.l10n.t("Start serving")}`, command: "codescript.startServing" },
		{ label: `$(beaker) ${vscode.l10n.t("Run the tests of this file")}`, command: "codescript.runTests" },
		{ label: `$(list-tree) ${vscode.l10n.t("Show syntax tree")}`, command: "codescript.showSyntaxTree" },
		{ label: `$(refresh) ${vscode.l10n.t("Restart language server")}`, command: "codescript.restart" },
		{ label: `$(output) ${vscode.l10n.t("Show output")}`, command: "codescript.showOutput" },
	];
	const chosen = await vscode.window.showQuickPick(entries, { title: "Codescript" });
	if (chosen) await vscode.commands.executeCommand(chosen.command);
}
