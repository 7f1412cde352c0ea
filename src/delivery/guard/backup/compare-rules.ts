import { keptDays, type LifecycleDays, warmDays } from "../../../aws/lifecycle.ts";
import { lifecycleDays } from "../../../aws/policy/lifecycle-days.ts";
import type { RuleView } from "../../../aws/policy/policy-view.ts";
import { valueIn } from "../../../aws/policy/setting.ts";
import { several } from "../several.ts";
import { thinned } from "./thinned-schedule.ts";
import type { Weakening } from "./weakening.ts";

/** In what a rule of a plan protects less than it did. @param name such as `rule daily of plan gold` */
export function compareRules(name: string, before: RuleView, after: RuleView): readonly Weakening[] {
  const [from, to] = [valueIn(before.vault), valueIn(after.vault)];
  return [
    ...schedules(name, valueIn(before.schedule), valueIn(after.schedule)),
    ...(from !== to
      ? [
          {
            rule: "vault-redirected" as const,
            message: `${name} backs up into ${to ?? "no vault"} instead of ${from ?? "none"}; keep the vault`,
          },
        ]
      : []),
    ...(valueIn(before.continuous) && !valueIn(after.continuous)
      ? [{ rule: "continuous-lost" as const, message: `${name} makes no continuous backups any more; keep them` }]
      : []),
    ...lifecycles(name, lifecycleDays(before.lifecycle), lifecycleDays(after.lifecycle)),
    ...copies(name, copiesOf(before), copiesOf(after)),
  ];
}

/** By the ARN of the vault, air-gapped ones among them. */
function copiesOf({ copies, airGappedVault, lifecycle }: RuleView): ReadonlyMap<string, LifecycleDays> {
  const airGapped = valueIn(airGappedVault);
  return new Map([
    ...copies.map((copy) => [valueIn(copy.target) ?? copy.key, lifecycleDays(copy.lifecycle)] as const),
    ...(airGapped === null ? [] : [[airGapped, lifecycleDays(lifecycle)] as const]),
  ]);
}

function schedules(name: string, before: string | null, after: string | null): readonly Weakening[] {
  const verdict = thinned(before, after);
  if (verdict === null) return [];
  return "unreadable" in verdict
    ? [{ rule: "unjudged", message: `the schedule of ${name} cannot be judged: ${verdict.unreadable}` }]
    : [{ rule: "schedule-thinned", message: `${name} starts less often: ${verdict.thinned}; keep the schedule` }];
}

function lifecycles(name: string, before: LifecycleDays, after: LifecycleDays): readonly Weakening[] {
  const found: Weakening[] = [];
  if (keptDays(after) < keptDays(before)) {
    const from = before.deleteAfterDays === null ? "for ever" : `${before.deleteAfterDays} days`;
    const message = `${name} keeps for ${after.deleteAfterDays} days instead of ${from}; keep ${from}`;
    found.push({ rule: "retention-lowered", message });
  }
  if (warmDays(after) < warmDays(before)) {
    const from = before.coldAfterDays === null ? "never" : `after ${before.coldAfterDays} days`;
    found.push({
      rule: "cold-sooner",
      message: `${name} moves to cold storage after ${after.coldAfterDays} days instead of ${from}; keep ${from}`,
    });
  }
  return found;
}

function copies(
  name: string,
  before: ReadonlyMap<string, LifecycleDays>,
  after: ReadonlyMap<string, LifecycleDays>,
): readonly Weakening[] {
  const added = [...after.keys()].filter((vault) => !before.has(vault));
  return [...before].flatMap(([vault, lifecycle]): readonly Weakening[] => {
    const now = after.get(vault);
    if (now) return lifecycles(`the copy of ${name} to ${vault}`, lifecycle, now);
    return added.length > 0
      ? [{ rule: "copy-redirected", message: `${name} copies to ${several(added)} instead of ${vault}; keep the copy` }]
      : [{ rule: "copy-removed", message: `${name} no longer copies to ${vault}; keep the copy` }];
  });
}
