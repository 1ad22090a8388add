// Finding the program `coder`: the setting, the PATH, then where `go install` puts it.

import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";

export const installCommand = "go install github.com/codescript-lang/coder/cmd/coder@latest";

/** How long `coder version` may take before a program is taken for another one, in milliseconds. */
const patience = 10_000;

const isWindows = process.platform === "win32";
const run = promisify(execFile);

/** A program that speaks Codescript. */
export interface Coder {
	readonly path: string;
	readonly version: string;
}

/** Why none was found: the setting names something else, or there is none at all. */
export interface NoCoder {
	readonly configured: string | undefined;
}

export function isCoder(found: Coder | NoCoder): found is Coder {
	return "path" in found;
}

/** Finds `coder`. A setting that names no `coder` is not passed over in silence: then nothing else is tried. */
export async function findCoder(): Promise<Coder | NoCoder> {
	const configured = vscode.workspace.getConfiguration("codescript").get<string>("path", "").trim();
	if (configured !== "") {
		return (await ask(resolve(configured))) ?? { configured };
	}
	for (const folder of folders()) {
		const found = await ask(path.join(folder, isWindows ? "coder.exe" : "coder"));
		if (found) return found;
	}
	return { configured: undefined };
}

/** Asks a program who it is: others are called `coder`, too. */
async function ask(file: string): Promise<Coder | undefined> {
	try {
		await access(file, constants.X_OK);
		const { stdout } = await run(file, ["version"], { timeout: patience });
		const version = /^coder (\d\S*)/.exec(stdout)?.[1];
		return version === undefined ? undefined : { path: file, version };
	} catch {
		return undefined;
	}
}

/** The file that a setting names: absolute, below the home folder, or below the first folder of the workspace. */
function resolve(configured: string): string {
	if (configured === "~" || configured.startsWith("~/")) {
		return path.join(homedir(), configured.slice(1));
	}
	return path.resolve(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir(), configured);
}

function folders(): string[] {
	const env = process.env;
	const lists = [env["PATH"] ?? "", env["GOBIN"] ?? "", ...(env["GOPATH"] ?? "").split(path.delimiter).filter(Boolean).map((p) => path.join(p, "bin"))];
	const usual = [path.join(homedir(), "go", "bin"), path.join(homedir(), ".local", "bin")];
	if (!isWindows) usual.push("/usr/local/bin", "/opt/homebrew/bin");
	return [...new Set([...lists.flatMap((list) => list.split(path.delimiter)), ...usual].filter(Boolean))];
}
