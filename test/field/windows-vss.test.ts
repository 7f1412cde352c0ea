import { expect, test } from "vitest";
import { effectivePolicies } from "../../src/effective-policy/effective-policies.ts";
import { effectivePolicyLines } from "../../src/effective-policy/effective-policy-text.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { overviewOf } from "../../src/overview/overview.ts";
import { overviewLines } from "../../src/overview/overview-text.ts";
import { configWith, edit, estateOf, problemsOf } from "../support/config.ts";

const gold = "plans/gold.yaml";
const withLine = (line: string) => configWith({ [gold]: (text) => `${text}${line}\n` });
const only = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

test.each([
  ["somebody's guess", "advanced: { windowsVss: enabled }", "advanced"],
  [
    "AWS's name in a backup policy",
    "advanced_backup_settings: { ec2: { windows_vss: enabled } }",
    "advanced_backup_settings",
  ],
  ["AWS's name in its API", "AdvancedBackupSettings: []", "AdvancedBackupSettings"],
  ["a short name", "vss: true", "vss"],
])("%s for Windows VSS is told what to write", (_, line, key) => {
  expect(problemsOf(withLine(line))).toEqual([
    `config/plans/gold.yaml:22:1 ${key}: unknown key; use windowsVss: true at the plan`,
  ]);
});

test("what it is told to write is taken, and AWS is asked for it", () => {
  const folder = withLine("windowsVss: true");
  const estate = estateOf(folder);
  const account = only(estate.accounts, "payments-prod");

  expect(problemsOf(folder)).toEqual([]);
  const lines = effectivePolicyLines(account, effectivePolicies(estate, account).merged.effective);
  expect(lines.filter((line) => line.includes("VSS"))).toEqual(["  Windows VSS for EC2: enabled"]);
});

test("AWS's word for it in place of true is told which word to use", () => {
  expect(problemsOf(withLine("windowsVss: enabled"))).toEqual([
    'config/plans/gold.yaml:22:13 windowsVss: got "enabled"; use true or false: whether Windows on EC2 is backed up through VSS',
  ]);
});

// terraform-aws-backup of lgallard, issue 108: a plan that selects by tag may have instances, and was refused
test("a plan that selects by tag alone may have instances, and nothing is said", () => {
  expect(problemsOf(withLine("windowsVss: true"))).toEqual([]);
});

test.each([
  ["volumes that are backed up by themselves", "EBS, RDS"],
  ["databases", "RDS"],
])("a plan of %s has nothing for VSS", (_, types) => {
  const folder = configWith({
    [gold]: (text) =>
      `${edit("backup-plan: gold } }", `backup-plan: gold }, types: [${types}] }`)(text)}windowsVss: true\n`,
  });

  expect(problemsOf(folder)).toContain(
    `config/plans/gold.yaml:22:13 warning windowsVss: got true for ${types}, and VSS is for EC2 instances alone; remove it, or select EC2 and opt in to it`,
  );
});

test("a plan whose accounts are not opted in to EC2 has nothing for VSS", () => {
  const folder = configWith({
    "organization.yaml": edit("EBS, EC2, EFS", "EBS, EFS"),
    [gold]: (text) => `${text}windowsVss: true\n`,
  });

  expect(problemsOf(folder).filter((line) => line.includes("windowsVss"))).toHaveLength(1);
});

test("explain says what happens where VSS fails, and overview that it is asked for", () => {
  const estate = estateOf(withLine("windowsVss: true"));
  const explained = (type: string | null) =>
    explanationLines(explainAccount(estate, only(estate.accounts, "payments-prod"), { atMinute: 0, type })).filter(
      (line) => line.includes("VSS"),
    );

  expect(explained(null)).toEqual([
    "  Windows on EC2 is backed up through VSS; where that fails, and on t3.nano, t3.micro, t3a.nano, t3a.micro, t2.nano, t2.micro, AWS makes an ordinary backup and calls it COMPLETED",
  ]);
  expect(explained("RDS")).toEqual([]);
  expect(overviewLines(overviewOf(estate)).filter((line) => line.includes("VSS"))).toEqual([
    "    Windows on EC2 through VSS, where it does not fail",
  ]);
});
