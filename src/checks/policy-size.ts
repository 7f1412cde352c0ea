import { quotas } from "../aws/quotas.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { accountClasses } from "../model.ts";

const { most } = quotas.backupPolicyCharacters;

const fourRegions = "central: { prod: { regions: [eu-west-2, eu-west-1, eu-central-1, eu-north-1] } }";
const manyRules = (count: number) =>
  [
    "rules:",
    ...Array.from(
      { length: count },
      (_, index) =>
        `  monthly-${index + 2}: { schedule: cron(30 11 ${index + 2} * ? *), startWithin: 2h, completeWithin: 8h, copyWithin: 2h, keep: { local: 35d, central: 365d } }`,
    ),
  ].join("\n");

export const policySize = estateRule({
  id: "policy-size",
  severity: "error",
  what: "a backup policy of more than 10,000 characters",
  why: "AWS refuses it at deployment.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
  example: {
    at: "plans/silver.yaml",
    bad: { "organization.yaml": fourRegions, "plans/silver.yaml": manyRules(8) },
    good: { "organization.yaml": fourRegions, "plans/silver.yaml": manyRules(1) },
  },
  check: (estate) =>
    accountClasses
      .flatMap((cls) => backupPolicies(estate, cls))
      .filter(({ document }) => document.length > most)
      .map(({ class: cls, plan, regions, document }) => ({
        at: inPlan(plan.name, "rules"),
        got: `got a backup policy of ${document.length} characters for ${cls} accounts in ${regions.join(", ")}`,
        why: `AWS takes ${most}`,
        use: "use fewer rules or two plans",
      })),
});
