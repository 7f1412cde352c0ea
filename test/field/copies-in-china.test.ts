import { expect, test } from "vitest";
import { sentence } from "../../src/diagnostics/sentence.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { judge } from "../../src/judge.ts";
import type { Estate } from "../../src/model.ts";
import { estateOf } from "../support/config.ts";
import { fieldConfig } from "./support/field-config.ts";

type Edits = Parameters<typeof fieldConfig>[1];
const china = (edits?: Edits) => fieldConfig("14-copies-in-china", edits);

/** What is said of copies, Regions and restores: the input's windows have findings of their own. */
const rules = [
  "types-not-copied",
  "kind-not-copied",
  "uncopied-unneeded",
  "region-without-policies",
  "restore-untested",
];
const told = (folder: string) =>
  judge(folder)
    .problems.filter(({ rule }) => rules.includes(rule))
    .map(({ severity, rule, place, ...clauses }) => {
      const file = place.file.slice(folder.length + 1);
      return `${severity} ${rule} ${file}:${place.line} ${place.key}: ${sentence(clauses)}`;
    });

const everything = (estate: Estate) => {
  const [account] = estate.accounts;
  if (!account) throw new Error("no account");
  return explanationLines(explainAccount(estate, account, { atMinute: 0, type: null })).filter((line) =>
    line.includes("everything"),
  );
};

/** The estate of China elsewhere: its Regions and its partition by others. */
const elsewhere = (partition: string, home: string, regions: string, edits: Edits = {}) =>
  china({
    "organization.yaml": (text) =>
      text
        .replace("[cn-north-1, cn-northwest-1]", `[${regions}]`)
        .replaceAll("cn-north-1", home)
        .replaceAll("arn:aws-cn:", `arn:${partition}:`),
    ...edits,
  });

// docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html has copies across accounts in China since
// 27 August 2026, but for S3; RDS's and Aurora's guides have none of their snapshots from one of its Regions to the other
test("an estate in China is refused for what AWS does not copy there", () => {
  expect(judge(china()).estate).toBeNull();
  const uncopied = (type: string, kinds: string, to: string, obstacle: string) =>
    `error types-not-copied plans/silver.yaml:4 select: got ${kinds} in cn-north-1 of orders-prod (accounts/orders-prod.yaml), to be copied to central prod (333333333333, ${to}); AWS makes no copies of it ${obstacle}, and each copy job would fail; use select.types or optIn without ${type}, or uncopied: { ${type}: <why local backups are enough> }`;
  const between = "from cn-north-1 or cn-northwest-1 to another Region, or the other way";
  expect(told(china())).toEqual([
    uncopied("Aurora", "Aurora", "cn-northwest-1", between),
    uncopied("RDS", "RDS instance, RDS Multi-AZ cluster", "cn-northwest-1", between),
    uncopied("S3", "S3", "cn-north-1", "to another account from or to cn-north-1 or cn-northwest-1"),
  ]);
});

test("what is not copied there counts for nothing on the day that an account or its Region is lost", () => {
  const starting = (text: string) => text.replaceAll(/startWithin: ../g, "startWithin: 210m");

  expect(everything(estateOf(china({ "plans/silver.yaml": starting })))).toEqual([
    "    everything  of RDS instance with a persistent option, RDS Multi-AZ cluster  AWS makes no copies of it at all",
    "    everything  of S3                                                           AWS makes no copies of it to another account from or to cn-north-1 or cn-northwest-1",
    "    everything  of Aurora, RDS instance                                         AWS makes no copies of it from cn-north-1 or cn-northwest-1 to another Region, or the other way",
    "    everything  of RDS instance with a persistent option, RDS Multi-AZ cluster  AWS makes no copies of it at all",
    "    everything  of S3                                                           AWS makes no copies of it to another account from or to cn-north-1 or cn-northwest-1",
  ]);
});

test("whoever gives the reasons that are asked for, or copies within one Region, gets no error", () => {
  const reasons = "uncopied: { Aurora: dumps go to S3, RDS: dumps go to S3, S3: replicated to another account }\n";
  const explained = china({ "plans/silver.yaml": (text) => `${text}${reasons}` });
  const inOneRegion = china({
    "organization.yaml": (text) => text.replace("[cn-north-1, cn-northwest-1]", "[cn-north-1]").replace(", S3]", "]"),
  });

  expect(told(explained)).toEqual([]);
  expect(told(inOneRegion)).toEqual([]);
});

test("the European Sovereign Cloud has no backup policies, and nothing there is counted", () => {
  const folder = elsewhere("aws-eusc", "eusc-de-east-1", "eusc-de-east-1");

  expect(judge(folder).estate).toBeNull();
  expect(told(folder)).toEqual([
    "error region-without-policies accounts/orders-prod.yaml:1 regions: got eusc-de-east-1, where plan silver runs in orders-prod (accounts/orders-prod.yaml); AWS Backup has no cross-account management there, of which backup policies are a part, so that nothing would be backed up; use regions without eusc-de-east-1; Lockstep protects nothing there until AWS offers it",
  ]);
  const estate = estateOf(folder);
  const [account] = estate.accounts;
  if (!account) throw new Error("no account");
  expect(explanationLines(explainAccount(estate, account, { atMinute: 0, type: null })).slice(1)).toEqual([
    "",
    "nothing of what was asked for is backed up here",
  ]);
});

test("GovCloud copies from one of its Regions to the other, and tests no restores", () => {
  const folder = elsewhere("aws-us-gov", "us-gov-west-1", "us-gov-west-1, us-gov-east-1");
  const named = elsewhere("aws-us-gov", "us-gov-west-1", "us-gov-west-1, us-gov-east-1", {
    "plans/silver.yaml": (text) => text.replace("silver } }", "silver }, types: [EBS, EFS] }"),
  });

  expect(told(folder)).toEqual([]);
  expect(told(named)).toEqual([
    "warning restore-untested plans/silver.yaml:3 promise.rto: got 12h for EBS, EFS, whose restores AWS cannot test, so that nothing measures it; use a plan of their own, with an rto that restores by hand have shown",
  ]);
});

test.each(["ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1"])(
  "an account in %s, which has no cross-account management yet, is told once",
  (region) => {
    const folder = elsewhere("aws", "us-east-1", "us-east-1", {
      "accounts/orders-prod.yaml": (text) => `${text}regions: [${region}]\n`,
    });

    const said = judge(folder).problems.filter(({ severity }) => severity === "error");
    expect(said.map(({ rule }) => rule)).toContain("region-without-policies");
    expect(said.filter(({ rule }) => rules.includes(rule))).toHaveLength(1);
  },
);
