import { several } from "../several.ts";
import type { Lifecycle, RuleContent } from "./read-policy.ts";
import { thinned } from "./thinned-schedule.ts";
import type { Weakening } from "./weakening.ts";

/** In what a rule of a plan protects less than it did. @param name such as `rule daily of plan gold` */
export function compareRules(name: string, before: RuleContent, after: RuleContent): readonly Weakening[] {
  return [
    ...schedules(name, before.schedule, after.schedule),
    ...(before.vault !== after.vault
      ? [
          {
            rule: "vault-redirected" as const,
            message: `${name} backs up into ${after.vault ?? "no vault"} instead of ${before.vault ?? "none"}; keep the vault`,
          },
        ]
      : []),
    ...(before.continuous && !after.continuous
      ? [{ rule: "continuous-lost" as const, message: `${name} makes no continuous backups any more; keep them` }]
      : []),
    ...lifecycles(name, before.lifecycle, after.lifecycle),
    ...copies(name, before.copies, after.copies),
  ];
}

function schedules(name: string, before: string | null, after: string | null): readonly Weakening[] {
  const verdict = thinned(before, after);
  if (verdict === null) return [];
  return "unreadable" in verdict
    ? [{ rule: "unjudged", message: `the schedule of ${name} cannot be judged: ${verdict.unreadable}` }]
    : [{ rule: "schedule-thinned", message: `${name} starts less often: ${verdict.thinned}; keep the schedule` }];
}

function lifecycles(name: string, before: Lifecycle, after: Lifecycle): readonly Weakening[] {
  const found: Weakening[] = [];
  const { deleteAfterDays: to } = after;
  if (to !== null && (before.deleteAfterDays === null || to < before.deleteAfterDays)) {
    const from = before.deleteAfterDays === null ? "for ever" : `${before.deleteAfterDays} days`;
    found.push({ rule: "retention-lowered", message: `${name} keeps for ${to} days instead of ${from}; keep ${from}` });
  }
  const { coldAfterDays: cold } = after;
  if (cold !== null && (before.coldAfterDays === null || cold < before.coldAfterDays)) {
    const from = before.coldAfterDays === null ? "never" : `after ${before.coldAfterDays} days`;
    found.push({
      rule: "cold-sooner",
      message: `${name} moves to cold storage after ${cold} days instead of ${from}; keep ${from}`,
    });
  }
  return found;
}

function copies(name: string, before: RuleContent["copies"], after: RuleContent["copies"]): readonly Weakening[] {
  const added = [...after.keys()].filter((vault) => !before.has(vault));
  return [...before].flatMap(([vault, lifecycle]): readonly Weakening[] => {
    const now = after.get(vault);
    if (now) return lifecycles(`the copy of ${name} to ${vault}`, lifecycle, now);
    return added.length > 0
      ? [{ rule: "copy-redirected", message: `${name} copies to ${several(added)} instead of ${vault}; keep the copy` }]
      : [{ rule: "copy-removed", message: `${name} no longer copies to ${vault}; keep the copy` }];
  });
}
