import { expect, test } from "vitest";
import { type PolicyPlan, type PolicyRule, renderBackupPolicy } from "../../../src/aws/backup-policy.ts";
import { backupPolicies } from "../../../src/estate/backup-policies.ts";
import { exampleEstate } from "../../support/stacks.ts";
import { updated } from "./support/plan.ts";

const arn = (vault: string, region = "eu-west-2", account = "333333333333") =>
  `arn:aws:backup:${region}:${account}:backup-vault:${vault}`;
const central = arn("central");
const lifecycle = (deleteAfterDays: number, coldAfterDays: number | null = null) => ({
  deleteAfterDays,
  coldAfterDays,
  archiveEbs: false,
});
const rule = (change: Partial<PolicyRule> = {}): PolicyRule => ({
  name: "daily",
  schedule: "cron(0 3 ? * * *)",
  vault: "local",
  startWithinMinutes: 60,
  completeWithinMinutes: 480,
  continuous: false,
  lifecycle: lifecycle(90),
  copies: [{ vaultArn: central, lifecycle: lifecycle(365) }],
  recoveryPointTags: [],
  ...change,
});
const tagged = (...tagValues: readonly string[]) =>
  ({ kind: "tag", name: "tagged", roleArn: "arn:role", tagKey: "plan", tagValues, conditions: [] }) as const;
const typed = (
  types: readonly string[],
  ...conditions: readonly [
    operator: "string_equals" | "string_like" | "string_not_equals" | "string_not_like",
    value: string,
  ][]
) =>
  ({
    kind: "resources",
    name: "typed",
    roleArn: "arn:role",
    types,
    notTypes: [],
    conditions: conditions.map(([operator, value]) => ({ operator, key: "aws:ResourceTag/plan", value })),
  }) as const;
const plan = (change: Partial<PolicyPlan> = {}): PolicyPlan => ({
  name: "gold",
  regions: ["eu-west-1", "eu-west-2"],
  rules: [rule()],
  selections: [tagged("gold", "gilt")],
  windowsVss: false,
  ...change,
});
const ruled = (...changes: readonly Partial<PolicyRule>[]) => plan({ rules: changes.map(rule) });
const type = "aws_organizations_policy";
const contents = (before: string, after: unknown) =>
  updated(type, { type: "BACKUP_POLICY", content: before }, { type: "BACKUP_POLICY", content: after });
const changed = (before: PolicyPlan, after: PolicyPlan) =>
  contents(renderBackupPolicy(before), renderBackupPolicy(after));

const of = "rule daily of plan gold";
const copyOf = (vault: string, days: number, cold: number | null = null) => ({
  copies: [{ vaultArn: vault, lifecycle: lifecycle(days, cold) }],
});
test.each<[string, PolicyPlan, PolicyPlan, readonly string[]]>([
  ["the same", plan(), plan(), []],
  ["a longer retention", plan(), ruled({ lifecycle: lifecycle(91) }), []],
  [
    "a shorter retention",
    plan(),
    ruled({ lifecycle: lifecycle(89) }),
    [`retention-lowered: ${of} keeps for 89 days instead of 90 days; keep 90 days`],
  ],
  ["a copy kept longer", plan(), ruled(copyOf(central, 366)), []],
  [
    "a copy kept shorter",
    plan(),
    ruled(copyOf(central, 364)),
    [`retention-lowered: the copy of ${of} to ${central} keeps for 364 days instead of 365 days; keep 365 days`],
  ],
  ["cold storage later", ruled({ lifecycle: lifecycle(365, 30) }), ruled({ lifecycle: lifecycle(365, 31) }), []],
  [
    "cold storage earlier",
    ruled({ lifecycle: lifecycle(365, 30) }),
    ruled({ lifecycle: lifecycle(365, 29) }),
    [`cold-sooner: ${of} moves to cold storage after 29 days instead of after 30 days; keep after 30 days`],
  ],
  [
    "cold storage at all",
    ruled({ lifecycle: lifecycle(365) }),
    ruled({ lifecycle: lifecycle(365, 30) }),
    [`cold-sooner: ${of} moves to cold storage after 30 days instead of never; keep never`],
  ],
  ["cold storage no more", ruled({ lifecycle: lifecycle(365, 30) }), ruled({ lifecycle: lifecycle(365) }), []],
  ["a copy more", ruled({ copies: [] }), plan(), []],
  [
    "no copy any more",
    plan(),
    ruled({ copies: [] }),
    [`copy-removed: ${of} no longer copies to ${central}; keep the copy`],
  ],
  [
    "a copy to another vault",
    plan(),
    ruled(copyOf(arn("mine"), 365)),
    [`copy-redirected: ${of} copies to ${arn("mine")} instead of ${central}; keep the copy`],
  ],
  [
    "a copy to another account",
    plan(),
    ruled(copyOf(arn("central", "eu-west-2", "999999999999"), 365)),
    [
      `copy-redirected: ${of} copies to ${arn("central", "eu-west-2", "999999999999")} instead of ${central}; keep the copy`,
    ],
  ],
  [
    "a copy to another Region",
    plan(),
    ruled(copyOf(arn("central", "eu-west-1"), 365)),
    [`copy-redirected: ${of} copies to ${arn("central", "eu-west-1")} instead of ${central}; keep the copy`],
  ],
  [
    "another vault",
    plan(),
    ruled({ vault: "mine" }),
    [`vault-redirected: ${of} backs up into mine instead of local; keep the vault`],
  ],
  [
    "no rule of that name",
    plan(),
    ruled({ name: "nightly" }),
    ["rule-removed: rule daily is gone from plan gold; keep it"],
  ],
  ["a rule more", plan(), ruled({}, { name: "weekly" }), []],
  ["no plan of that name", plan(), plan({ name: "silver" }), ["plan-removed: plan gold is gone; keep it"]],
  ["a Region more", plan(), plan({ regions: ["eu-west-1", "eu-west-2", "eu-west-3"] }), []],
  [
    "a Region fewer",
    plan(),
    plan({ regions: ["eu-west-2"] }),
    ["region-removed: plan gold no longer runs in eu-west-1; keep it"],
  ],
  ["continuous backups", plan(), ruled({ continuous: true }), []],
  [
    "no continuous backups any more",
    ruled({ continuous: true }),
    plan(),
    [`continuous-lost: ${of} makes no continuous backups any more; keep them`],
  ],
  ["another time of day", plan(), ruled({ schedule: "cron(30 4 ? * * *)" }), []],
  ["a schedule twice a day", plan(), ruled({ schedule: "cron(0 3,15 ? * * *)" }), []],
  [
    "a schedule every other day",
    plan(),
    ruled({ schedule: "cron(0 3 1/2 * ? *)" }),
    [`schedule-thinned: ${of} starts less often: at most every 2d instead of 1d; keep the schedule`],
  ],
  [
    "a schedule once a week",
    plan(),
    ruled({ schedule: "cron(0 3 ? * SUN *)" }),
    [`schedule-thinned: ${of} starts less often: at most every 7d instead of 1d; keep the schedule`],
  ],
  [
    "a schedule by the hour that pauses at night",
    ruled({ schedule: "cron(0 * ? * * *)" }),
    ruled({ schedule: "cron(0 8-20 ? * * *)" }),
    [`schedule-thinned: ${of} starts less often: at most every 12h instead of 1h; keep the schedule`],
  ],
  [
    "a schedule that ends",
    plan(),
    ruled({ schedule: "cron(0 3 ? * * 2030)" }),
    [`schedule-thinned: ${of} starts less often: it ends some day; keep the schedule`],
  ],
  [
    "a schedule that ends later",
    ruled({ schedule: "cron(0 3 ? * * 2030)" }),
    ruled({ schedule: "cron(0 3 ? * * 2030-2031)" }),
    [],
  ],
  [
    "a schedule that ends earlier",
    ruled({ schedule: "cron(0 3 ? * * 2030-2031)" }),
    ruled({ schedule: "cron(0 3 ? * * 2030)" }),
    [`schedule-thinned: ${of} starts less often: it ends earlier; keep the schedule`],
  ],
  [
    "a schedule that never starts",
    plan(),
    ruled({ schedule: "cron(0 3 30 2 ? *)" }),
    [`schedule-thinned: ${of} starts less often: it never starts; keep the schedule`],
  ],
  ["a tag value more", plan(), plan({ selections: [tagged("gold", "gilt", "golden")] }), []],
  [
    "a tag value fewer",
    plan(),
    plan({ selections: [tagged("gold")] }),
    ["selection-narrowed: plan gold no longer selects resources with tag plan = gilt; keep them"],
  ],
  [
    "another tag",
    plan(),
    plan({ selections: [{ ...tagged("gold", "gilt"), tagKey: "tier" }] }),
    [
      "selection-narrowed: plan gold no longer selects resources with tag plan = gold, resources with tag plan = gilt; keep them",
    ],
  ],
  ["a selection of another name", plan(), plan({ selections: [{ ...tagged("gold", "gilt"), name: "other" }] }), []],
  [
    "a selection written by type",
    plan(),
    plan({ selections: ["gold", "gilt"].map((value) => ({ ...typed(["*"], ["string_equals", value]), name: value })) }),
    [],
  ],
  [
    "a selection by a pattern",
    plan({ selections: [tagged("gold")] }),
    plan({ selections: [typed(["*"], ["string_like", "go*"])] }),
    [],
  ],
  [
    "a selection by another pattern",
    plan({ selections: [tagged("gold")] }),
    plan({ selections: [typed(["*"], ["string_like", "si*"])] }),
    ["selection-narrowed: plan gold no longer selects resources with tag plan = gold; keep them"],
  ],
  [
    "a type fewer",
    plan({ selections: [typed(["arn:aws:ec2:*", "arn:aws:rds:*"])] }),
    plan({ selections: [typed(["arn:aws:rds:*"])] }),
    ["selection-narrowed: plan gold no longer selects arn:aws:ec2:*; keep them"],
  ],
  ["all types", plan({ selections: [typed(["arn:aws:ec2:*"])] }), plan({ selections: [typed(["*"])] }), []],
  [
    "one type of all",
    plan({ selections: [typed(["*"])] }),
    plan({ selections: [typed(["arn:aws:ec2:*"])] }),
    ["selection-narrowed: plan gold no longer selects all resources; keep them"],
  ],
  [
    "one exception more",
    plan({ selections: [typed(["*"], ["string_not_equals", "none"])] }),
    plan({ selections: [typed(["*"], ["string_not_equals", "none"], ["string_not_equals", "gold"])] }),
    ["selection-narrowed: plan gold no longer selects resources with tag plan other than none; keep them"],
  ],
  [
    "one exception fewer",
    plan({ selections: [typed(["*"], ["string_not_equals", "none"], ["string_not_equals", "gold"])] }),
    plan({ selections: [typed(["*"], ["string_not_equals", "none"])] }),
    [],
  ],
  [
    "only what was the exception",
    plan({ selections: [typed(["*"], ["string_not_equals", "gold"])] }),
    plan({ selections: [typed(["*"], ["string_like", "go*"])] }),
    ["selection-narrowed: plan gold no longer selects resources with tag plan other than gold; keep them"],
  ],
  [
    "an exception of a pattern",
    plan({ selections: [typed(["*"], ["string_not_like", "no*"])] }),
    plan({ selections: [typed(["*"], ["string_not_equals", "none"])] }),
    [],
  ],
  [
    "an exception that grows to a pattern",
    plan({ selections: [typed(["*"], ["string_not_equals", "none"])] }),
    plan({ selections: [typed(["*"], ["string_not_like", "no*"])] }),
    ["selection-narrowed: plan gold no longer selects resources with tag plan other than none; keep them"],
  ],
  [
    "another role",
    plan(),
    plan({ selections: [{ ...tagged("gold", "gilt"), roleArn: "arn:mine" }] }),
    ["backup-role-changed: plan gold backs up with arn:mine instead of arn:role; keep the role"],
  ],
  ["VSS", plan(), plan({ windowsVss: true }), []],
  [
    "no VSS any more",
    plan({ windowsVss: true }),
    plan(),
    ["vss-lost: plan gold no longer backs up Windows through VSS; keep it"],
  ],
  [
    "a tag more on recovery points, in another order",
    ruled({ recoveryPointTags: [{ key: "b", value: "1" }] }),
    ruled({
      recoveryPointTags: [
        { key: "a", value: "1" },
        { key: "b", value: "1" },
      ],
    }),
    [],
  ],
  [
    "a tag less on recovery points",
    ruled({ recoveryPointTags: [{ key: "b", value: "1" }] }),
    plan(),
    [`point-tags-lost: recovery points of ${of} no longer get b = 1; keep it`],
  ],
  [
    "a value that is left out",
    plan(),
    plan({
      selections: [
        {
          ...tagged("gold", "gilt"),
          conditions: [{ operator: "string_not_equals", key: "aws:ResourceTag/role", value: "cache" }],
        },
      ],
    }),
    [
      "selection-narrowed: plan gold no longer selects resources with tag plan = gold, resources with tag plan = gilt; keep them",
    ],
  ],
  [
    "a type that is left out",
    plan({ selections: [typed(["*"])] }),
    plan({ selections: [{ ...typed(["*"]), notTypes: ["arn:aws:s3:::*"] }] }),
    ["selection-narrowed: plan gold no longer selects all resources; keep them"],
  ],
  [
    "types written out in place of every type but one that is still left out",
    plan({ selections: [{ ...typed(["*"], ["string_equals", "gold"]), notTypes: ["arn:aws:s3:::*"] }] }),
    plan({ selections: [{ ...typed(["*"], ["string_equals", "gold"]), notTypes: ["arn:aws:s3:::*"], name: "other" }] }),
    [],
  ],
])("a policy with %s", (_, before, after, lines) => {
  expect(changed(before, after)).toEqual(lines);
});

const text = renderBackupPolicy(plan());
const replaced = (old: string, by: string) => {
  expect(text).toContain(old);
  return text.replace(old, by);
};
const control = '"@@operators_allowed_for_child_policies"';
const none = `${control}:["@@none"],`;
const append = `${control}:["@@append"],`;

test.each([
  ["a node", replaced(`"lifecycle":{${none}`, '"lifecycle":{'), "plans.gold.rules.daily.lifecycle"],
  ["a node that allows all", replaced(`"rules":{${none}`, `"rules":{${control}:["@@all"],`), "plans.gold.rules"],
  ["a node that allows one operator", replaced(`"rules":{${none}`, `"rules":{${append}`), "plans.gold.rules"],
  ["plans that allow one operator more", replaced(append, `${control}:["@@append","@@remove"],`), "plans"],
  [
    "a new node",
    replaced('"schedule_expression"', '"recovery_point_tags":{},"schedule_expression"'),
    "plans.gold.rules.daily.recovery_point_tags",
  ],
])("policies further down may newly change %s", (_, after, path) => {
  expect(contents(text, after)).toEqual([
    `children-opened: policies further down may newly change ${path}; keep @@operators_allowed_for_child_policies there`,
  ]);
});

test("a node that allows less than it did, and a new one that allows nothing, open nothing", () => {
  expect(contents(text, replaced(append, none))).toEqual([]);
  expect(
    contents(
      text,
      replaced(
        '"schedule_expression"',
        `"tags":{${none}"a":{${none}"b":{${none}"@@assign":"c"}}},"schedule_expression"`,
      ),
    ),
  ).toEqual([]);
});

test("a policy that others may have changed before is not held to it, and may be closed", () => {
  const open = text.replaceAll(none, "").replaceAll(append, "");

  expect(contents(open, open.replace('"90"', '"91"'))).toEqual([]);
  expect(contents(open, text)).toEqual([]);
});

test.each([
  ["no JSON", "{", "the backup policy has no plans"],
  ["no plans", "{}", "the backup policy has no plans"],
  ["nothing", null, "the backup policy has no plans"],
  ["another operator", replaced('"@@assign":"90"', '"@@append":"90"'), "the backup policy uses @@append"],
  ["a retention that is no number", replaced('"90"', '"9e1"'), 'the backup policy has delete_after_days "9e1"'],
  ["a number that is no text", replaced('"90"', "90"), "the backup policy has delete_after_days 90"],
  ["one value where a list belongs", replaced('["gold","gilt"]', '"gold"'), 'the backup policy has tag_value "gold"'],
  ["a list with more than text", replaced('"gilt"]', "7]"), "the backup policy has tag_value 7"],
  [
    "a list where a section belongs",
    text.replace(/"lifecycle":\{.*?\}\}/, '"lifecycle":{"@@assign":["90"]}'),
    'the backup policy has lifecycle ["90"]',
  ],
  [
    "a section where a plan's name belongs",
    replaced('"gold":{', '"rules":{'),
    /^unjudged: the backup policy has rules \{"regions":.* and cannot be judged; use what Lockstep writes$/,
  ],
  [
    "a value without an operator",
    replaced(`"delete_after_days":{${none}"@@assign":"90"}`, '"delete_after_days":"90"'),
    "the backup policy has /plans/gold/rules/daily/lifecycle/delete_after_days, which AWS leaves out,",
  ],
  [
    "a key that stands twice",
    replaced('"lifecycle"', '"schedule_expression":{},"lifecycle"'),
    "the backup policy has /plans/gold/rules/daily/schedule_expression twice",
  ],
])("a policy of %s cannot be judged", (_, after, why) => {
  const [line, ...others] = contents(text, after);

  expect(others).toEqual([]);
  if (typeof why === "string") expect(line).toBe(`unjudged: ${why} and cannot be judged; use what Lockstep writes`);
  else expect(line).toMatch(why);
});

test.each(["condition_key", "condition_value"])("a condition without %s cannot be judged", (key) => {
  const whole = renderBackupPolicy(plan({ selections: [typed(["*"], ["string_equals", "gold"])] }));
  const half = whole.replace(new RegExp(`"${key}":\\{[^}]*\\},?`), "").replace(",}", "}");
  const at = "/plans/gold/selections/resources/typed/conditions/string_equals/condition-1";

  expect(contents(whole, half)).toEqual([
    `unjudged: the backup policy has half a condition at ${at} and cannot be judged; use what Lockstep writes`,
  ]);
  expect(contents(whole, whole)).toEqual([]);
});

test("a setting that says nothing is as good as none", () => {
  const unsaid = replaced(`"delete_after_days":{${none}"@@assign":"90"}`, '"delete_after_days":{"@@assign":null}');

  expect(contents(unsaid, text)).toContain(
    `retention-lowered: ${of} keeps for 90 days instead of for ever; keep for ever`,
  );
});

test("a rule is the same in whatever case it is written, as it is to AWS", () => {
  expect(contents(text, replaced('"daily"', '"Daily"'))).toEqual([]);
  expect(contents(replaced('"daily"', '"Daily"'), text)).toEqual([]);
});

test("a selection by tag with a condition more selects less", () => {
  const narrowed = replaced(
    '"tag_key"',
    '"conditions":{"string_equals":{"a":{"condition_key":{"@@assign":"aws:ResourceTag/tier"},"condition_value":{"@@assign":"1"}}}},"tag_key"',
  );
  const lines = (policies: readonly [string, string]) =>
    contents(...policies).filter((line) => !line.startsWith("children-opened"));

  expect(lines([narrowed, text])).toEqual([]);
  expect(lines([text, narrowed])).toEqual([
    "selection-narrowed: plan gold no longer selects resources with tag plan = gold, resources with tag plan = gilt; keep them",
  ]);
});

test("a schedule that AWS cannot read cannot be judged", () => {
  expect(contents(text, replaced("cron(0 3 ? * * *)", "cron(0 3 * * * *)"))).toEqual([
    expect.stringMatching(/^unjudged: the schedule of rule daily of plan gold cannot be judged: got /),
  ]);
});

test("a retention for ever may not end", () => {
  const forEver = text.replace(/"delete_after_days":\{[^}]*\}/, '"x":{}');

  expect(contents(forEver, text)).toContain(
    `retention-lowered: ${of} keeps for 90 days instead of for ever; keep for ever`,
  );
});

test("a copy to an air-gapped vault is a copy", () => {
  const gapped = text.replace(
    '"lifecycle"',
    `"target_logically_air_gapped_backup_vault_arn":{"@@assign":"${arn("gap")}"},"lifecycle"`,
  );

  expect(contents(gapped, text)).toEqual([`copy-removed: ${of} no longer copies to ${arn("gap")}; keep the copy`]);
});

test("policies that Lockstep writes are read whole: each loses something when anything is taken out", () => {
  for (const { document } of [
    ...backupPolicies(exampleEstate(), "prod"),
    ...backupPolicies(exampleEstate(), "nonprod"),
  ]) {
    const content = JSON.parse(document) as { plans: Record<string, Record<string, Record<string, unknown>>> };
    const [name = ""] = Object.keys(content.plans).filter((key) => !key.startsWith("@@"));
    for (const part of ["rules", "selections", "regions"]) {
      const { [part]: _, ...rest } = content.plans[name] ?? {};
      const after = JSON.stringify({ plans: { ...content.plans, [name]: rest } });
      expect(contents(document, after).length, `${name} without ${part}`).toBeGreaterThan(0);
    }
    expect(contents(document, document)).toEqual([]);
  }
});

test("what a guardrail says is no backup policy", () => {
  const scp = { type: "SERVICE_CONTROL_POLICY" };

  expect(updated(type, { ...scp, content: '{"Statement":[]}' }, { ...scp, content: '{"Statement":[{}]}' })).toEqual([]);
});
