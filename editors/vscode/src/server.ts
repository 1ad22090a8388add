// The language server: started with the program that findCoder finds, restarted on request and when the setting changes.

import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State } from "vscode-languageclient/node";
import { findCoder, installCommand, isCoder, type NoCoder } from "./coder";

/** How often the server may end by itself within the time below before it is left alone. */
const maxEnds = 4;
/** In milliseconds. */
const endsWithin = 3 * 60_000;

/** The commands of lenses that the extension runs itself; the server would have others do. */
const ownCommands = ["codescript.openPage", "codescript.runTest"];

/** How the server is. */
export type Health = "starting" | "running" | "stopped" | "missing";

export class Server {
	readonly output = vscode.window.createOutputChannel("Codescript", { log: true });
	/** The version of `coder`, once it has been found. */
	version: string | undefined;
	health: Health = "stopped";
	private client: Client | undefined;
	/** When the server ended by itself since the user last started it, in milliseconds of a clock that nobody sets. */
	private ends: number[] = [];
	/** Starts and stops, one after the other. */
	private turn: Promise<void> = Promise.resolve();
	/** A restart whose turn has not come. */
	private restarting: Promise<void> | undefined;
	private readonly changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.changed.event;
	private readonly sent = new vscode.EventEmitter<vscode.TextDocumentChangeEvent>();
	/** A change of a text that the server has been told of: what is asked from now on is answered with it. */
	readonly onDidSendChange = this.sent.event;

	constructor(context: vscode.ExtensionContext) {
		context.subscriptions.push(
			this.output,
			this.changed,
			this.sent,
			vscode.commands.registerCommand("codescript.restart", () => this.restart()),
			vscode.commands.registerCommand("codescript.showOutput", () => this.output.show()),
			vscode.workspace.onDidChangeConfiguration((change) => {
				if (change.affectsConfiguration("codescript.path")) void this.restart();
			}),
		);
	}

	start(): Promise<void> {
		return this.next(() => this.launch());
	}

	stop(): Promise<void> {
		return this.next(() => this.end());
	}

	/** Starts anew, with the settings as they are when its turn comes: one that has not begun yet does for all who ask meanwhile. */
	restart(): Promise<void> {
		this.restarting ??= this.next(async () => {
			this.restarting = undefined;
			this.ends = [];
			await this.end();
			await this.launch();
		});
		return this.restarting;
	}

	/** Asks the running server; undefined where there is none, or where it does not know the answer. */
	async ask<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R | undefined> {
		if (this.client?.state !== State.Running) return undefined;
		try {
			// The client would take a token that is undefined for a second parameter.
			return (await this.client.sendRequest<R | null>(method, params, ...(token ? [token] : []))) ?? undefined;
		} catch (error) {
			this.output.debug(method, String(error));
			return undefined;
		}
	}

	private next(step: () => Promise<void>): Promise<void> {
		this.turn = this.turn.then(step, step);
		return this.turn;
	}

	private set(health: Health): void {
		this.health = health;
		void vscode.commands.executeCommand("setContext", "codescript.running", health === "running"); // the walkthrough waits for it
		this.changed.fire();
	}

	private async launch(): Promise<void> {
		this.set("starting");
		const found = await findCoder();
		if (!isCoder(found)) {
			this.set("missing");
			void this.explainMissing(found);
			return;
		}
		this.version = found.version;
		this.output.info(`${found.path} ${found.version}`);
		// A server that ends while it starts is heard of twice, in either order.
		let hasEnded = false;
		const ended = (): void => {
			if (hasEnded || this.client !== client) return;
			hasEnded = true;
			this.ended();
		};
		const client = new Client(
			"codescript",
			"Codescript",
			{ command: found.path, args: ["lsp"] },
			{
				documentSelector: [
					{ scheme: "file", language: "codescript" },
					{ scheme: "untitled", language: "codescript" },
				],
				initializationOptions: { commands: ownCommands, autoInsert: true },
				outputChannel: this.output,
				revealOutputChannelOn: RevealOutputChannelOn.Never,
				errorHandler: {
					// Whatever is written to a server that has just ended fails. A client that shut down for it would not hear of the end.
					error: (error) => {
						this.output.error(String(error));
						return { action: ErrorAction.Continue, handled: true };
					},
					// The client's own new start does not survive a server that ends while it starts: each start has a new client here.
					closed: () => {
						ended();
						return { action: CloseAction.DoNotRestart, handled: true };
					},
				},
				initializationFailedHandler: () => false,
				diagnosticPullOptions: { onChange: true, onTabs: true },
				middleware: {
					didChange: async (change, next) => {
						await next(change);
						this.sent.fire(change);
					},
				},
				markdown: { isTrusted: { enabledCommands: ownCommands } },
			},
		);
		this.client = client;
		client.onDidChangeState(({ newState }) => {
			if (this.client === client) this.set(newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped");
		});
		try {
			await client.start();
		} catch (error) {
			this.output.error(String(error));
			ended();
		}
	}

	private async end(): Promise<void> {
		const client = this.client;
		this.client = undefined;
		try {
			if (client?.needsStop()) await client.stop();
		} catch (error) {
			this.output.warn(String(error));
		}
		this.set("stopped");
	}

	/** Starts a server again that ended by itself, unless it does so again and again. */
	private ended(): void {
		this.set("stopped");
		const now = performance.now();
		this.ends = [...this.ends.filter((end) => now - end <= endsWithin), now];
		if (this.ends.length <= maxEnds) {
			void this.start();
			return;
		}
		void this.explainEnd(vscode.l10n.t("The language server of Codescript ended {0} times within three minutes and is not started again.", this.ends.length));
	}

	private async explainEnd(message: string): Promise<void> {
		const restart = vscode.l10n.t("Restart"), output = vscode.l10n.t("Show output");
		switch (await vscode.window.showErrorMessage(message, restart, output)) {
			case restart:
				return this.restart();
			case output:
				this.output.show();
		}
	}

	private async explainMissing({ configured }: NoCoder): Promise<void> {
		const copy = vscode.l10n.t("Copy command"), settings = vscode.l10n.t("Open settings"), again = vscode.l10n.t("Try again");
		const message =
			configured === undefined
				? vscode.l10n.t("Codescript needs the program “coder”, which is not on the PATH. Install it with: {0}", installCommand)
				: vscode.l10n.t("The setting “codescript.path” names {0}, which is not the program “coder” of Codescript.", configured);
		switch (await vscode.window.showErrorMessage(message, ...(configured === undefined ? [copy] : []), settings, again)) {
			case copy:
				await vscode.env.clipboard.writeText(installCommand);
				return this.explainMissing({ configured });
			case settings:
				// In a window on another machine the setting is that machine's: the page of the user's own does not have it.
				await vscode.commands.executeCommand(`workbench.action.open${vscode.env.remoteName === undefined ? "" : "Remote"}Settings`, { query: "codescript.path" });
				return;
			case again:
				return this.restart();
		}
	}
}

/** A client whose errors go to the output: what a user is to know of them the extension says in its own words. */
class Client extends LanguageClient {
	override error(message: string, data?: unknown): void {
		super.error(message, data, false);
	}
}
