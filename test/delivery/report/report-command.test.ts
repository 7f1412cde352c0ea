import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type ReportOptions, report } from "../../../src/commands/report.ts";
import { results } from "../../../src/commands/results.ts";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { agreementFile } from "../../../src/delivery/handoff/agreement.ts";
import { type HeldStacks, heldFile, readHeld } from "../../../src/delivery/handoff/held-stacks.ts";
import { reviewedFile } from "../../../src/delivery/handoff/reviewed.ts";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import { type ApplyOutcome, resultFile, type StackResult } from "../../../src/delivery/handoff/stack-result.ts";
import { summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { reportIdOf } from "../../../src/delivery/report/hold-back.ts";
import { reviewedOf } from "../../../src/delivery/report/reviewed.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { affectedStack, appJson, nothingAffected, writeTree } from "../affected/support/trees.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { agreed } from "./support/agreed.ts";
import { created, deleted, failed, plan, summaryOf, updated } from "./support/plans.ts";

const to = (days: number) => plan(updated("aws_x.daily", { days: 35 }, { days }));
const a = summaryOf("app-a", "app-prod", to(90));
const b = summaryOf("app-b", "app-prod", to(91));
const x = failed("app-x", "app-nonprod", "Error: no");
const id = reportIdOf([a, b]);

/** A folder as jobs before the report leave it. */
function folderWith({ reviewed = [a], allowances = "", agreement = agreed } = {}) {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write("config/allowances.yaml", allowances);
  for (const summary of [a, b, x]) write(`summaries/${summary.stack}.json`, summaryFile.text(summary));
  const affected = {
    ...nothingAffected,
    changed: [affectedStack("app-a", "app-prod", { wave: 4 }), affectedStack("app-b", "app-prod", { wave: 4 })],
    added: [affectedStack("app-x", "app-nonprod")],
  };
  write("synth/affected.json", affectedFile.text(affected));
  const names = ["a", "b", "x"];
  const head = writeTree(Object.fromEntries(names.map((name) => [`app-${name}`, appJson(name)])));
  cpSync(head, join(folder, "synth/head"), { recursive: true });
  write("synth/shards/0.json", shardFile.text({ index: 0, scope: "app-nonprod", wave: 2, stacks: ["app-x"] }));
  write("synth/shards/1.json", shardFile.text({ index: 1, scope: "app-prod", wave: 4, stacks: ["app-a", "app-b"] }));
  write("reviewed/reviewed.json", reviewedFile.text(reviewedOf("c", reviewed)));
  write("reviewed/agreement.json", agreementFile.text(agreement));
  write("output", "earlier=1\n");
  write("step", "earlier\n");
  return { folder, write, read: (file: string) => readFileSync(join(folder, file), "utf8") };
}

async function capture<T>(work: () => Promise<T>): Promise<readonly [T, string]> {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  return [await work(), said.join("")];
}

const run = (folder: string, options: Partial<ReportOptions> = {}) =>
  capture(() =>
    report(join(folder, "config"), {
      affected: join(folder, "synth/affected.json"),
      summaries: join(folder, "summaries"),
      out: join(folder, "out"),
      head: undefined,
      shards: undefined,
      expectation: undefined,
      reviewed: undefined,
      accept: undefined,
      share: undefined,
      today: "2026-11-23",
      commit: "c0ffee",
      githubOutput: join(folder, "output"),
      githubStepSummary: join(folder, "step"),
      ...options,
    }),
  );

test("a pull request's report leaves comment, summary and what was shown", async () => {
  const { folder, read } = folderWith();

  const [code, said] = await run(folder);

  expect(code).toBe(0);
  expect(said).toBe(`2 stacks change, 1 could not be planned, nothing changes for the other 16.\nreport ${id}\n`);
  expect(read("out/comment.md")).toMatch(/^<!-- lockstep:plan -->\n\n## What this changes\n/);
  expect(read("step")).toBe(`earlier\n${read("out/summary.md")}`);
  expect(await reviewedFile.read(join(folder, "out/reviewed.json"))).toEqual({
    commit: "c0ffee",
    digests: [
      { stack: "app-a", digest: a.digest },
      { stack: "app-b", digest: b.digest },
    ],
  });
  expect(await readHeld(join(folder, "out"))).toEqual({ reasons: {}, reportId: "" });
  expect(read("output")).toBe(`earlier=1\nchanged=2\nheld=0\nreport-id=${id}\n`);
});

test("a deploy's report holds what was not reviewed and says which jobs are left", async () => {
  const { folder, read } = folderWith();

  const [code, said] = await run(folder, { reviewed: join(folder, "reviewed"), accept: "" });

  expect(code).toBe(0);
  expect(said).toContain("held back: app-b\n");
  expect(said).toContain(`run the deploy workflow with accept=${reportIdOf([b])}\n`);
  expect((await readHeld(join(folder, "out"))).reasons).toEqual({ "app-b": "not-reviewed" });
  expect(read("output").split("\n").slice(1)).toEqual([
    "changed=2",
    "held=1",
    `report-id=${reportIdOf([b])}`,
    "wave-1=[]",
    "wave-2=[]",
    "wave-3=[]",
    'wave-4=[{"scope":"app-prod","shard":1}]',
    "wave-5=[]",
    "",
  ]);
});

test("a deploy's report adds nothing up against the limit of the fleet that pull requests have shown", async () => {
  const losing = ["app-a", "app-b"].map((stack) => summaryOf(stack, "app-prod", plan(deleted("aws_x.daily"))));
  const { folder, write, read } = folderWith({ reviewed: losing });
  for (const summary of losing) write(`summaries/${summary.stack}.json`, summaryFile.text(summary));

  await run(folder, { reviewed: join(folder, "reviewed") });
  const inDeploy = read("out/summary.md");
  await run(folder);

  expect(inDeploy).not.toContain("fleet-deletes");
  expect(read("out/summary.md")).toContain("**fleet-deletes** in `fleet`, `app-*`: 2 of 3 application accounts");
});

test("a deploy's report holds what nobody but its author agreed to, and says why", async () => {
  const { folder } = folderWith({ agreement: { ...agreed, branch: false } });

  const [, said] = await run(folder, { reviewed: join(folder, "reviewed"), accept: "" });

  expect((await readHeld(join(folder, "out"))).reasons).toEqual({ "app-a": "alone", "app-b": "not-reviewed" });
  expect(said).toContain(
    "nobody but the author has agreed: neither environment app-prod nor a ruleset asks somebody else\n",
  );
  expect(said).toContain(`run the deploy workflow with accept=${reportIdOf([a, b])}\n`);
});

test("a deploy in which nobody looked who has to agree reports nothing", async () => {
  const { folder } = folderWith();
  rmSync(join(folder, "reviewed/agreement.json"));

  await expect(run(folder, { reviewed: join(folder, "reviewed") })).rejects.toThrow(/agreement\.json: got /);
});

test.each([
  ["added", { "policies-nonprod": "waits" }],
  ["retiring", {}],
] as const)("policies of the class wait for a stack that cannot be planned and is %s", async (list, reasons) => {
  const policies = summaryOf("policies-nonprod", "policies-nonprod", to(92));
  const { folder, write } = folderWith({ reviewed: [a, b, policies] });
  write("summaries/policies-nonprod.json", summaryFile.text(policies));
  write(
    "synth/affected.json",
    affectedFile.text({ ...nothingAffected, [list]: [affectedStack("app-x", "app-nonprod")] }),
  );

  await run(folder, { reviewed: join(folder, "reviewed") });

  expect((await readHeld(join(folder, "out"))).reasons).toEqual(reasons);
});

test("a deploy of which nothing was reviewed applies nothing until its report is accepted", async () => {
  const { folder, read } = folderWith({ reviewed: [] });
  const reviewed = join(folder, "reviewed");

  await run(folder, { reviewed });
  expect(read("output")).toContain("held=2\n");
  expect(read("output")).toContain("wave-4=[]\n");

  await run(folder, { reviewed, accept: id, githubOutput: join(folder, "second") });
  expect(read("second")).toContain("held=0\n");
  expect(read("second")).toContain('wave-4=[{"scope":"app-prod","shard":1}]\n');
});

test("accepting another report holds the same, and says that the plans differ", async () => {
  const { folder } = folderWith();

  const [, said] = await run(folder, { reviewed: join(folder, "reviewed"), accept: sha256("another") });

  expect(said).toContain("these plans differ from those that were accepted\n");
  expect((await readHeld(join(folder, "out"))).reasons).toEqual({ "app-b": "not-reviewed" });
});

test("nothing need be a workflow", async () => {
  const { folder } = folderWith();

  expect((await run(folder, { githubOutput: undefined, githubStepSummary: undefined }))[0]).toBe(0);
});

test.each<[string, Partial<ReportOptions>, RegExp]>([
  ["an id that is none", { reviewed: "reviewed", accept: "yes" }, /^--accept: got "yes"; use the id of a report, 64/],
  ["an id in a pull request", { accept: id }, /^--accept: got \w+ without --reviewed; only a deploy accepts/],
  [
    "a folder without a review",
    { reviewed: "config" },
    /reviewed\.json: got no such file; use what `lockstep report` or `lockstep reviewed` wrote$/,
  ],
  [
    "no shards in a deploy",
    { reviewed: "reviewed", shards: "none" },
    /none: got ENOENT.*; use the folder that `lockstep shard`, `pending`/,
  ],
])("%s is refused", async (_, options, message) => {
  const { folder } = folderWith();
  const within = (path: string | undefined) => path && join(folder, path);
  const paths = { reviewed: within(options.reviewed), shards: within(options.shards) };

  await expect(run(folder, { ...options, ...paths })).rejects.toThrow(
    message.source.startsWith("^") ? message : new RegExp(message.source),
  );
});

test("a shard that is none is refused: its stacks would be left unapplied without a word", async () => {
  const { folder, write } = folderWith();
  write("synth/shards/2.json", '{"version":1,"index":2,"scope":"bootstrap","wave":1,"stacks":["bootstrap"]}');

  await expect(run(folder, { reviewed: join(folder, "reviewed") })).rejects.toThrow(
    /2\.json: scope: got "bootstrap"; use/,
  );
});

test("with an allowance that is over all is reported", async () => {
  const { folder, read } = folderWith({
    allowances:
      "- stack: app-a\n  address: a\n  action: replace\n  reason: it was needed last month\n  expires: 2020-01-31\n",
  });

  const [code] = await run(folder);

  expect(code).toBe(0);
  expect(read("out/comment.md")).toContain("app-a");
});

test("with a broken allowances.yaml nothing is reported", async () => {
  const { folder, read } = folderWith({ allowances: "a: b\n" });

  const [code, said] = await run(folder);

  expect(code).toBe(1);
  expect(said).toContain("nothing was reported\n");
  expect(() => read("out/comment.md")).toThrow();
});

const result = (stack: string, outcome: ApplyOutcome, message = ""): StackResult => ({
  stack,
  scope: "app-prod",
  wave: 4,
  outcome,
  message,
});

const runResults = (...told: readonly StackResult[]) => runResultsOf(undefined, ...told);

async function runResultsOf(held: HeldStacks | undefined, ...told: readonly StackResult[]) {
  const { folder, write, read } = folderWith();
  if (held) write("report/held.json", heldFile.text(held));
  for (const [index, each] of told.entries()) write(`results/${index}.json`, resultFile.text(each));
  const [code] = await capture(() =>
    results({
      affected: join(folder, "synth/affected.json"),
      results: join(folder, "results"),
      report: join(folder, "report"),
      ...{ summaries: join(folder, "plans"), waves: [], onDispatch: false },
      out: join(folder, "out"),
      githubStepSummary: join(folder, "step"),
    }),
  );
  return { code, summary: read("out/summary.md"), pending: read("out/pending.md"), step: read("step") };
}

test("results of a deploy that left nothing close the issue that reminds of it", async () => {
  const { code, summary, pending, step } = await runResults(
    result("app-a", "applied"),
    result("app-b", "applied"),
    result("app-x", "unchanged"),
  );

  expect(code).toBe(0);
  expect(summary).toBe("## What this deploy came to\n\n2 stacks applied, 1 as it should be, nothing is left.\n");
  expect(pending).toBe("");
  expect(step).toBe(`earlier\n${summary}`);
});

test("results name what the report held back, and what to do about each", async () => {
  const reasons = { "app-a": "not-reviewed", "app-b": "guard", "app-x": "waits" } as const;

  const { pending } = await runResultsOf({ reasons, reportId: id });

  expect(pending).toContain("### Held back (3)");
  expect(pending).toContain(
    `no pull request that counts has shown it: read the report and run deploy with accept=${id}`,
  );
  expect(pending).toContain("the guard stops it: change it back, or have an allowance reviewed");
  expect(pending).toContain("waits until the stacks of its class are applied");
  expect(pending).not.toContain("Not reached");
});

test("before anything is applied, results tell what waits, by the plans that there are", async () => {
  const { folder, write, read } = folderWith();
  write("report/held.json", heldFile.text({ reasons: { "app-b": "guard" }, reportId: id }));
  for (const stack of ["app-a", "app-b"]) {
    write(`plans/${stack}.json`, summaryFile.text(summaryOf(stack, "app-prod", plan(created("aws_x.a")))));
  }

  await capture(() =>
    results({
      ...{ affected: join(folder, "synth/affected.json"), results: undefined, report: join(folder, "report") },
      ...{ summaries: join(folder, "plans"), waves: [], onDispatch: false, out: join(folder, "out") },
      githubStepSummary: undefined,
    }),
  );

  expect([...read("out/pending.md").matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    "Not planned: their plan job did not finish (1)",
    "Waiting for approval (1)",
    "Held back (1)",
  ]);
});

test("results tell what failed and what no job tells of", async () => {
  const { summary, pending } = await runResults(
    result("app-a", "failed", "got a saved plan that is stale; run the deploy again"),
    result("app-b", "held"),
  );

  expect(summary).toBe(
    [
      "## What this deploy came to",
      "0 stacks applied, 0 as they should be, 3 left for a later run.",
      "### Failed (1)",
      "Each line says what to do; more in docs/runbooks/failed-apply.md. Then dispatch deploy.",
      "- `app-a`: got a saved plan that is stale; run the deploy again",
      "### Not planned: their plan job did not finish (1)",
      "See that job's log, then dispatch deploy.",
      "- `app-x`",
      "### Held back (1)",
      "Each line says what to do; more in docs/runbooks/failed-apply.md.",
      "- `app-b`\n",
    ].join("\n\n"),
  );
  expect(pending).toMatch(/^3 stacks of the last deploy have merged changes that are not applied\./);
});
