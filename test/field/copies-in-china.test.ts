import { expect, test } from "vitest";
import { checkEstate } from "../../src/checks/index.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { judge } from "../../src/judge.ts";
import type { Estate } from "../../src/model.ts";
import { estateOf, problemsOf } from "../support/config.ts";
import { configOf } from "./support/config-of.ts";

/** What is met there, with all that is said of windows and years settled: other tests are about those. */
const china = () =>
  configOf("test/field/backup/14-copies-in-china/config", {
    "plans/silver.yaml": (text) =>
      `${text.replace("central: 1y", "central: 365d")}ownWindows: 19:30-20:30\nfirstBackups: made on demand by whoever onboards a bucket\n`,
  });

const everything = (estate: Estate) => {
  const [account] = estate.accounts;
  if (!account) throw new Error("no account");
  return explanationLines(explainAccount(estate, account, { atMinute: 0, type: null })).filter((line) =>
    line.includes("everything"),
  );
};

/** The estate of China elsewhere: its Regions and its partition by others. */
const elsewhere = (partition: string, home: string, regions: string) =>
  configOf(china(), {
    "organization.yaml": (text) =>
      text
        .replace("[cn-north-1, cn-northwest-1]", `[${regions}]`)
        .replaceAll("cn-north-1", home)
        .replaceAll("arn:aws-cn:", `arn:${partition}:`),
  });

// docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html has copies across accounts in China since
// 27 August 2026, but for S3; RDS's and Aurora's guides have none of their snapshots from one of its Regions to the other
test("an estate in China is refused for what AWS does not copy there", () => {
  expect(judge(china()).estate).toBeNull();
  const uncopied = (type: string, kinds: string, to: string, obstacle: string) =>
    `config/plans/silver.yaml:4:9 select: got ${kinds} in cn-north-1 of orders-prod (accounts/orders-prod.yaml), to be copied to central prod (333333333333, ${to}); AWS makes no copies of it ${obstacle}, and each copy job would fail; use select.types or optIn without ${type}, or uncopied: { ${type}: <why local backups are enough> }`;
  const between = "from cn-north-1 or cn-northwest-1 to another Region, or the other way";
  expect(problemsOf(china())).toEqual([
    uncopied("Aurora", "Aurora", "cn-northwest-1", between),
    uncopied("RDS", "RDS instance, RDS Multi-AZ cluster", "cn-northwest-1", between),
    uncopied("S3", "S3", "cn-north-1", "to another account from or to cn-north-1 or cn-northwest-1"),
  ]);
});

test("what is not copied there counts for nothing on the day that an account or its Region is lost", () => {
  expect(everything(estateOf(china()))).toEqual([
    "    everything  of RDS instance with a persistent option, RDS Multi-AZ cluster  AWS makes no copies of it at all",
    "    everything  of S3                                                           AWS makes no copies of it to another account from or to cn-north-1 or cn-northwest-1",
    "    everything  of Aurora, RDS instance                                         AWS makes no copies of it from cn-north-1 or cn-northwest-1 to another Region, or the other way",
    "    everything  of RDS instance with a persistent option, RDS Multi-AZ cluster  AWS makes no copies of it at all",
    "    everything  of S3                                                           AWS makes no copies of it to another account from or to cn-north-1 or cn-northwest-1",
  ]);
});

test("whoever gives the reasons that are asked for, or copies within one Region, gets no error", () => {
  const reasons = "uncopied: { Aurora: dumps go to S3, RDS: dumps go to S3, S3: replicated to another account }\n";
  const explained = configOf(china(), { "plans/silver.yaml": (text) => `${text}${reasons}` });
  const inOneRegion = configOf(china(), {
    "organization.yaml": (text) => text.replace("[cn-north-1, cn-northwest-1]", "[cn-north-1]").replace(", S3]", "]"),
  });

  expect(problemsOf(explained)).toEqual([
    "config/accounts/orders-prod.yaml:1:10 warning account: got neither lock nor unlocked, but the local vault alone keeps the backups of Aurora, RDS, S3, which plan silver does not copy; where RPO and RTO are critical the local vault comes first, because copies in central come later and have no continuous backup; use lock, or unlocked: <why no lock is needed>",
  ]);
  expect(problemsOf(inOneRegion)).toEqual([]);
});

test("the European Sovereign Cloud has no backup policies, and nothing there is counted", () => {
  const folder = elsewhere("aws-eusc", "eusc-de-east-1", "eusc-de-east-1");

  expect(judge(folder).estate).toBeNull();
  expect(problemsOf(folder)).toEqual([
    "config/accounts/orders-prod.yaml:1:1 regions: got eusc-de-east-1, where plan silver runs in orders-prod (accounts/orders-prod.yaml); AWS Backup has no cross-account management there, of which backup policies are a part, so that nothing would be backed up; use regions without eusc-de-east-1; Lockstep protects nothing there until AWS offers it",
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
  const named = configOf(folder, {
    "plans/silver.yaml": (text) => text.replace("silver } }", "silver }, types: [EBS, EFS] }"),
  });

  expect(problemsOf(folder)).toEqual([]);
  expect(problemsOf(named)).toEqual([
    "config/plans/silver.yaml:3:45 warning promise.rto: got 12h for EBS, EFS, whose restores AWS cannot test, so that nothing measures it; use a plan of their own, with an rto that restores by hand have shown",
  ]);
});

test.each(["ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1"])(
  "an account in %s, which has no cross-account management yet, is told once",
  (region) => {
    const folder = elsewhere("aws", "us-east-1", "us-east-1");
    const moved = configOf(folder, { "accounts/orders-prod.yaml": (text) => `${text}regions: [${region}]\n` });

    const rules = checkEstate(estateOf(moved)).map(({ rule, severity }) => `${severity} ${rule}`);
    expect(rules).toEqual(["error region-without-policies"]);
  },
);
