import { startDelayIn } from "../../../src/estate/plan-spread.ts";
import type { AppAccount, Estate, Lifecycle, Plan, Rule } from "../../../src/model.ts";
import { centralVault, localVault, vaultArn } from "../../../src/names.ts";
import { dayMs, hourMs, minuteMs } from "../../emulator/model/clock.ts";
import type { Kms } from "../../emulator/model/kms.ts";
import type { ProtectedResource } from "../../emulator/model/resources.ts";
import { expectedStarts } from "./expected-starts.ts";
import { isOfTypes, kindRows, optInName } from "./kinds.ts";
import { mayBeRefused } from "./own-windows.ts";

export type Where = "local" | "home" | "further";

/** Where one rule is to leave recovery points of one resource, and for how long. */
export interface ExpectedTarget {
  readonly where: Where;
  readonly vaultArn: string;
  readonly lifecycle: Lifecycle;
  /** From a start until its recovery point can be used at the latest. */
  readonly latencyMs: number;
  readonly retentionMs: number;
  /** Why AWS cannot make it; `null`: it can. */
  readonly obstacle: "kind" | "AWS managed key" | null;
}

/** What one rule is to do for one resource. */
export interface ExpectedSeries {
  readonly resource: ProtectedResource;
  readonly account: AppAccount;
  readonly plan: Plan;
  readonly rule: Rule;
  /** In order; in milliseconds since 1970. */
  readonly starts: readonly number[];
  /** Those of them that run whatever AWS decides where it does not say. */
  readonly sureStarts: readonly number[];
  /** One local recovery point that goes on, instead of one a start. */
  readonly isContinuous: boolean;
  readonly targets: readonly ExpectedTarget[];
}

/** A stretch of time in which a resource is there, with the tags that decide. Both ends are included. */
export interface Stretch {
  readonly resource: ProtectedResource;
  readonly from: number;
  readonly to: number;
}

/** AWS deletes within that time after the expiry. Source: plan-options-and-configuration.html */
export const deletionMs = 8 * hourMs;

/** What config asks for, worked out from it and from AWS's tables; the deployed policies have no part in it. */
export function expectedSeries(estate: Estate, kms: Kms, stretches: readonly Stretch[]): readonly ExpectedSeries[] {
  const known = new Map<string, ReturnType<typeof expectedStarts>>();
  const startsOf = (plan: Plan, from: number, to: number, delay: number) => {
    const key = `${plan.name} ${from} ${to} ${delay}`;
    const starts = known.get(key) ?? later(expectedStarts(plan, from - delay, to - delay), delay);
    known.set(key, starts);
    return starts;
  };
  const arrays = new Map<unknown, { readonly starts: readonly number[]; readonly sureStarts: readonly number[] }>();
  return stretches.flatMap(({ resource, from, to }) => {
    const account = estate.accounts.find(({ accountId }) => accountId === resource.accountId);
    if (!account) return [];
    return plansFor(estate, account, resource).flatMap((plan) =>
      [...startsOf(plan, from, to, startDelayIn(estate, plan, account) * minuteMs)].map(
        ([rule, all]): ExpectedSeries => {
          const split = arrays.get(all) ?? {
            starts: all.map(({ at }) => at),
            sureStarts: all.filter(({ runs }) => runs === "yes").map(({ at }) => at),
          };
          arrays.set(all, split);
          const sureStarts = split.sureStarts.filter((at) => !mayBeRefused(resource, plan, rule, at));
          const isContinuous = rule.continuous && kindRows.get(resource.kind)?.isContinuous === true;
          const targets = targetsOf(estate, kms, account, resource, rule);
          return { resource, account, plan, rule, ...split, sureStarts, isContinuous, targets };
        },
      ),
    );
  });
}

/** What is spread starts at another time than the schedule says, every start of it. */
const later = (starts: ReturnType<typeof expectedStarts>, delay: number) =>
  new Map([...starts].map(([rule, all]) => [rule, all.map((start) => ({ ...start, at: start.at + delay }))]));

function plansFor(estate: Estate, account: AppAccount, resource: ProtectedResource): readonly Plan[] {
  if (account.state === "retired" || !account.regions.includes(resource.region)) return [];
  const type = optInName(resource.kind);
  // the management account's settings count in every account
  const switches = [account.optIn, ...(estate.management ? [estate.management.optIn] : [])];
  if (!switches.every((optIn) => optIn[resource.region]?.includes(type))) return [];
  const unit = estate.units.find(({ name }) => name === account.unit);
  return estate.plans.filter(({ name, selection }) => {
    if (!account.plans.includes(name) && !unit?.plans.includes(name)) return false;
    const value = resource.tags[selection.tagKey];
    const isNamed = value !== undefined && selection.tagValues.some((pattern) => isLike(pattern, value));
    return isNamed === (selection.kind === "tagged") && isOfTypes(resource.kind, selection.types);
  });
}

function isLike(pattern: string, value: string): boolean {
  const [start = "", ...others] = pattern.split("*");
  if (others.length === 0) return pattern === value;
  return value.startsWith(start) && value.endsWith(others.at(-1) ?? "");
}

function targetsOf(
  estate: Estate,
  kms: Kms,
  account: AppAccount,
  resource: ProtectedResource,
  { startWithinMinutes, completeWithinMinutes, copyWithinMinutes, local, copies }: Rule,
): readonly ExpectedTarget[] {
  const complete = (startWithinMinutes + completeWithinMinutes) * minuteMs;
  const target = (
    where: Where,
    vault: string,
    lifecycle: Lifecycle,
    latencyMs: number,
    obstacle: ExpectedTarget["obstacle"],
  ): ExpectedTarget => ({
    where,
    vaultArn: vault,
    lifecycle,
    latencyMs,
    retentionMs: lifecycle.deleteAfterDays * dayMs,
    obstacle,
  });
  const own = vaultArn(estate, resource.region, account.accountId, localVault);
  const there = target("local", own, local, complete, null);
  if (copies.kind === "localOnly") return [there];
  const central = estate.central[account.class];
  return [
    there,
    ...central.regions.map((region, index) =>
      target(
        index === 0 ? "home" : "further",
        vaultArn(estate, region, central.accountId, centralVault(account.class)),
        index === 0 ? copies.home : copies.further,
        complete + copyWithinMinutes * minuteMs,
        obstacleOf(resource, region, kms),
      ),
    ),
  ];
}

/** A copy leaves the account, and the Region unless central has a vault in it. */
function obstacleOf({ kind, region, keyArn }: ProtectedResource, to: string, kms: Kms): ExpectedTarget["obstacle"] {
  const row = kindRows.get(kind);
  if (!row?.copiesAcrossAccounts || (region !== to && !row.copiesAcrossRegions)) return "kind";
  const isAwsManaged = keyArn !== null && kms.key(keyArn)?.isAwsManaged === true;
  return isAwsManaged && !row.isFullyManaged ? "AWS managed key" : null;
}
