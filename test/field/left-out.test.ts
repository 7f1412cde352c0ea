import { expect, test } from "vitest";
import { effectivePolicies } from "../../src/effective-policy/effective-policies.ts";
import { effectivePolicyLines } from "../../src/effective-policy/effective-policy-text.ts";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import { plansReaching } from "../../src/estate/reach.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { overviewOf } from "../../src/overview/overview.ts";
import { overviewLines } from "../../src/overview/overview-text.ts";
import { type Changes, configWith, edit, estateOf, exampleText, problemsOf } from "../support/config.ts";

const organization = "organization.yaml";
const reason = "reason: it is made anew every night";
const leftOut = (entries: string, others: Changes = {}) =>
  configWith({ ...others, [organization]: (text) => `${text}leftOut:\n${entries}\n` });
const lastLine = exampleText(organization).split("\n").length;
/** Lines of what runs in an account that say which resources it takes. */
function selectionsIn(folder: string, name = "ledger-prod"): readonly string[] {
  const estate = estateOf(folder);
  const account = estate.accounts.find((each) => each.name === name);
  if (!account) throw new Error(`no account ${name}`);
  expect(plansReaching(estate, account).length).toBeGreaterThan(0);
  return effectivePolicyLines(account, effectivePolicies(estate, account).merged.effective).filter((line) =>
    /selection|where|but not/.test(line),
  );
}
const bronze = [
  "    where string_not_equals aws:ResourceTag/backup-plan gold",
  "    where string_not_equals aws:ResourceTag/backup-plan none",
  "    where string_not_equals aws:ResourceTag/backup-plan silver",
];

test("what plans leave out already gets its reason, and no policy changes by a byte", () => {
  const texts = (folder: string) =>
    (["prod", "nonprod"] as const).flatMap((cls) => backupPolicies(estateOf(folder), cls).map((each) => each.document));
  const folder = leftOut(`  scratch: { tag: { backup-plan: none }, ${reason} }`);

  expect(problemsOf(folder)).toEqual([]);
  expect(texts(folder)).toEqual(texts(configWith()));
});

test("a tag of its own is a condition of every selection", () => {
  expect(selectionsIn(leftOut(`  caches: { tag: { role: [cache, "tmp-*"] }, ${reason} }`))).toEqual([
    "  selection everything-except: *",
    ...bronze,
    "    where string_not_equals aws:ResourceTag/role cache",
    "    where string_not_like aws:ResourceTag/role tmp-*",
    "  selection tagged: tag backup-plan = silver",
    "    where string_not_equals aws:ResourceTag/role cache",
    "    where string_not_like aws:ResourceTag/role tmp-*",
  ]);
});

test("a type is no part of any selection, of those by tag either", () => {
  const folder = leftOut(`  buckets: { types: [S3], ${reason} }`);

  expect(selectionsIn(folder)).toEqual([
    "  selection everything-except: *",
    "    but not arn:aws:s3:::*",
    ...bronze,
    "  selection tagged-1: *",
    "    but not arn:aws:s3:::*",
    "    where string_equals aws:ResourceTag/backup-plan silver",
  ]);
  expect(problemsOf(folder)).toEqual([]);
});

test("a plan that could not take it says nothing of it", () => {
  const narrowed = { "plans/silver.yaml": edit("backup-plan: silver } }", "backup-plan: silver }, types: [EBS] }") };

  expect(selectionsIn(leftOut(`  buckets: { types: [S3], ${reason} }`, narrowed)).slice(-2)).toEqual([
    "  selection tagged-1: arn:aws:ec2:*:*:volume/*",
    "    where string_equals aws:ResourceTag/backup-plan silver",
  ]);
});

test("explain and overview show it with its reason, and promise it nothing", () => {
  const estate = estateOf(
    leftOut(
      `  buckets: { types: [S3], ${reason} }\n  scratch: { tag: { backup-plan: none }, reason: nobody misses it }`,
    ),
  );
  const account = estate.accounts.find(({ name }) => name === "payments-prod");
  if (!account) throw new Error("no account");
  const explained = (type: string | null) => explanationLines(explainAccount(estate, account, { atMinute: 0, type }));

  expect(explained(null).slice(-3)).toEqual([
    "left out on purpose",
    "  buckets  all S3                     it is made anew every night",
    "  scratch  tagged backup-plan = none  nobody misses it",
  ]);
  expect(explained(null).filter((line) => /backs up what is .*S3/.test(line))).toEqual([]);
  expect(explained("S3").slice(1)).toEqual([
    "",
    "nothing of what was asked for is backed up here",
    "",
    "left out on purpose",
    "  buckets  all S3                     it is made anew every night",
    "  scratch  tagged backup-plan = none  nobody misses it",
  ]);
  expect(explained("EBS").slice(-2)).toEqual([
    "left out on purpose",
    "  scratch  tagged backup-plan = none  nobody misses it",
  ]);
  expect(overviewLines(overviewOf(estate)).slice(-3)).toEqual([
    "Left out on purpose",
    "  buckets  all S3                     it is made anew every night",
    "  scratch  tagged backup-plan = none  nobody misses it",
  ]);
});

test("a retired account leaves nothing out: nothing is backed up there", () => {
  const estate = estateOf(leftOut(`  buckets: { types: [S3], ${reason} }`));
  const account = estate.accounts.find(({ state }) => state === "retired");
  if (!account) throw new Error("no account");

  expect(explainAccount(estate, account, { atMinute: 0, type: null }).leftOut).toEqual([]);
});

const at = `config/organization.yaml:${lastLine + 1}`;

test.each([
  [
    "no reason",
    "  caches: { tag: { role: cache } }",
    [`${at}:11 leftOut.caches.reason: missing; write a sentence that says why, of at least 10 characters`],
  ],
  [
    "neither tag nor types",
    `  caches: { ${reason} }`,
    [`${at}:11 leftOut.caches: got neither tag nor types; use one of them; what differs takes an entry of its own`],
  ],
  [
    "both",
    `  caches: { tag: { role: cache }, types: [S3], ${reason} }`,
    [`${at}:11 leftOut.caches: got both tag and types; use one of them; what differs takes an entry of its own`],
  ],
  [
    "types that a policy cannot tell from others",
    `  graphs: { types: [Neptune], ${reason} }`,
    [
      `${at}:20 leftOut.graphs.types: got Neptune, which a backup policy cannot tell from Aurora and DocumentDB; use tag, or name Aurora and DocumentDB as well`,
    ],
  ],
  [
    "all of those types, in two entries",
    `  graphs: { types: [Neptune, Aurora], ${reason} }\n  documents: { types: [DocumentDB], ${reason} }`,
    [],
  ],
  [
    "what a plan selects by name",
    `  gilded: { tag: { backup-plan: "gol*" }, ${reason} }`,
    [
      "config/plans/gold.yaml:4:16 select.tag: got backup-plan: gold, which organization.yaml leaves out as gilded; use it in one of the two places",
    ],
  ],
  [
    "more than a selection takes",
    `  teams: { tag: { team: [${Array.from({ length: 28 }, (_, index) => `t${index}`).join(", ")}] }, ${reason} }`,
    [
      "config/plans/bronze.yaml:4:9 select: got a selection with 31 conditions, 28 of them for leftOut in organization.yaml; AWS takes 30; use fewer values, or values with *",
    ],
  ],
  [
    "as much as a selection takes",
    `  teams: { tag: { team: [${Array.from({ length: 27 }, (_, index) => `t${index}`).join(", ")}] }, ${reason} }`,
    [],
  ],
])("leaving out %s", (_, entries, said) => {
  // as many values make a policy too long as well, which is told apart
  const told = problemsOf(leftOut(entries)).filter((line) => !/ warning |got a backup policy of/.test(line));

  expect(told).toEqual(said);
});

test("a type that a plan names and the organization leaves out is refused", () => {
  const named = { "plans/silver.yaml": edit("backup-plan: silver } }", "backup-plan: silver }, types: [EBS, S3] }") };

  expect(problemsOf(leftOut(`  buckets: { types: [S3], ${reason} }`, named))).toContain(
    "config/plans/silver.yaml:4:48 select.types: got S3, which organization.yaml leaves out as buckets; use it in one of the two places",
  );
});

test.each([["exclude"], ["notResources"], ["not_resource_types"]])("a plan's %s is told where to write it", (key) => {
  const folder = configWith({ "plans/gold.yaml": (text) => `${text}${key}: [S3]\n` });

  expect(problemsOf(folder)).toEqual([
    `config/plans/gold.yaml:22:1 ${key}: unknown key; what is left out is left out by every plan; use leftOut in organization.yaml, with the reason`,
  ]);
});

test("the tag that a plan selects by is a condition where types are left out as well, and none elsewhere", () => {
  const teams = `  teams: { tag: { team: [${Array.from({ length: 30 }, (_, index) => `t${index}`).join(", ")}] }, ${reason} }`;
  const plansOver = (entries: string) =>
    problemsOf(leftOut(entries)).flatMap((line) => (line.includes(" conditions, ") ? [line.split(/[/.]/)[2]] : []));

  expect(plansOver(teams)).toEqual(["bronze"]);
  expect(plansOver(`${teams}\n  buckets: { types: [S3], ${reason} }`)).toEqual(["bronze", "gold", "silver"]);
});
