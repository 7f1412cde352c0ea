import { type ObjectName, objectNames } from "../aws/object-names.ts";
import { backupPolicies } from "../estate/backup-policies.ts";
import { error, type Finding, inOrganization, inPlan, type Place } from "../finding.ts";
import { accountClasses, type Estate, type Plan } from "../model.ts";
import { backupPlan, stateBucket } from "../names.ts";

interface Named {
  readonly as: ObjectName;
  readonly name: string;
  readonly at: Place;
}

/**
 * What Lockstep makes of a name in config is a name that AWS takes. AWS refuses a bucket or policy at deployment, but a
 * plan or rule within a backup policy only when the policy runs: then nothing is backed up.
 */
export function namesFit(estate: Estate): readonly Finding[] {
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
    .map(({ as, name, at }) =>
      error("object-name", at, `gives ${as.object} ${name} of ${name.length} characters; AWS takes ${as.takes}`),
    );
}

const namesOfPlan = (plan: Plan): readonly Named[] => [
  { as: objectNames.backupPlan, name: backupPlan(plan), at: inPlan(plan.name) },
  ...plan.rules.map(({ name }) => ({ as: objectNames.backupRule, name, at: inPlan(plan.name, "rules", name) })),
];
