import { expect, test } from "vitest";
import { stackTexts } from "../../src/stack-texts.ts";
import { BrokenStacks } from "../support/aws-rules/broken-stacks.ts";
import { deploymentOf } from "../support/aws-rules/deployment.ts";
import { intentOf } from "../support/aws-rules/intent.ts";
import { type RuleName, ruleNames } from "../support/aws-rules/violation.ts";
import { awsRules } from "../support/aws-rules.ts";
import { exampleEstate } from "../support/stacks.ts";

const estate = exampleEstate();
const intent = intentOf(estate);
const texts = stackTexts(estate);

/** Rules that a deployment breaks, each once. */
function rulesBrokenBy(breakIt: (stacks: BrokenStacks) => void): readonly string[] {
  const stacks = new BrokenStacks(texts);
  breakIt(stacks);
  const violations = awsRules(deploymentOf(stacks.texts()), intent);
  return [...new Set(violations.map((violation) => violation.slice(0, violation.indexOf(":"))))].sort();
}

const replaced = (old: string | RegExp, replacement: string) => (text: string) => text.replaceAll(old, replacement);
/** Puts a setting's value in place of the one that stands there. */
const set = (key: string, old: string, value: string) =>
  replaced(
    new RegExp(
      `("${key}":\\{"@@operators_allowed_for_child_policies":\\["@@none"\\],"@@assign":)"${literal(old)}"`,
      "g",
    ),
    `$1"${value}"`,
  );
const literal = (text: string) => text.replace(/[()*?$]/g, "\\$&");
const none = '"@@operators_allowed_for_child_policies":["@@none"]';
const withDocument = (change: (document: Plans) => void) => (text: string) => {
  const document = JSON.parse(text) as { plans: Plans };
  change(document.plans);
  return JSON.stringify(document);
};
// biome-ignore lint/suspicious/noExplicitAny: a document that is broken on purpose has no shape
type Plans = Record<string, any>;

const silver = (change: (text: string) => string) => (stacks: BrokenStacks) =>
  stacks.policies("policies-prod", "silver", change);
const gold = (change: (text: string) => string) => (stacks: BrokenStacks) =>
  stacks.policies("policies-prod", "gold", change);
const bronze = (change: (text: string) => string) => (stacks: BrokenStacks) =>
  stacks.policies("policies-nonprod", "bronze", change);
const block =
  (stack: string, type: string, name: string, change: Record<string, unknown>) => (stacks: BrokenStacks) => {
    Object.assign(stacks.resource(stack, type, name), change);
  };
const without = (stack: string, type: string, name: string) => (stacks: BrokenStacks) =>
  stacks.remove(stack, type, name);
const policyOf =
  (stack: string, type: string, name: string, change: (text: string) => string) => (stacks: BrokenStacks) =>
    stacks.rewrite(stacks.resource(stack, type, name), "policy", change);
const vaultType = "aws_backup_vault";
const lockType = "aws_backup_vault_lock_configuration";

test("finds nothing in the example organization", () => {
  expect(awsRules(deploymentOf(texts), intent)).toEqual([]);
});

const table: readonly (readonly [string, (stacks: BrokenStacks) => void, readonly RuleName[]])[] = [
  [
    "a document above 10,000 characters",
    silver((text) => `${text}${" ".repeat(10_000)}`),
    ["document-grammar", "document-size"],
  ],
  [
    "a setting without @@none",
    silver((text) => text.replace(`"schedule_expression":{${none},`, '"schedule_expression":{')),
    ["children-locked-out"],
  ],
  [
    "a plan without @@none",
    silver((text) => text.replace(`"lockstep-silver":{${none},`, '"lockstep-silver":{')),
    ["children-locked-out"],
  ],
  [
    "a setting that a child may append to",
    silver((text) =>
      text.replace(`"regions":{${none}`, '"regions":{"@@operators_allowed_for_child_policies":["@@append"]'),
    ),
    ["children-locked-out"],
  ],
  ["a number that is no string", silver(replaced('"@@assign":"21"', '"@@assign":21')), ["document-grammar"]],
  [
    "a key that AWS does not know",
    silver(replaced("complete_backup_window_minutes", "complete_window")),
    ["document-grammar", "loss"],
  ],
  [
    "a time zone",
    silver(
      withDocument((plans) => {
        plans["lockstep-silver"].rules.nightly.schedule_expression_timezone = {
          "@@operators_allowed_for_child_policies": ["@@none"],
          "@@assign": "UTC",
        };
      }),
    ),
    ["document-grammar"],
  ],
  [
    "a key twice",
    silver((text) => text.replace(`"regions":{${none}`, `"regions":{${none},${none}`)),
    ["document-grammar"],
  ],
  [
    "a plan without Regions",
    silver(
      withDocument((plans) => {
        delete plans["lockstep-silver"].regions;
      }),
    ),
    ["document-grammar"],
  ],
  [
    "a plan without rules",
    silver(
      withDocument((plans) => {
        delete plans["lockstep-silver"].rules;
      }),
    ),
    ["document-grammar"],
  ],
  [
    "a plan without selections",
    silver(
      withDocument((plans) => {
        delete plans["lockstep-silver"].selections;
      }),
    ),
    ["document-grammar"],
  ],
  [
    "selections by tag beside selections by type",
    silver(
      withDocument((plans) => {
        const { selections } = plans["lockstep-silver"];
        selections.resources = {
          also: {
            ...selections.tags.tagged,
            tag_key: undefined,
            tag_value: undefined,
            resource_types: selections.tags.tagged.tag_value,
          },
        };
      }),
    ),
    ["children-locked-out", "document-grammar", "opt-in"],
  ],
  ["a rule in capitals, which AWS lower-cases", silver(replaced('"nightly"', '"Nightly"')), ["names", "target"]],
  ["a rule's name with a blank", silver(replaced('"nightly"', '"at night"')), ["names", "target"]],
  [
    "eleven rules",
    bronze(
      withDocument((plans) => {
        const { rules } = plans["lockstep-bronze"];
        for (let n = 0; n < 10; n++) rules[`copy-${n}`] = rules.nightly;
      }),
    ),
    ["document-size", "quota", "target"],
  ],
  [
    "31 values of one tag",
    gold(
      withDocument((plans) => {
        plans["lockstep-gold"].selections.tags.tagged.tag_value["@@assign"] = Array.from(
          { length: 31 },
          (_, n) => `${n}`,
        );
      }),
    ),
    ["quota"],
  ],
  [
    "a schedule with five fields",
    silver(set("schedule_expression", "cron(30 1 ? * * *)", "cron(30 1 ? * *)")),
    ["schedule"],
  ],
  [
    "a schedule with a day of month and a day of week",
    silver(set("schedule_expression", "cron(30 1 ? * * *)", "cron(30 1 1 * MON *)")),
    ["schedule"],
  ],
  ["a rate", silver(set("schedule_expression", "cron(30 1 ? * * *)", "rate(1 day)")), ["schedule"]],
  [
    "the 30th of February",
    silver(set("schedule_expression", "cron(30 1 ? * * *)", "cron(30 1 30 2 ? *)")),
    ["loss", "schedule"],
  ],
  [
    "a schedule of years gone by",
    silver(set("schedule_expression", "cron(30 1 ? * * *)", "cron(30 1 ? * * 2020)")),
    ["schedule"],
  ],
  ["every half hour", silver(set("schedule_expression", "cron(30 1 ? * * *)", "cron(0/30 * ? * * *)")), ["schedule"]],
  ["a start window of 59 minutes", silver(set("start_backup_window_minutes", "60", "59")), ["windows"]],
  ["a completion window of no minutes", silver(set("complete_backup_window_minutes", "360", "0")), ["windows"]],
  ["a local retention of 0 days", bronze(set("delete_after_days", "7", "0")), ["lifecycle"]],
  ["a local retention of half a day", bronze(set("delete_after_days", "7", "0.5")), ["lifecycle"]],
  [
    "no retention at all",
    bronze(
      withDocument((plans) => {
        delete plans["lockstep-bronze"].rules.nightly.lifecycle.delete_after_days;
      }),
    ),
    ["copy-shorter", "lifecycle"],
  ],
  ["cold storage for 89 days", silver(set("delete_after_days", "365", "119")), ["cold-storage"]],
  [
    "continuous backup for 36 days",
    gold(replaced('"@@assign":"14"', '"@@assign":"36"')),
    ["continuous", "copy-shorter"],
  ],
  [
    "continuous backup that turns cold",
    gold((text) =>
      text.replace(
        '"@@assign":"true"},"lifecycle":{',
        `"@@assign":"true"},"lifecycle":{"move_to_cold_storage_after_days":{${none},"@@assign":"1"},`,
      ),
    ),
    ["cold-storage", "continuous"],
  ],
  [
    "a copy under another ARN's key",
    silver((text) =>
      text.replace(
        '"arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod":',
        '"arn:aws:backup:eu-west-3:333333333333:backup-vault:lockstep-central-prod":',
      ),
    ),
    ["copy-key"],
  ],
  [
    "a copy that expires before its source",
    silver((text) => text.replace('"@@assign":"35"', '"@@assign":"20"')),
    ["copy-shorter"],
  ],
  [
    "six copies",
    bronze(
      withDocument((plans) => {
        const actions = plans["lockstep-bronze"].rules.nightly.copy_actions;
        const [arn = ""] = Object.keys(actions).filter((key) => !key.startsWith("@@"));
        for (let n = 0; n < 5; n++)
          actions[`${arn}${n}`] = {
            ...actions[arn],
            target_backup_vault_arn: { "@@operators_allowed_for_child_policies": ["@@none"], "@@assign": `${arn}${n}` },
          };
      }),
    ),
    ["copy-vault", "quota"],
  ],
  [
    "a copy less",
    silver(
      withDocument((plans) => {
        delete plans["lockstep-silver"].rules.nightly.copy_actions[
          "arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod"
        ];
      }),
    ),
    ["copy-missing"],
  ],
  [
    "a prod copy to central non-prod",
    silver(
      replaced(
        /eu-west-2:333333333333:backup-vault:lockstep-central-prod/g,
        "eu-west-2:444444444444:backup-vault:lockstep-central-nonprod",
      ),
    ),
    ["copy-access", "copy-back", "copy-class", "copy-key-access", "copy-missing", "copy-access-other-class"],
  ],
  [
    "a copy to a vault that is not there",
    silver(replaced("backup-vault:lockstep-central-prod", "backup-vault:lockstep-central")),
    ["copy-vault"],
  ],
  [
    "a copy to a Region without a vault",
    silver(replaced("backup:eu-west-1", "backup:eu-west-3")),
    ["copy-class", "copy-missing", "copy-vault"],
  ],
  [
    "a copy below the central lock's min",
    block("central-prod", lockType, "eu-west-1", { min_retention_days: 15 }),
    ["lock"],
  ],
  [
    "a copy above the central lock's max",
    block("central-prod", lockType, "eu-west-1", { max_retention_days: 364 }),
    ["lock"],
  ],
  [
    "a local retention below the local lock's min",
    block("app-payments-prod", lockType, "eu-west-2", { min_retention_days: 8 }),
    ["lock"],
  ],
  [
    "a local retention above the local lock's max",
    block("app-payments-prod", lockType, "eu-west-2", { max_retention_days: 34 }),
    ["lock"],
  ],
  [
    "all but one start a day of what promises hours",
    gold(replaced("cron(0 0/4 ? * * *)", "cron(0 0 ? * * *)")),
    ["loss"],
  ],
  ["a schedule with a gap at night", gold(replaced("cron(0 0/4 ? * * *)", "cron(0 15/3 ? * * *)")), ["loss"]],
  ["a completion window of a day longer", silver(set("complete_backup_window_minutes", "360", "1800")), ["loss"]],
  [
    "a start that a rule with a longer retention takes",
    silver((text) =>
      set(
        "complete_backup_window_minutes",
        "480",
        "600",
      )(replaced("cron(30 11 1 * ? *)", "cron(29 2 ? * MON *)")(text)),
    ),
    ["loss"],
  ],
  [
    "an eleventh policy for one account",
    (stacks) => {
      for (let n = 0; n < 8; n++) {
        stacks.add("policies-prod", "aws_organizations_policy", `more-${n}`, {
          ...stacks.resource("policies-prod", "aws_organizations_policy", "gold_eu-west-2_policy"),
          name: `more-${n}`,
        });
        stacks.add("policies-prod", "aws_organizations_policy_attachment", `more-${n}`, {
          provider: "aws.eu-west-2",
          policy_id: `\${aws_organizations_policy.more-${n}.id}`,
          target_id: "555555555501",
        });
      }
    },
    ["attached", "plan-twice"],
  ],
  [
    "two policies of one name",
    block("policies-prod", "aws_organizations_policy", "gold_eu-west-2_policy", {
      name: "lockstep-prod-silver_eu-west-2",
    }),
    ["names"],
  ],
  [
    "a policy attached to the central account",
    block("policies-prod", "aws_organizations_policy_attachment", "gold_eu-west-2_account-payments-prod", {
      target_id: "333333333333",
    }),
    ["target"],
  ],
  [
    "a policy attached to a retired account",
    block("policies-nonprod", "aws_organizations_policy_attachment", "bronze_eu-west-2_account-payments-dev", {
      target_id: "666666666604",
    }),
    ["target", "unprotected"],
  ],
  [
    "a unit's plan that keeps out the plans of its accounts",
    (stacks) => {
      silver((text) => text.replace('["@@append"]', '["@@none"]'))(stacks);
      block("policies-prod", "aws_organizations_policy_attachment", "gold_eu-west-2_account-payments-prod", {
        target_id: "555555555504",
      })(stacks);
    },
    ["plan-changed"],
  ],
  [
    "an account without an attachment",
    without("policies-nonprod", "aws_organizations_policy_attachment", "bronze_eu-west-2_account-payments-dev"),
    ["unprotected"],
  ],
  [
    "a prod policy attached to a non-prod account",
    block("policies-prod", "aws_organizations_policy_attachment", "gold_eu-west-2_account-payments-prod", {
      target_id: "666666666601",
    }),
    ["copy-access", "copy-access-other-class", "copy-back", "copy-class", "copy-key-access", "copy-missing"],
  ],
  [
    "a policy that runs where the account has no vault",
    bronze(replaced('"eu-west-2"', '"eu-west-1"')),
    ["copy-vault", "vault"],
  ],
  [
    "a local vault of another name",
    block("app-ledger-prod", vaultType, "eu-west-2", { name: "lockstep-other" }),
    ["copy-vault", "vault"],
  ],
  [
    "a vault in another Region than its name says",
    block("app-storefront-prod", vaultType, "eu-west-1", { provider: "aws.eu-west-2" }),
    ["copy-back", "copy-key-access", "copy-vault", "vault"],
  ],
  ["no backup role", without("app-ledger-prod", "aws_iam_role", "AWSBackup-backup"), ["role"]],
  ["a role of another account", silver(replaced("iam::$account:role", "iam::999999999999:role")), ["role"]],
  [
    "a copy of a type that has none",
    (stacks) => {
      for (const stack of ["app-payments-dev", "management"])
        Object.assign(
          stacks.resource(stack, "aws_backup_region_settings", "eu-west-2").resource_type_opt_in_preference as object,
          { Redshift: true },
        );
    },
    ["uncopyable"],
  ],
  [
    "a vault that takes copies of nobody",
    policyOf("central-prod", "aws_backup_vault_policy", "eu-west-1", replaced("555555555503", "555555555599")),
    ["copy-access"],
  ],
  [
    "a vault that knows no unit",
    policyOf("central-prod", "aws_backup_vault_policy", "eu-west-1", replaced("ou-ab12-1a2b3c4d", "ou-ab12-ffffffff")),
    ["copy-access"],
  ],
  [
    "a vault that takes copies of the other class",
    policyOf(
      "central-prod",
      "aws_backup_vault_policy",
      "eu-west-1",
      replaced("555555555503", '555555555503","666666666601'),
    ),
    ["copy-access-other-class"],
  ],
  [
    "a vault that takes copies of the whole organization",
    policyOf(
      "central-prod",
      "aws_backup_vault_policy",
      "eu-west-1",
      replaced(',"aws:PrincipalAccount":["555555555501","555555555502","555555555503"]', ""),
    ),
    ["copy-access-other-class"],
  ],
  [
    "a vault that takes copies of any organization",
    policyOf("central-prod", "aws_backup_vault_policy", "eu-west-1", (text) =>
      text.replace(/"StringEquals":\{"aws:PrincipalOrgID":"o-a1b2c3d4e5","aws:PrincipalAccount":\[[^\]]*\]\},/, ""),
    ),
    ["copy-access-other-class"],
  ],
  ["a vault without a policy", without("central-nonprod", "aws_backup_vault_policy", "eu-west-2"), ["copy-access"]],
  [
    "a central key that the accounts cannot use",
    policyOf("central-prod", "aws_kms_key", "eu-west-1", replaced('"kms:CreateGrant",', "")),
    ["copy-key-access"],
  ],
  [
    "a local key that central cannot use",
    policyOf("app-ledger-prod", "aws_kms_key", "eu-west-2", replaced("333333333333", "444444444444")),
    ["copy-key-access"],
  ],
  [
    "a local vault that takes nothing back",
    policyOf("app-ledger-prod", "aws_backup_vault_policy", "eu-west-2", replaced("333333333333", "444444444444")),
    ["copy-back"],
  ],
  [
    "AWS's own key",
    (stacks) => {
      delete stacks.resource("app-ledger-prod", vaultType, "eu-west-2").kms_key_arn;
    },
    ["copy-key-access"],
  ],
  [
    "no service-linked role in central",
    without("central-prod", "aws_iam_service_linked_role", "backup"),
    ["service-linked-role"],
  ],
  [
    "copies between accounts switched off",
    block("management", "aws_backup_global_settings", "global", {
      global_settings: { isCrossAccountBackupEnabled: "false" },
    }),
    ["cross-account"],
  ],
  ["a central vault without a lock", without("central-prod", lockType, "eu-west-1"), ["central-lock"]],
  [
    "a lock with its ends the wrong way round",
    block("app-payments-prod", lockType, "eu-west-2", { min_retention_days: 366 }),
    ["lock", "vault-lock"],
  ],
  [
    "a lock from 0 days on",
    block("app-payments-prod", lockType, "eu-west-2", { min_retention_days: 0 }),
    ["vault-lock"],
  ],
  [
    "a lock up to 36,501 days",
    block("app-payments-prod", lockType, "eu-west-2", { max_retention_days: 36_501 }),
    ["vault-lock"],
  ],
  [
    "a lock armed that nobody decided to arm",
    block("central-prod", lockType, "eu-west-1", { changeable_for_days: 14 }),
    ["armed"],
  ],
  [
    "a lock that cannot be thought over",
    block("central-prod", lockType, "eu-west-1", { changeable_for_days: 2 }),
    ["armed", "vault-lock"],
  ],
  [
    "a vault that Terraform may destroy",
    block("app-ledger-prod", vaultType, "eu-west-2", { lifecycle: {} }),
    ["destroyable"],
  ],
  [
    "a lock that Terraform may destroy",
    block("central-prod", lockType, "eu-west-1", { lifecycle: undefined }),
    ["destroyable"],
  ],
  [
    "a key that Terraform may destroy",
    block("central-prod", "aws_kms_key", "eu-west-1", { lifecycle: { prevent_destroy: false } }),
    ["destroyable"],
  ],
  [
    "a vault that Terraform may empty",
    block("app-ledger-prod", vaultType, "eu-west-2", { force_destroy: true }),
    ["destroyable"],
  ],
  ["a vault's name with a blank", block("app-legacy-crm", vaultType, "eu-west-2", { name: "lock step" }), ["names"]],
];

test.each(table)("catches %s", (_, breakIt, expected) => {
  expect(rulesBrokenBy(breakIt)).toEqual([...expected].sort());
});

test("takes the last start that no longer retention is in the way of", () => {
  const weekly = silver(replaced("cron(30 11 1 * ? *)", "cron(30 2 ? * MON *)"));

  expect(rulesBrokenBy(weekly)).toEqual([]);
});

test("has a row for every rule", () => {
  const covered = new Set(table.flatMap(([, , expected]) => expected));

  expect(ruleNames.filter((rule) => !covered.has(rule))).toEqual([]);
});

test("catches a type that a plan asks for and an account has not opted in", () => {
  const narrowed = new Map([...intent.plans].map(([name, plan]) => [name, { ...plan, types: ["EBS"] }]));
  const stacks = new BrokenStacks(texts);
  Object.assign(
    stacks.resource("app-payments-dev", "aws_backup_region_settings", "eu-west-2")
      .resource_type_opt_in_preference as object,
    { EBS: false },
  );

  const rules = awsRules(deploymentOf(stacks.texts()), { ...intent, plans: narrowed });

  expect(rules).toEqual(["opt-in: lockstep-bronze in 666666666601 eu-west-2 has EBS not opted in"]);
});
