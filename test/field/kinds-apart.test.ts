import { expect, test } from "vitest";
import { checkEstate } from "../../src/checks/index.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { configWith, edit, estateOf } from "../support/config.ts";

const types = (...named: readonly string[]) => ({
  "plans/bronze.yaml": edit(
    "select: { everythingExcept: { tag: { backup-plan: [gold, silver, none] } } }",
    `select: { everythingExcept: { tag: { backup-plan: [gold, silver, none] } }, types: [${named.join(", ")}] }`,
  ),
});
const told = (...named: readonly string[]) =>
  checkEstate(estateOf(configWith(types(...named)))).filter(({ rule }) => rule === "kind-not-copied");

/** What is lost with the account of what no policy can tell from what is copied. */
const lostOf = (type: string) => {
  const estate = estateOf(configWith());
  const account = estate.accounts.find(({ name }) => name === "sandbox");
  if (!account) throw new Error("no sandbox");
  const lines = explanationLines(explainAccount(estate, account, { atMinute: 0, type }));
  return lines.find((line) => line.includes("AWS makes no copies of it at all")) ?? "";
};

test.each([
  // cloud-custodian issue 4955: "The snapshot requires a target option group with the following options: [Timezone]"
  ["RDS", ["RDS instance with a persistent option"]],
  // docs.aws.amazon.com/fsx/latest/LustreGuide/copy-backups.html and its sisters: no copies with Intelligent-Tiering
  [
    "FSx",
    [
      "FSx for Lustre with Intelligent-Tiering",
      "FSx for ONTAP FlexGroup volume",
      "FSx for OpenZFS with Intelligent-Tiering",
    ],
  ],
])("%s has kinds that AWS never copies, each of them named where a plan asks for it", (type, kinds) => {
  const [finding, ...others] = told(type);

  expect(others).toEqual([]);
  for (const kind of kinds) {
    expect(finding?.got).toContain(kind);
    expect(finding?.use).toContain(`"${kind}": <how you know that there is none>`);
    expect(lostOf(type)).toContain(kind);
  }
});

test("a plan has one warning a type, however many kinds of it are not copied", () => {
  expect(told("Aurora", "FSx", "RDS").map(({ use }) => use.match(/uncopied: \{ (\w+):/)?.[1])).toEqual(["FSx", "RDS"]);
});

test("the example, which names no types, is told nothing", () => {
  expect(checkEstate(estateOf(configWith())).filter(({ rule }) => rule === "kind-not-copied")).toEqual([]);
});

test("what an account needs before anything is backed up stands where it is explained", () => {
  const estate = estateOf(configWith());
  const [account] = estate.accounts;
  if (!account) throw new Error("no account");
  const { asks } = explainAccount(estate, account, { atMinute: 0, type: "S3" });

  expect(asks.map(({ type, says }) => `${type} ${says}`)).toEqual(["S3 needs", "S3 leaves out", "S3 leaves out"]);
});
