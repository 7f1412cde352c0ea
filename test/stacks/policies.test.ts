import { expect, test } from "vitest";
import { type BackupPolicy, backupPolicies } from "../../src/estate/backup-policies.ts";
import { accountClasses, type Estate } from "../../src/model.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

const estate = exampleEstate();
const stacks = stacksOf(estate);
const policies = accountClasses.flatMap((cls) => backupPolicies(estate, cls));

interface Node {
  readonly [key: string]: Node | string | readonly string[];
}
const document = (text: string) => JSON.parse(text) as { plans: Record<string, Node> };
const planOf = (id: string, within: readonly BackupPolicy[] = policies) => {
  const policy = within.find((candidate) => candidate.id === id);
  return Object.values(document(policy?.document ?? '{"plans":{}}').plans).find((plan) => !Array.isArray(plan)) as Node;
};
const at = (node: Node | undefined, ...path: string[]) =>
  path.reduce<Node | undefined>((here, key) => here?.[key] as Node | undefined, node);
const objects = (node: Node): readonly Node[] => [
  node,
  ...Object.values(node).flatMap((child) =>
    typeof child === "object" && !Array.isArray(child) ? objects(child as Node) : [],
  ),
];

test("every node of every plan forbids children to change it, and children may add plans of their own", () => {
  for (const { document: text } of policies) {
    const [plans, ...nodes] = objects(document(text).plans as unknown as Node);

    // an account's plans stand below its unit's: forbidden here, AWS would drop them
    expect(plans?.["@@operators_allowed_for_child_policies"]).toEqual(["@@append"]);
    for (const node of nodes) expect(node["@@operators_allowed_for_child_policies"]).toEqual(["@@none"]);
  }
});

test("every policy is minified: AWS counts white space", () => {
  for (const { document: text } of policies) expect(text).toBe(JSON.stringify(JSON.parse(text)));
});

test("every rule copies to each Region of its own class's central account, under the key that is its target", () => {
  const targets = (cls: "prod" | "nonprod") =>
    backupPolicies(estate, cls).flatMap(({ document: text, plan }) =>
      plan.rules.map((rule) => {
        const copies = at(document(text).plans[`lockstep-${plan.name}`] as Node, "rules", rule.name, "copy_actions");
        return Object.entries(copies ?? {}).flatMap(([key, copy]) => {
          if (key.startsWith("@@")) return [];
          expect(at(copy as Node, "target_backup_vault_arn")?.["@@assign"]).toBe(key);
          expect(at(copy as Node, "lifecycle", "delete_after_days")?.["@@assign"]).toMatch(/^\d+$/);
          return [key];
        });
      }),
    );

  for (const copies of targets("prod")) {
    expect(copies).toEqual([
      "arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod",
      "arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod",
    ]);
  }
  for (const copies of targets("nonprod")) {
    expect(copies).toEqual(["arn:aws:backup:eu-west-2:444444444444:backup-vault:lockstep-central-nonprod"]);
  }
});

test("a rule is rendered with AWS's words, every number a string", () => {
  const gold = planOf("gold_eu-west-2");
  const rule = at(gold, "rules", "four-hourly");
  const value = (...path: string[]) => at(rule, ...path)?.["@@assign"];

  expect(value("schedule_expression")).toBe("cron(0 0/4 ? * * *)");
  expect(value("target_backup_vault_name")).toBe("lockstep-local");
  expect(value("start_backup_window_minutes")).toBe("60");
  expect(value("complete_backup_window_minutes")).toBe("120");
  expect(value("enable_continuous_backup")).toBe("true");
  expect(value("lifecycle", "delete_after_days")).toBe("14");
  const arn = (region: string) => `arn:aws:backup:${region}:333333333333:backup-vault:lockstep-central-prod`;
  expect(value("copy_actions", arn("eu-west-2"), "lifecycle", "delete_after_days")).toBe("35");
  expect(value("copy_actions", arn("eu-west-1"), "lifecycle", "delete_after_days")).toBe("14");
});

test("cold storage and the archive tier are asked for only where the rule does", () => {
  const monthly = at(planOf("silver_eu-west-2"), "rules", "monthly");
  const copy = at(monthly, "copy_actions", "arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod");

  expect(Object.keys(at(monthly, "lifecycle") ?? {})).not.toContain("move_to_cold_storage_after_days");
  expect(at(copy, "lifecycle", "move_to_cold_storage_after_days")?.["@@assign"]).toBe("30");
  expect(at(copy, "lifecycle", "opt_in_to_archive_for_supported_resources")?.["@@assign"]).toBe("true");
});

test("a rule that stays local has no copy", () => {
  const plans = estate.plans.map((plan) => ({
    ...plan,
    rules: plan.rules.map((rule) => ({ ...rule, copies: { kind: "localOnly" as const, reason: "scratch data only" } })),
  }));
  const texts = backupPolicies({ ...estate, plans }, "prod").map(({ document: text }) => text);

  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) expect(text).not.toContain("copy_actions");
});

test("a policy runs only in Regions where its accounts have a vault", () => {
  const regions = policies.map(({ id, targets }) => [id, targets.map(({ name }) => name)]);

  expect(regions).toEqual([
    ["bronze_eu-west-1_eu-west-2", ["storefront-prod"]],
    ["bronze_eu-west-2", ["data-platform", "ledger-prod", "payments-prod"]],
    ["gold_eu-west-1_eu-west-2", ["storefront-prod"]],
    ["gold_eu-west-2", ["payments-prod"]],
    ["silver_eu-west-2", ["data-platform", "ledger-prod", "payments-prod"]],
    ["bronze_eu-west-2", ["payments-dev", "sandbox"].concat("storefront-staging")],
    ["silver_eu-west-2", ["storefront-staging"]],
  ]);
  expect(at(planOf("gold_eu-west-1_eu-west-2"), "regions")?.["@@assign"]).toEqual(["eu-west-1", "eu-west-2"]);
});

test("a policy attaches to the unit, and to accounts that are in none; retired accounts have none", () => {
  const targets = (id: string) =>
    all(stacks.get(id), "aws_organizations_policy_attachment").map(({ target_id }) => target_id);

  expect(targets("policies-prod")).toContain("ou-ab12-1a2b3c4d");
  expect(targets("policies-prod")).toContain("555555555501");
  expect(targets("policies-prod")).not.toContain("555555555504");
  expect(targets("policies-nonprod")).not.toContain("666666666604");
});

test("a retired account keeps its vaults, keys, roles and its place in central", () => {
  const accounts = estate.accounts.map((account) =>
    account.name === "ledger-prod" ? { ...account, state: "retired" as const } : account,
  );
  const after = stacksOf({ ...estate, accounts });

  expect(after.get("app-ledger-prod")?.resource).toEqual(stacks.get("app-ledger-prod")?.resource);
  expect(JSON.stringify(after.get("app-ledger-prod")?.provider)).toContain('"lockstep:state":"retired"');
  expect(after.get("central-prod")).toEqual(stacks.get("central-prod"));
  expect(JSON.stringify(after.get("policies-prod"))).not.toContain("555555555503");
});

test.each([
  {
    select: { kind: "tagged", tagKey: "plan", tagValues: ["a", "b"], types: [] } as const,
    selections: { tags: { tagged: { tag_key: "plan", tag_value: ["a", "b"] } } },
  },
  {
    select: { kind: "everythingExcept", tagKey: "plan", tagValues: ["a", "no*"], types: ["EBS"] } as const,
    selections: {
      resources: {
        "everything-except": {
          resource_types: ["arn:aws:ec2:*:*:volume/*"],
          conditions: {
            string_not_equals: { "condition-1": { condition_key: "aws:ResourceTag/plan", condition_value: "a" } },
            string_not_like: { "condition-1": { condition_key: "aws:ResourceTag/plan", condition_value: "no*" } },
          },
        },
      },
    },
  },
  {
    select: { kind: "tagged", tagKey: "plan", tagValues: ["a", "b*"], types: [] } as const,
    selections: {
      resources: {
        "tagged-1": {
          resource_types: ["*"],
          conditions: { string_equals: { "condition-1": { condition_value: "a" } } },
        },
        "tagged-2": { conditions: { string_like: { "condition-1": { condition_value: "b*" } } } },
      },
    },
  },
])("$select.kind $select.tagValues of $select.types selects what it says", ({ select, selections }) => {
  const plans = estate.plans.map((plan) => ({ ...plan, selection: select }));
  const plan = planOf("gold_eu-west-2", backupPolicies({ ...estate, plans } as Estate, "prod"));

  expect(plain(plan["selections"] as Node)).toMatchObject(selections);
  expect(JSON.stringify(plan)).toContain("arn:aws:iam::$account:role/lockstep-AWSBackup-backup");
});

/** Without operators: `{"@@assign": x}` becomes x. */
function plain(node: Node): unknown {
  if ("@@assign" in node) return node["@@assign"];
  const children = Object.entries(node).filter(([key]) => !key.startsWith("@@"));
  return Object.fromEntries(children.map(([key, child]) => [key, plain(child as Node)]));
}

test("a policy's tags tell its class, by which the pipeline's roles are held apart", () => {
  for (const cls of accountClasses) {
    const stack = stacks.get(`policies-${cls}`);
    expect(stack?.provider.aws).toMatchObject([{ default_tags: [{ tags: { "lockstep:class": cls } }] }]);
    expect(all(stack, "aws_organizations_policy").every(({ type }) => type === "BACKUP_POLICY")).toBe(true);
  }
});
