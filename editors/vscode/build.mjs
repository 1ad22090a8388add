// Bundles the extension into dist/, with the notices of what is bundled, and brings the project's licence beside it, where vsce
// wants it.

import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { build } from "esbuild";

process.chdir(import.meta.dirname);
await rm("dist", { recursive: true, force: true });
await copyFile("../../LICENSE", "LICENSE");
const { metafile } = await build({
	entryPoints: ["src/extension.ts"],
	outfile: "dist/extension.js",
	bundle: true,
	minify: true,
	platform: "node",
	format: "cjs",
	target: "node20",
	external: ["vscode"],
	metafile: true,
	logLevel: "warning",
});
await writeFile("dist/NOTICES.txt", await notices(Object.keys(metafile.inputs)));

/** The licences of the packages that the bundled files belong to. */
async function notices(files) {
	const folders = new Set(files.map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
	const parts = await Promise.all(
		[...folders].sort().map(async (folder) => {
			const { name, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
			const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
			if (!file) throw new Error(`${name} has no licence file`);
			return `${name} ${version} (${license})\n\n${await readFile(path.join(folder, file), "utf8")}`;
		}),
	);
	return parts.join("\n---\n\n");
}
