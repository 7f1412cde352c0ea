import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { areasOf } from "./areas.ts";
import { equivalents } from "./equivalents.ts";
import { mutateProject } from "./mutate-project.ts";
import { resultTable, share } from "./result-table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "40" },
    jobs: { type: "string", default: `${availableParallelism()}` },
    terraform: { type: "boolean", default: false },
  },
});

// golden files are renewed by one command, so what they alone see is seen by nobody
const runs = (test: string) =>
  !/\.soak\.test\.ts$|\/golden\.test\.ts$/.test(test) && (values.terraform || !test.endsWith(".terraform.test.ts"));

const results = await mutateProject({
  root: process.cwd(),
  areasOf,
  folders: positionals.map((folder) => folder.replace(/\/$/, "")),
  equivalents,
  seed: Number(values.seed),
  count: Number(values.count),
  jobs: Number(values.jobs),
  patienceMs: 60_000,
  runs,
  say: (line) => console.log(line),
});
console.log(`\n${resultTable(results)}`);
if (results.some((result) => share(result) < result.area.threshold)) process.exitCode = 1;
