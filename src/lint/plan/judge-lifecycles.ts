import {
  type LifecycleFault,
  leastColdDays,
  leastRetentionDays,
  lifecycleFaults,
  mostContinuousDays,
  mostRetentionDays,
} from "../../aws/lifecycle.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { lifecycleDays } from "../../aws/policy/lifecycle-days.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { LifecycleView, PlanView, RuleView } from "../../aws/policy/policy-view.ts";
import { said, valueIn } from "../../aws/policy/setting.ts";
import { policyError, policyWarning } from "../policy-findings.ts";
import type { IsBroken } from "./judge-completeness.ts";
import { namedPatterns, selectedKinds } from "./selected-kinds.ts";

/** How long recovery points live, warm and cold, in the vault and in its copies. */
export function judgeLifecycles(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  return plan.rules.flatMap((rule) => {
    const isContinuous = valueIn(rule.continuous) === true;
    // without its days, for which there is a finding, nothing can be said of a continuous backup
    const hasDays = said(rule.lifecycle.deleteAfterDays) || !isBroken(pointerTo(rule.at.pointer, "lifecycle"));
    return [
      ...judgeDays(rule.lifecycle, isContinuous && Boolean(hasDays), rule.at),
      ...(isContinuous ? [] : judgeForEver(rule, isBroken)),
      ...judgeCold(plan, rule.lifecycle),
      ...rule.copies.flatMap(({ lifecycle, at }) => [
        ...judgeDays(lifecycle, false, at),
        ...judgeCold(plan, lifecycle),
      ]),
    ];
  });
}

function judgeDays(lifecycle: LifecycleView, isContinuous: boolean, owner: Origin): readonly PolicyFinding[] {
  const [kept, cold] = [said(lifecycle.deleteAfterDays), said(lifecycle.coldAfterDays)];
  const at = kept?.at ?? cold?.at ?? lifecycle.at ?? owner;
  const faults = lifecycleFaults(lifecycleDays(lifecycle), isContinuous).map((fault) =>
    describe(fault, at, cold?.at ?? at),
  );
  if (!cold || (cold.value >= leastRetentionDays && cold.value <= mostRetentionDays)) return faults;
  const message = `got cold storage after ${cold.value} days; use ${leastRetentionDays} to ${mostRetentionDays}`;
  return [...faults, policyError("retention-range", cold.at, message)];
}

function describe(fault: LifecycleFault, at: Origin, atCold: Origin): PolicyFinding {
  switch (fault.kind) {
    case "retention-range":
      return policyError(
        "retention-range",
        at,
        `got deletion after ${fault.deleteAfterDays} days; use 1 to ${mostRetentionDays}`,
      );
    case "cold-too-short": {
      const least = fault.coldAfterDays + leastColdDays;
      const message = `got deletion after ${fault.deleteAfterDays} days with cold storage after ${fault.coldAfterDays}; what is cold stays ${leastColdDays} days at least: use ${least} or more, or leave out cold storage`;
      return policyError("cold-too-short", at, message);
    }
    case "continuous-too-long": {
      const got =
        fault.deleteAfterDays === null ? "no delete_after_days" : `deletion after ${fault.deleteAfterDays} days`;
      const message = `got ${got} in a rule with continuous backup; use 1 to ${mostContinuousDays}`;
      return policyError("continuous-too-long", at, message);
    }
    case "continuous-cold": {
      const message = `got cold storage after ${fault.coldAfterDays} days in a rule with continuous backup, which AWS never moves there; leave it out`;
      return policyError("continuous-cold", atCold, message);
    }
  }
}

function judgeForEver(rule: RuleView, isBroken: IsBroken): readonly PolicyFinding[] {
  const { lifecycle, at } = rule;
  if (said(lifecycle.deleteAfterDays) || isBroken(pointerTo(at.pointer, "lifecycle"))) return [];
  const message = "got no delete_after_days, so that its backups are kept for ever; use the days to keep them";
  return [policyWarning("policy-kept-for-ever", lifecycle.at ?? at, message)];
}

function judgeCold(plan: PlanView, lifecycle: LifecycleView): readonly PolicyFinding[] {
  const [coldAfterDays, archive] = [said(lifecycle.coldAfterDays), said(lifecycle.archive)];
  if (!coldAfterDays) {
    if (archive?.value !== true) return [];
    const message =
      "got true without move_to_cold_storage_after_days; use both, because nothing is archived without the days";
    return [policyWarning("archive-unused", archive.at, message)];
  }
  const after = `got cold storage after ${coldAfterDays.value} days`;
  const kinds = selectedKinds(plan);
  if (kinds && kinds.length > 0 && kinds.every(({ coldStorage }) => coldStorage === "no")) {
    const types = [...new Set(kinds.map(({ type }) => type))].join(", ");
    const message = `${after}, which AWS ignores for ${types}; leave it out, or select types that have cold storage`;
    return [policyWarning("cold-ignored", coldAfterDays.at, message)];
  }
  const namesEbs = namedPatterns(plan).some(({ types }) => types === "EBS");
  if (namesEbs && archive?.value !== true) {
    const message = `${after} without opt_in_to_archive_for_supported_resources, so that EBS snapshots stay warm; use "true" for it`;
    return [policyWarning("archive-not-opted-in", coldAfterDays.at, message)];
  }
  if (
    archive?.value === true &&
    kinds &&
    kinds.length > 0 &&
    !kinds.some(({ coldStorage }) => coldStorage === "archive")
  ) {
    return [policyWarning("archive-unused", archive.at, "got true, but the plan selects no EBS; leave it out")];
  }
  return [];
}
