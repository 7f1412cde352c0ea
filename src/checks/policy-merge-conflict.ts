import type { Complaint } from "../diagnostics/complaint.ts";
import { inAccount, inOrganization, inPlan } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { mergeReaching, type ReachingPolicy } from "../effective-policy/effective-policies.ts";
import { jsonOf, type MergedSets, mergedSets, planIn } from "../effective-policy/merged-sets.ts";
import { backupPlan } from "../names.ts";

/** AWS merges the policies that reach an account: every plan must come out as its own policy says. */
export const policyMergeConflict = assertion({
  id: "policy-merge-conflict",
  severity: "error",
  what: "backup policies that do not merge: one sets what another forbids, or what a policy beside it sets differently",
  why: "AWS leaves a part out of the effective policy and says nothing; backups run differently from what was written.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html",
  check: (estate) =>
    mergedSets(estate).flatMap(({ alone, sets }) => [
      ...judgeAlone(alone),
      ...sets.flatMap((set) => judgeTogether(set, alone)),
    ]),
});

/** Policies of which AWS would not run everything, even with no other near. */
const judgeAlone = (alone: MergedSets["alone"]): readonly Complaint[] =>
  [...alone].flatMap(
    ([
      policy,
      {
        findings: [lost],
      },
    ]) =>
      lost
        ? [
            {
              at: inPlan(policy.plan.name, "rules"),
              got: `got ${policy.name}, of which AWS leaves out ${lost.at.pointer}: ${lost.got}`,
              why: lost.why,
              use: lost.use,
            },
          ]
        : [],
  );

/** Policies of one account, each of which must come out as it does alone. */
function judgeTogether(set: readonly ReachingPolicy[], alone: MergedSets["alone"]): readonly Complaint[] {
  const together = mergeReaching(set);
  return set.flatMap((reaching, index): readonly Complaint[] => {
    const { policy, from } = reaching;
    const own = alone.get(policy);
    const lost = together.findings.find((finding) => finding.at.policy === index);
    const isAsWritten = own && jsonOf(planIn(together, policy)) === jsonOf(planIn(own, policy));
    if (own && own.findings.length > 0) return [];
    if (isAsWritten && !lost) return [];
    const rival = set.find((other) => other !== reaching && backupPlan(other.policy.plan) === backupPlan(policy.plan));
    const got = `got ${policy.name} on ${whereText(from)}`;
    const at = placeOf(from);
    if (!rival) {
      const left = `${lost?.at.pointer ?? "a part"}: ${lost?.got ?? "another policy changes it"}`;
      return [{ at, got: `${got}, of which AWS leaves out ${left}`, why: lost?.why ?? "", use: lost?.use ?? "" }];
    }
    return [
      {
        at,
        got: `${got} and ${rival.policy.name} on ${whereText(rival.from)}, which AWS merges into one plan ${backupPlan(policy.plan)}`,
        use: "use the plan on one of the two",
      },
    ];
  });
}

const whereText = ({ kind, name }: ReachingPolicy["from"]) => `${kind} ${name}`;
const placeOf = ({ kind, name }: ReachingPolicy["from"]) =>
  kind === "unit" ? inOrganization("units", name, "plans") : inAccount(name, "plans");
