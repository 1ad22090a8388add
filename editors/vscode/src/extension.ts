// The extension's beginning and end: what it registers, and in which order it starts.

import * as vscode from "vscode";
import { registerAutoInsert } from "./autoInsert";
import { Server } from "./server";
import { registerServing } from "./serving";
import { registerSites } from "./sites";
import { registerStatus } from "./status";
import { registerSyntaxTree } from "./syntaxTree";
import { registerTasks } from "./tasks";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
	server = new Server(context);
	registerTasks(context);
	registerServing(context, server);
	registerSites(context);
	registerStatus(context, server);
	registerSyntaxTree(context, server);
	registerAutoInsert(context, server);
	await server.start();
}

export async function deactivate(): Promise<void> {
	await server?.stop();
}
