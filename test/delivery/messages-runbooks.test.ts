import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writing } from "../../src/delivery/github/runs-at-work.ts";
import { guardRules } from "../../src/delivery/guard/rules/index.ts";
import { lockFile } from "../../src/delivery/stack/read-lock.ts";
import { stackTag } from "../../src/names.ts";
import { sourceCode } from "../support/source-code.ts";
import { literalsIn } from "./support/literals-in.ts";
import { saidIn } from "./support/said-in.ts";

const imports = /^import[\s\S]*?from "[^"]+";$/gm;
/** Every text of each source, on one line, with `…` for what is filled in. */
const texts = new Map(
  [...sourceCode("src")].map(([file, code]) => [
    file,
    literalsIn(
      code
        .replace(imports, "")
        .replaceAll("${lockFile}", lockFile)
        .replaceAll("${named(runs)}", "run 1")
        .replaceAll("${stackTag}", stackTag),
    ).map((text) =>
      text
        .replaceAll("`", "")
        .replaceAll(/\s*\n\s*/g, " ")
        .trim(),
    ),
  ]),
);

// who else has to agree stands on the last
const pages = [...readdirSync("docs/runbooks").map((file) => `docs/runbooks/${file}`), "docs/pipeline.md"];
const rows = pages.flatMap((page) => saidIn(page).map((says) => [page, says] as const));

/** Where a phrase is told, up to what differs from one to the next. */
function patternOf(phrase: string): RegExp {
  const parts = phrase.split("…").map((part) => part.trim());
  return new RegExp(parts.map((part) => part.replace(/[.*+?^$()[\]\\|{}]/g, "\\$&")).join(".*"));
}

// a word alone would be told by anything
const patterns = rows.flatMap(([, says]) => (/\S\s+\S/.test(says) ? [patternOf(says)] : []));
const stands = (message: string) => patterns.some((pattern) => pattern.test(message));

const all = /\S+\s+\S+\s+\S/;
const refusals = /(?:^|: |\()got |^could not |: no stack named/;
/** What of each source an operator can meet: all of its texts of three words and more, or those that refuse. */
const sources: readonly (readonly [files: RegExp, told: RegExp])[] = [
  [
    /^src\/commands\/(?:account-status|agreed|agreement|drift|guard|heartbeat|issue|pending|plan-shard|report|reviewed|supersede|turn|unlock)\.ts$/,
    all,
  ],
  [/^src\/commands\/(?:affected|apply|retire|results|shard)\.ts$/, refusals],
  [/^src\/delivery\/github\/(?:ask|gh|merged-review|starters|sticky-comment|why-nobody-else)\.ts$/, all],
  [/^src\/delivery\/ledger\/(?:left-by-another-config|pending-stacks)\.ts$/, all],
  [/^src\/delivery\/run\/(?:not-ready|organization-accounts|plan-pipeline-stack)\.ts$/, all],
  [/^src\/delivery\/takeover\//, all],
  [/^src\/delivery\/unlock\/decide-unlock\.ts$/, all],
  [/^src\/delivery\/report\/(?:held-words|hold-back)\.ts$/, all],
  [/^src\/delivery\/apply\/(?:apply-stack|main-tip|superseded-by)\.ts$/, all],
  [/^src\/delivery\/guard\/decision-lines\.ts$/, all],
  [/^src\/delivery\/drift\/drift-dashboard\.ts$/, all],
  [/^src\/delivery\/(?!guard|resources|drift\/drift-dashboard)/, refusals],
];

/** What tells of no trouble. */
const well: readonly string[] = [
  "…: account … is ……",
  "…: somebody else approves environment …",
  "…: … asks to … it, and has no part in its …",
  "environments that ask somebody else: …",
  "… takes nothing that nobody but its author agreed to: …",
  "… does its work",
  ": every stack has its turn once in … hours",
  "… of … stacks are to be looked at…",
  "looked at …: … clean, … drifted, … not ready, … with errors; … still open from earlier runs, … pending",
  'issue "…": …',
  "shard … (…): … to change, … without change, … not ready, … failed",
  "… of … changes were shown by merged pull requests",
  "run … of …: … (…)",
  "guard: … stand, … allowed…",
];
/** Parts of what stands in a runbook by its other words. */
const parts: readonly string[] = [
  "… newest changes",
  "…: …: …",
  "- …: …",
  "### …: … …",
  "seen last …Z…",
  "- **…** of …: …: …, …",
  "Approve the deploy that waits for it, or dispatch deploy.",
  "What they made stays in AWS, and nobody plans it.",
  // of a fault of Lockstep's own
  "got a dashboard of … units; use shorter budgets",
  "gh run list --workflow …",
  "::warning title=Nobody may be looking::…: …",
  "### Nobody may be looking …: …",
  "run … of …",
  "exit code …",
  "…: got …; …",
  "the plan of pull request … …: …",
  "pull request …",
  "account …, scope …",
  "aws cloudformation list-stack-instances --stack-set-name … --stack-instance-account … --call-as DELEGATED_ADMIN --region … in the shared account",
  "write state: retired in its file, merge that, and run the workflow retire, which enters no account",
  "of unknown state",
  "keys in …",
  "policies of type …",
  ": if it is denied, apply bootstrap again, which gives the role that plans this right",
  "would be replaced",
  "putting it again",
  "by an interrupted apply",
  "the StackSet of bootstrap gives the role to accounts in pipeline.deployTo of organization.yaml: ask …: without a line, the account is in none of these units; a line that is not CURRENT says why the StackSet has not finished there; CURRENT, somebody has removed or changed the role, which lockstep preflight looks at",
  'attempting to import an existing object to "…"',
  "Resource … has lifecycle.prevent_destroy set",
  "because an answer of AWS was lost",
  "of unknown age",
  "from the future",
  "… minutes old",
  "created    … (…)",
  "nothing was applied and the shard stops: find out who wrote it (CloudTrail of the state bucket) before anything else is deployed",
  "has other code",
  "has no such stack",
  "has another configuration of it",
  "has a config with errors",
  ", … not judged",
  "- stack: …",
  "reason: why it is meant",
  "expires: the last day it holds, at most 30 days ahead",
  "could not be planned",
  "…: got … where only forget may be",
  "…: got forget of what the state did not hold",
  "got nothing",
  "got …",
];

describe.each(sources)("what %s says", (files, what) => {
  const told = [...texts].flatMap(([file, said]) => (files.test(file) ? said.filter((text) => what.test(text)) : []));

  test("stands in a runbook", () => {
    expect(told.length).toBeGreaterThan(0);
    expect([...new Set(told)].filter((text) => ![...well, ...parts].includes(text) && !stands(text))).toEqual([]);
  });
});

test("what is left out is said, and stands in no runbook", () => {
  const said = new Set([...texts.values()].flat());

  expect([...well, ...parts].filter((text) => !said.has(text))).toEqual([]);
});

test.each(rows)('%s: "%s" is what somebody is told', (_, says) => {
  const pattern = patternOf(says);

  expect([...texts.values()].some((said) => said.some((text) => pattern.test(text)))).toBe(true);
});

test("each rule of the guard stands in a runbook, and no other", () => {
  const [, table = ""] = readFileSync("docs/runbooks/failed-plan.md", "utf8").split(/^\| rules .*\n\| -.*\n/m);
  const [named = ""] = table.split("\n\n");

  const rules = named
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([\w-]+)`/g)].map(([, id]) => id));

  expect([...rules].sort()).toEqual(guardRules.map(({ id }) => id).sort());
});

test("who finds a left lock looks at every workflow that writes a state", () => {
  const page = readFileSync("docs/runbooks/left-lock.md", "utf8");

  for (const file of writing) expect(page).toContain(`gh run list --workflow ${file} --status in_progress`);
  expect(writing).not.toEqual([]);
});
