import { type ObjectName, objectNames } from "../aws/object-names.ts";
import { type ConfigKey, inOrganization, inPlan } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { accountClasses, type Plan } from "../model.ts";
import { backupPlan, stateBucket } from "../names.ts";

interface Named {
  readonly as: ObjectName;
  readonly name: string;
  readonly at: ConfigKey;
}

export const objectName = assertion({
  id: "object-name",
  severity: "error",
  what: "a name that AWS does not take for what it names",
  why: "AWS refuses it at deployment, or, within a backup policy, backs nothing up.",
  source: "docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html",
  check: (estate) => {
    const names: readonly Named[] = [
      { as: objectNames.bucket, name: stateBucket(estate), at: inOrganization("name") },
      ...estate.plans.flatMap(namesOfPlan),
      ...accountClasses.flatMap((cls) =>
        backupPolicies(estate, cls).map(({ name, plan }) => ({
          as: objectNames.organizationsPolicy,
          name,
          at: inPlan(plan.name),
        })),
      ),
    ];
    return names
      .filter(({ as, name }) => !as.pattern.test(name))
      .map(({ as, name, at }) => ({
        at,
        got: `gives ${as.object} ${name} of ${name.length} characters`,
        why: `AWS takes ${as.takes}`,
      }));
  },
});

const namesOfPlan = (plan: Plan): readonly Named[] => [
  { as: objectNames.backupPlan, name: backupPlan(plan), at: inPlan(plan.name) },
  ...plan.rules.map(({ name }) => ({ as: objectNames.backupRule, name, at: inPlan(plan.name, "rules", name) })),
];
