import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type DriftReportOptions, driftReport, driftSelect } from "../../src/commands/drift.ts";
import { affectedFile } from "../../src/delivery/handoff/affected-stacks.ts";
import { readShards, shardFile } from "../../src/delivery/handoff/shard.ts";
import { type StackSummary, summaryFile } from "../../src/delivery/handoff/stack-summary.ts";
import { summary } from "../delivery/handoff/support/samples.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { ledgerOf, mergedAccounts } from "./support/merged.ts";
import { said } from "./support/said.ts";
import { useSmallS3 } from "./support/small-s3.ts";
import { unchangedSummary } from "./support/unchanged-summary.ts";

/** What is merged and applied, one shard of it looked at, and what that came to. */
async function looked(
  summaries: Readonly<Record<string, Partial<StackSummary>>>,
  applied = ["app-a", "app-b"],
  objects: Readonly<Record<string, string>> = {},
) {
  const head = mergedAccounts("a", "b");
  await useSmallS3({ ...(await ledgerOf(head, ...applied)), ...objects });
  const folder = temporaryFolder();
  const [shards, found, out] = ["shards", "summaries", "issue/text.md"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(shards);
  mkdirSync(found);
  const stacks = Object.keys(summaries);
  if (stacks.length > 0) {
    await shardFile.write(join(shards, "0.json"), { index: 0, scope: "app-nonprod", wave: 2, stacks });
  }
  for (const [stack, changes] of Object.entries(summaries)) {
    await summaryFile.write(join(found, `${stack}.json`), { ...unchangedSummary(stack), ...changes });
  }
  const options = { head, shards, summaries: found, out, previous: undefined, strict: false };
  return {
    out,
    report: (more: Partial<DriftReportOptions> = {}) =>
      said(() => driftReport({ ...options, nowMs: Date.parse("2026-11-30T07:00:00Z"), ...more })),
  };
}

const drifted = { outcome: "changed", digest: summary.digest, shape: summary.shape, changes: summary.changes } as const;

test("of stacks that are all as they were applied there is nothing to tell", async () => {
  const { out, report } = await looked({ "app-a": {}, "app-b": {} });

  expect(await report({ strict: true })).toEqual({
    code: 0,
    out: "looked at 2: 2 clean, 0 drifted, 0 not ready, 0 with errors; 0 still open from earlier runs, 0 pending\n",
    err: "",
  });
  expect(readFileSync(out, "utf8")).toBe("");
});

test("a stack whose first apply began, and that is gone from config, is told every day", async () => {
  const { out, report } = await looked({}, ["app-a", "app-b"], { "ledger/app-nonprod/app-gone.applying.json": "{" });

  expect(await report({ strict: true })).toMatchObject({ code: 1 });
  expect(readFileSync(out, "utf8")).toContain("No longer synthesized");
  expect(readFileSync(out, "utf8")).toContain("app-gone");
});

test("a closed issue is to say on which day was looked last, and how looking is turned on again", async () => {
  const { out, report } = await looked({ "app-a": {} });
  const closed = join(out, "../closed.md");

  await report({ closed });

  expect(
    readFileSync(closed, "utf8"),
  ).toBe(`Nothing is left. Looked at last on 2026-11-30 (UTC); every stack has its turn once a day.

Where that is more than two days ago, nobody looks any more. GitHub turns a schedule off after 60 days without activity:

\`\`\`sh
gh workflow enable drift.yml
gh workflow run drift.yml --ref main -f all=true
\`\`\`
`);
});

test("what has drifted, is not ready or failed is told and counted apart, and is bad only where that is asked for", async () => {
  const { out, report } = await looked({ "app-a": drifted, "app-b": { outcome: "failed", error: "Error: no" } });

  const { code, out: text } = await report();

  expect(code).toBe(0);
  expect(text).toMatch(/^app-a: drift: /);
  expect(text).toContain("\napp-b: error: ");
  expect(text).toContain("looked at 2: 0 clean, 1 drifted, 0 not ready, 1 with errors; 0 still open");
  expect(readFileSync(out, "utf8")).toContain("`app-a`, seen last 2026-11-30T07:00Z");
  expect(await report({ strict: true })).toMatchObject({ code: 1 });
  const notReady = await looked({ "app-a": { outcome: "not-ready" } });
  expect((await notReady.report()).out).toContain("looked at 1: 0 clean, 0 drifted, 1 not ready, 0 with errors;");
});

test("what AWS has added to its settings is told once, is no drift, and opens no issue", async () => {
  const { strangeKeys = [] } = summary;
  const { out, report } = await looked({ "app-a": { strangeKeys }, "app-b": { strangeKeys } });

  const { code, out: text } = await report({ strict: true });

  expect(text).toBe(
    "AWS has added isNew to global_settings, which this Lockstep does not know: it stays as it is, which is no drift and needs nothing; whoever looks after the management account decides what it is set to (2 stacks: app-a, app-b)\nlooked at 2: 2 clean, 0 drifted, 0 not ready, 0 with errors; 0 still open from earlier runs, 0 pending\n",
  );
  expect([code, readFileSync(out, "utf8")]).toEqual([0, ""]);
});

test("what an earlier run found stays while nobody has looked again, and only what is merged", async () => {
  const first = await looked({ "app-a": drifted, "app-b": {} });
  await first.report();
  const { out, report } = await looked({ "app-b": {} });

  expect((await report({ previous: first.out })).out).toBe(
    "looked at 1: 1 clean, 0 drifted, 0 not ready, 0 with errors; 1 still open from earlier runs, 0 pending\n",
  );
  expect(readFileSync(out, "utf8")).toContain("`app-a`");
});

test("an issue that is missing is none; one that cannot be read is said to be", async () => {
  const { out, report } = await looked({ "app-a": {} });
  const unread = join(temporaryFolder(), "issue.md");
  writeFileSync(unread, "written by hand\n");

  expect((await report({ previous: join(temporaryFolder(), "missing.md") })).out).toMatch(/^looked at 1/);
  expect((await report({ previous: unread })).out).toMatch(
    /^what earlier runs found could not be read in the issue's text; it is found again when its turn comes\nlooked at 1/,
  );
  expect(readFileSync(out, "utf8")).toBe("");
  await expect(report({ previous: temporaryFolder() })).rejects.toThrow("EISDIR");
});

test("what is merged and not applied is pending, and no drift", async () => {
  const { out, report } = await looked({}, ["app-b"]);

  expect((await report()).out).toBe(
    "looked at 0: 0 clean, 0 drifted, 0 not ready, 0 with errors; 0 still open from earlier runs, 1 pending\n",
  );
  expect(readFileSync(out, "utf8")).toContain("app-a");
});

test("each stack has its turn once a round, or all at once where that is asked for", async () => {
  const head = mergedAccounts("a", "b", "c");
  await useSmallS3(await ledgerOf(head, "app-a", "app-b", "app-c"));
  const select = async (all: boolean, hour: number) => {
    const out = temporaryFolder();
    const { code, out: text } = await said(() =>
      driftSelect({
        ...{ head, out, hoursPerRound: 4, all, maxShards: 60, perShard: 25, githubOutput: undefined },
        nowMs: hour * 3_600_000,
      }),
    );
    const { changed, reasons } = (await affectedFile.read(join(out, "drift.json"))) as {
      readonly changed: readonly { readonly stack: string }[];
      readonly reasons?: object;
    };
    const shards = await readShards(join(out, "shards"));
    expect(shards.flatMap(({ stacks }) => stacks)).toEqual(changed.map(({ stack }) => stack));
    expect(reasons).toEqual({});
    return { code, text, stacks: changed.map(({ stack }) => stack) };
  };

  const everything = await select(true, 0);
  const hours = [];
  for (const hour of [0, 1, 2, 3]) hours.push(await select(false, hour));

  expect(everything.code).toBe(0);
  expect(everything.text).toMatch(/^3 of 3 stacks are to be looked at\n/);
  expect(everything.stacks).toEqual(["app-a", "app-b", "app-c"]);
  expect(hours.flatMap(({ stacks }) => stacks).sort()).toEqual(["app-a", "app-b", "app-c"]);
  for (const { text, stacks } of hours) {
    expect(text).toContain(
      `${stacks.length} of 3 stacks are to be looked at: every stack has its turn once in 4 hours\n`,
    );
  }
});
