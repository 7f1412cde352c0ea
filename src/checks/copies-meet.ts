import { describeStart } from "../aws/describe-start.ts";
import { minutesPerDay } from "../aws/start-times.ts";
import { fleetQuotasTable } from "../aws/tables/fleet-quotas-table.ts";
import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import type { Estate, Plan } from "../model.ts";
import { copiesThatMeet, type LateCopies } from "../proof/copies-that-meet.ts";
import { isHarmless } from "../proof/is-harmless.ts";
import { minutesText } from "../words/units-text.ts";

/** AWS gives no time for a copy, and config knows no resources: the counts are what it knows. */
export const copiesMeet = estateRule({
  id: "copies-meet",
  severity: "warning",
  what: "so many accounts copy into one at the same time that the last copies would come later than copyWithin",
  why: "AWS has a few copies at a time in progress into one Region of an account, whoever sends them; the others wait, and what is proven of the isolated copy is not kept.",
  source: fleetQuotasTable.source,
  example: {
    bad: { "plans/bronze.yaml": "rules: { nightly: { copyWithin: 1h } }" },
    good: { "plans/bronze.yaml": "rules: { nightly: { copyWithin: 2h } }" },
  },
  check: (estate) =>
    copiesThatMeet(estate).map(({ plan, central, late, spreadMinutes }) => {
      const [worst] = late;
      const { rule, toRegion, count, ofOthers, isBehindEarlier, startMinute, copyMinutes, takesMinutes } = worst;
      const others = ofOthers > 0 ? `, ${ofOthers} of other plans among them` : "";
      const isOverADay = takesMinutes > minutesPerDay;
      const end = isOverADay
        ? "the last is there after more than a day"
        : `the last is there after ${minutesText(takesMinutes)}${isBehindEarlier ? ", behind copies that started earlier" : ""}`;
      const ways = [
        ...(spreadMinutes === null ? [] : [`spread: ${minutesText(spreadMinutes)}`]),
        ...longerCopies(estate, plan, late),
        isOverADay ? "fewer copies a day" : "other start times for some of the accounts",
      ];
      return {
        at: inPlan(plan.name, "rules", rule.name, "schedule"),
        got: `got ${count === 1 ? "a backup that starts" : `${count} backups that start`} at ${describeStart(startMinute)}${others}, if each account has one in each of its Regions, to be copied to central ${central.class} (${central.accountId}, ${toRegion})`,
        why: `AWS makes ${late.map(quotaText).join(", ")}: with ${copyMinutes}m for each ${end}, and copyWithin is ${minutesText(rule.copyWithinMinutes)}`,
        use: `use ${ways.join(", ")}, or absent for kinds that there are none of`,
      };
    }),
});

/** One `copyWithin` for every rule whose copies come too late, where the plan holds with it. */
function longerCopies(estate: Estate, plan: Plan, late: readonly LateCopies[]): readonly string[] {
  const takesMinutes = Math.max(...late.map((each) => each.takesMinutes));
  if (takesMinutes > minutesPerDay) return [];
  const copyWithinMinutes = Math.ceil(takesMinutes / 60) * 60;
  const rules = plan.rules.map((rule) =>
    rule.copyWithinMinutes < copyWithinMinutes ? { ...rule, copyWithinMinutes } : rule,
  );
  const longer = rules.filter((rule, index) => rule !== plan.rules[index]);
  if (!isHarmless(estate, plan, { ...plan, rules })) return [];
  const where = plan.rules.length === 1 ? "" : ` in ${longer.map(({ name }) => name).join(" and ")}`;
  return [`copyWithin: ${minutesText(copyWithinMinutes)}${where}`];
}

const quotaText = ({ kinds, atOnce }: LateCopies) => `${atOnce} copies of ${kinds.join(", ")} at once`;
