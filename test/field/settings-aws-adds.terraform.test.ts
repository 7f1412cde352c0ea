import { beforeAll, describe, expect, test } from "vitest";
import { judgeStacks } from "../../src/delivery/drift/judge-stacks.ts";
import { guardPlan } from "../../src/delivery/guard/guard-plan.ts";
import type { StackSummary } from "../../src/delivery/handoff/stack-summary.ts";
import { strangeKeyLines } from "../../src/delivery/report/strange-keys.ts";
import { summarizePlan } from "../../src/delivery/run/summarize-plan.ts";
import { withoutStrangeKeys } from "../../src/delivery/run/without-strange-keys.ts";
import { sentence } from "../../src/diagnostics/sentence.ts";
import { realPlan } from "../delivery/guard/support/real-plan.ts";
import { stackJson } from "../delivery/support/synthesized-folder.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";

const missing = await missingTerraformTools();

// as they are synthesized
const stacks = stacksOf(exampleEstate());
const provider = "aws.eu-west-2";
const [optIn] = all(stacks.get("app-payments-prod"), "aws_backup_region_settings");
const [switches] = all(stacks.get("management"), "aws_backup_global_settings");
const settings = { ...optIn, provider };

/** What `aws backup describe-region-settings` said of a Region, before anything came or went. */
const today = {
  optIn: {
    ...{ Aurora: true, CloudFormation: false, DSQL: false, DocumentDB: true, DynamoDB: true, EBS: true, EC2: true },
    ...{ EFS: true, EKS: false, FSx: true, Neptune: true, RDS: true, Redshift: false, "Redshift Serverless": false },
    ...{ S3: true, "SAP HANA on Amazon EC2": false, "Storage Gateway": true, Timestream: false, VirtualMachine: true },
  },
  management: { CloudFormation: true, DSQL: true, DynamoDB: true, EFS: true },
};
type Switched = Readonly<Record<string, boolean | undefined>>;
const region = (optIn: Switched = {}, management: Switched = {}) => ({
  id: "eu-west-2",
  resource_type_opt_in_preference: present({ ...today.optIn, ...optIn }),
  resource_type_management_preference: present({ ...today.management, ...management }),
});
const present = (map: Switched) => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
const organization = (more: Readonly<Record<string, string>>) => ({
  id: "111111111111",
  global_settings: { isCrossAccountBackupEnabled: "true", isDelegatedAdministratorEnabled: "true", ...more },
});

const inRegions = {
  today: region(),
  type_on: region({ "Newest Service": true }),
  type_off: region({ "Newest Service": false }),
  managed: region({}, { "Newest Service": true }),
  turned_off: region({ "Newest Service": true, S3: false }, { EFS: false }),
  renamed: region({ FSx: undefined, "FSx Family": true }),
  withdrawn: region({ RDS: undefined }),
};
const ofOrganization = {
  same: organization({ isMpaEnabled: "true" }),
  setting: organization({ isMpaEnabled: "false", isSomethingNewEnabled: "true" }),
  off: organization({ isSomethingNewEnabled: "true", isCrossAccountBackupEnabled: "false" }),
};

const addresses = (type: string, names: object) => Object.keys(names).map((name) => `${type}.${name}`);
const regionType = "aws_backup_region_settings";
const globalType = "aws_backup_global_settings";

let planned: Awaited<ReturnType<typeof realPlan>>;
beforeAll(async () => {
  if (missing) return;
  planned = await realPlan(
    Object.fromEntries([
      ...Object.entries(inRegions).map(([name, state]) => [`${regionType}.${name}`, state]),
      ...Object.entries(ofOrganization).map(([name, state]) => [`${globalType}.${name}`, state]),
    ]),
    stackJson({
      resource: {
        [regionType]: Object.fromEntries(Object.keys(inRegions).map((name) => [name, settings])),
        [globalType]: Object.fromEntries(Object.keys(ofOrganization).map((name) => [name, { ...switches, provider }])),
      },
    }),
  );
}, 180_000);

/** The plan of a stack with that one resource. */
const planOf = (address: string) => ({
  ...planned,
  resource_changes: (planned.resource_changes ?? []).filter((one) => one.address === address),
});

/** What a look at a stack with that resource comes to. */
function look(address: string) {
  const stack = "app-a";
  const { plan, keys } = withoutStrangeKeys(planOf(address));
  const summary: StackSummary = {
    ...{ stack, scope: "app-prod", wave: 4, error: "", planFile: null },
    ...summarizePlan(plan, { stack, accountId: "555555555555" }),
    violations: guardPlan(plan, stack),
    ...(keys.length > 0 && { strangeKeys: keys }),
  };
  const { judgements } = judgeStacks([{ stack, scope: "app-prod" }], [summary], {}, "2026-12-01T07:00:00.000Z");
  return {
    outcome: summary.outcome,
    changes: summary.changes.flatMap(({ attributes }) =>
      attributes.map(({ path, before, after }) => `${path.join(".")}: ${before} → ${after}`),
    ),
    guard: summary.violations.map(sentence),
    drift: judgements.map((judgement) => judgement.class),
    notes: strangeKeyLines([summary]),
  };
}

const nothing = { outcome: "unchanged", changes: [], guard: [], drift: ["clean"] };
const note = (key: string, attribute: string, use: string) =>
  `AWS has added ${key} to ${attribute}, which this Lockstep does not know: it stays as it is, which is no drift and needs nothing; ${use} (1 stack: app-a)`;
const update = "to have it backed up, update Lockstep to a version that knows it, then name it in optIn";
const others = "whoever looks after the management account decides what it is set to";

describe.skipIf(missing)("the day AWS changes its settings, by Terraform's own plan", () => {
  test("what AWS has today is no change", () => {
    const names = [...addresses(regionType, inRegions), ...addresses(globalType, ofOrganization)];
    expect((planned.resource_changes ?? []).map(({ address }) => address).sort()).toEqual(names.sort());

    expect(look(`${regionType}.today`)).toEqual({ ...nothing, notes: [] });
    expect(look(`${globalType}.same`)).toEqual({ ...nothing, notes: [] });
  });

  test.each([
    [
      "a resource type that is on",
      `${regionType}.type_on`,
      "Newest Service",
      "resource_type_opt_in_preference",
      update,
    ],
    [
      "a resource type that is off",
      `${regionType}.type_off`,
      "Newest Service",
      "resource_type_opt_in_preference",
      update,
    ],
    [
      "a type that it manages wholly",
      `${regionType}.managed`,
      "Newest Service",
      "resource_type_management_preference",
      update,
    ],
    ["a setting of the organization", `${globalType}.setting`, "isSomethingNewEnabled", "global_settings", others],
  ])("%s comes: Terraform wants to update it for good, and it is one note", (_, address, key, attribute, use) => {
    expect(planOf(address).resource_changes[0]?.change.actions).toEqual(["update"]);

    expect(look(address)).toEqual({ ...nothing, notes: [note(key, attribute, use)] });
  });

  test("what config names and somebody has turned off is drift, and nothing else of the change is shown", () => {
    const found = look(`${regionType}.turned_off`);

    expect(found).toMatchObject({
      outcome: "changed",
      drift: ["drift"],
      changes: [
        "resource_type_management_preference.EFS: false → true",
        "resource_type_opt_in_preference.S3: false → true",
      ],
      guard: [],
      notes: [note("Newest Service", "resource_type_opt_in_preference", update)],
    });
    expect(look(`${globalType}.off`)).toMatchObject({
      drift: ["drift"],
      changes: ["global_settings.isCrossAccountBackupEnabled: false → true"],
    });
  });

  test("a type that AWS calls otherwise now stays drift until config does, with a note of both names", () => {
    const found = look(`${regionType}.renamed`);

    expect(found).toMatchObject({
      drift: ["drift"],
      changes: ["resource_type_opt_in_preference.FSx: null → true"],
      guard: [],
      notes: [
        note("FSx Family", "resource_type_opt_in_preference", update),
        "AWS has no FSx in resource_type_opt_in_preference, which aws_backup_region_settings.renamed names: an apply is refused with everything else in it, for AWS takes only names that it lists; take it out of optIn for this Region, or see what AWS calls it now (1 stack: app-a)",
      ],
    });
  });

  test("a type that AWS takes out of a Region stays drift until config does, with a note of it", () => {
    expect(look(`${regionType}.withdrawn`)).toMatchObject({
      drift: ["drift"],
      changes: ["resource_type_opt_in_preference.RDS: null → true"],
      notes: [expect.stringContaining("AWS has no RDS in resource_type_opt_in_preference")],
    });
  });
});
