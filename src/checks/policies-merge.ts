import { type EffectiveNode, toPlainJson } from "../aws/policy/effective-policy.ts";
import type { MergedPolicy } from "../aws/policy/merge-policies.ts";
import { readPolicyView } from "../aws/policy/read-policy-view.ts";
import { mergeReaching, policiesByAccount, type ReachingPolicy } from "../effective-policy/effective-policies.ts";
import type { BackupPolicy } from "../estate/backup-policies.ts";
import { error, type Finding, inAccount, inOrganization, inPlan, type Place } from "../finding.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";
import { backupPlan } from "../names.ts";

/** AWS merges the policies that reach an account: every plan must come out whole, and as its own policy says. */
export function policiesMerge(estate: Estate): readonly Finding[] {
  return accountClasses.flatMap((cls) => {
    const sets = distinctSets(estate, cls);
    const byPolicy = new Map(sets.flat().map((reaching) => [reaching.policy, reaching]));
    const alone = new Map([...byPolicy].map(([policy, reaching]) => [policy, mergeReaching([reaching])]));
    return [
      ...[...alone].flatMap(([policy, own]) => judgeAlone(policy, own)),
      ...sets.flatMap((set) => judgeTogether(set, alone)),
    ];
  });
}

/** What reaches the accounts of a class, and newcomers to its units, each combination once: accounts go by thousands. */
function distinctSets(estate: Estate, cls: AccountClass): readonly (readonly ReachingPolicy[])[] {
  const policiesOf = policiesByAccount(estate, cls);
  const newcomers = estate.units.map((unit) => ({ name: "", unit: unit.name, state: "active" as const }));
  const sets = new Map<string, readonly ReachingPolicy[]>();
  for (const holder of [...newcomers, ...estate.accounts.filter((account) => account.class === cls)]) {
    const set = policiesOf(holder);
    const key = JSON.stringify(set.map(({ policy, from }) => [from.kind, policy.id]));
    if (!sets.has(key)) sets.set(key, set);
  }
  return [...sets.values()];
}

/** A policy of which AWS would not run everything, even with no other near. */
function judgeAlone(policy: BackupPolicy, own: MergedPolicy): readonly Finding[] {
  const file = policy.plan.name;
  const [lost] = own.findings;
  if (lost) {
    const message = `got ${policy.name}, of which AWS leaves out ${lost.pointer}: ${lost.message}`;
    return [error("policy-merge-conflict", inPlan(file, "rules"), message)];
  }
  const plan = readPolicyView(own.effective).plans.find(({ name }) => name === backupPlan(policy.plan));
  const incomplete = (part: string, at: Place, use: string) =>
    error("policy-incomplete", at, `got ${policy.name} without ${part}, by which AWS backs nothing up; use ${use}`);
  const findings: Finding[] = [];
  if ((plan?.rules.length ?? 0) < Math.max(policy.plan.rules.length, 1)) {
    findings.push(
      incomplete("all its rules", inPlan(file, "rules"), "at least one rule, and a name of its own for each"),
    );
  }
  if (!plan?.regions?.items.length) {
    findings.push(incomplete("Regions", inPlan(file), "at least one Region in every account and unit with the plan"));
  }
  if (!plan?.selections.length) {
    findings.push(incomplete("selections", inPlan(file, "select"), "at least one tag value"));
  }
  return findings;
}

/** Policies of one account, each of which must come out as it does alone. */
function judgeTogether(
  set: readonly ReachingPolicy[],
  alone: ReadonlyMap<BackupPolicy, MergedPolicy>,
): readonly Finding[] {
  const together = mergeReaching(set);
  return set.flatMap((reaching, index): readonly Finding[] => {
    const { policy, from } = reaching;
    const own = alone.get(policy);
    const lost = together.findings.find((finding) => finding.policy === index);
    const isAsWritten = own && jsonOf(planOf(together, policy)) === jsonOf(planOf(own, policy));
    if (own && own.findings.length > 0) return [];
    if (isAsWritten && !lost) return [];
    const rival = set.find((other) => other !== reaching && backupPlan(other.policy.plan) === backupPlan(policy.plan));
    const got = `got ${policy.name} on ${whereText(from)}`;
    const message = rival
      ? `${got} and ${rival.policy.name} on ${whereText(rival.from)}, which AWS merges into one plan ${backupPlan(policy.plan)}; use the plan on one of the two`
      : `${got}, of which AWS leaves out ${lost?.pointer ?? "a part"}: ${lost?.message ?? "another policy changes it"}`;
    return [error("policy-merge-conflict", placeOf(from), message)];
  });
}

const whereText = ({ kind, name }: ReachingPolicy["from"]) => `${kind} ${name}`;
const placeOf = ({ kind, name }: ReachingPolicy["from"]) =>
  kind === "unit" ? inOrganization("units", name, "plans") : inAccount(name, "plans");

function planOf({ effective }: MergedPolicy, { plan }: BackupPolicy): EffectiveNode | undefined {
  const plans = effective.members.get("plans");
  return plans?.kind === "object" ? plans.members.get(backupPlan(plan)) : undefined;
}

const jsonOf = (node: EffectiveNode | undefined) => (node ? JSON.stringify(toPlainJson(node)) : undefined);
