import { expect, test } from "vitest";
import { backupPolicies } from "../../../src/estate/backup-policies.ts";
import { classTag, pipelineApplyRole } from "../../../src/names.ts";
import { effectiveOf } from "../../aws/policy/support/merge.ts";
import { example, type Request } from "../organization/organization.ts";
import { account, central, organization, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { asks } from "./aws-step.ts";

const who = "the pipeline's role for the policies of non-prod";
const as = example.role(shared.accountId, pipelineApplyRole("policies-nonprod"));
const kind = { "organizations:PolicyType": "BACKUP_POLICY" };
const toNonProd = { [`aws:RequestTag/${classTag}`]: "nonprod", "aws:TagKeys": [classTag] };
const own = example.organizationPolicy("backup_policy", { [classTag]: "nonprod" });
const ofProd = example.organizationPolicy("backup_policy", { [classTag]: "prod" });
const untagged = example.organizationPolicy("backup_policy");
const [unit] = example.estate.units;

const notListed = "denied, nothing allows it";
const by = (delegation: string, own: string) =>
  `allowed by delegation policy of the organization: ${delegation}, inline policy of ${pipelineApplyRole("policies-nonprod")}: ${own}`;

testAttack({
  id: "other-class-attachment",
  steps: [
    asks({
      who,
      does: "makes a policy of its class",
      as,
      request: ["organizations:CreatePolicy", own, { ...kind, ...toNonProd }],
      today: by("BackupDelegateCreates", "Create"),
    }),
    asks({
      who,
      does: "attaches it, as far as the policy is asked",
      as,
      request: ["organizations:AttachPolicy", own, kind],
      today: by("BackupDelegateAttaches", "Change"),
    }),
  ],
  ends: [
    ["to an account of prod", account("payments-prod").accountId, notListed],
    ["to a unit of prod", unit?.ouId ?? "", notListed],
    ["to the root", organization.rootId, notListed],
    [
      "to central prod",
      central.prod.accountId,
      "denied by managed policy of lockstep-pipeline-apply-policies-nonprod-boundary: NotTheSpecialAccounts",
    ],
  ].map(([to = "", id = "", today = ""]) =>
    asks({
      who,
      does: `attaches it ${to}`,
      as,
      request: ["organizations:AttachPolicy", example.attachmentTarget(id), kind],
      today,
    }),
  ),
});

testAttack({
  id: "other-class-untagged-policies",
  steps: [
    asks({
      who,
      does: "tags a policy without a class as non-prod's",
      as,
      request: ["organizations:TagResource", untagged, toNonProd],
      today: by("BackupDelegateTags", "Tag"),
    }),
  ],
  ends: [
    ["organizations:UpdatePolicy", "BackupDelegateChanges"],
    ["organizations:DeletePolicy", "BackupDelegateChanges"],
    ["organizations:DetachPolicy", "BackupDelegateAttaches"],
  ].map(([action = "", delegation = ""]) =>
    asks({
      who,
      does: `asks ${action} of it`,
      as,
      request: [action, own, kind],
      today: by(delegation, "Change"),
    }),
  ),
});

interface Plans {
  readonly plans: Readonly<Record<string, { readonly rules: Readonly<Record<string, RuleText>> }>>;
}
interface RuleText {
  readonly schedule_expression: unknown;
  readonly lifecycle: { readonly delete_after_days: unknown };
}

const gold = backupPolicies(example.estate, "prod").find(({ plan }) => plan.name === "gold");
const document = JSON.parse(gold?.document ?? "") as Plans;
const isName = (key: string) => !key.startsWith("@@");
const plan = Object.keys(document.plans).find(isName) ?? "";
const rule = Object.keys(document.plans[plan]?.rules ?? {}).find(isName) ?? "";

/** What an account runs of that rule: when it starts, and how long it keeps. */
function effective(...documents: readonly unknown[]): string {
  const found = (effectiveOf(...documents) as unknown as Plans).plans[plan]?.rules[rule];
  return `${found?.schedule_expression}, kept ${found?.lifecycle.delete_after_days} d`;
}

const noChild = { "@@operators_allowed_for_child_policies": ["@@none"] };
const yearly = {
  schedule_expression: { ...noChild, "@@assign": "cron(0 0 1 1 ? *)" },
  lifecycle: { ...noChild, delete_after_days: { ...noChild, "@@assign": "1" } },
};
const atRoot = { plans: { [plan]: { rules: { [rule]: yearly } } } };

testAttack({
  id: "other-class-override",
  steps: [
    asks({
      who,
      does: "attaches a policy of its class to the root",
      as,
      request: ["organizations:AttachPolicy", example.attachmentTarget(organization.rootId), kind],
      today: notListed,
    }),
  ],
  ends: [
    {
      who: "an account of prod, below a policy of non-prod at the root,",
      does: `runs ${rule} of ${plan}`,
      answer: async () => {
        const said = effective(atRoot, document);
        return { goesOn: said !== effective(document), said };
      },
      today: "cron(0 0 1 1 ? *), kept 1 d",
    },
  ],
});

test("without the other policy prod's rule is what its own policy says", () => {
  expect(effective(document)).toBe("cron(0 0/4 ? * * *), kept 14 d");
});

test("policies that are tagged as prod's are not changed, detached or tagged by the role of non-prod", async () => {
  const attacks: readonly Request[] = [
    ["organizations:UpdatePolicy", ofProd, kind],
    ["organizations:DeletePolicy", ofProd, kind],
    ["organizations:AttachPolicy", ofProd, kind],
    ["organizations:DetachPolicy", ofProd, kind],
    ["organizations:UntagResource", ofProd, { "aws:TagKeys": [classTag] }],
    ["organizations:TagResource", ofProd, toNonProd],
  ];

  expect(await example.allowed(as, attacks)).toEqual([]);
});
