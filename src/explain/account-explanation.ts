import { type Ask, asksOf } from "../aws/asks-of.ts";
import { continuousBackup } from "../aws/continuous-backup.ts";
import { parseCron } from "../aws/cron.ts";
import { isKindOffered } from "../aws/is-offered.ts";
import { nextStart } from "../aws/next-start.ts";
import { refusedTimes } from "../aws/refused-times.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { kindNames } from "../estate/kind-names.ts";
import { kindsMatched, kindsReached, plansReaching } from "../estate/reach.ts";
import type {
  AppAccount,
  Estate,
  LeftOut,
  Lifecycle,
  Lock,
  OwnWindows,
  Plan,
  Promised,
  Rule,
  Selection,
} from "../model.ts";
import { centralVault, localVault } from "../names.ts";
import { type PlanProof, provenLocally, provePlan } from "../proof/plan-proof.ts";
import { recoveryPointTimes, type Target } from "../proof/recovery-point-times.ts";
import { type Lost, lostAtWorst } from "./lost-at-worst.ts";

/** What an auditor asks of one account, plan by plan. Moments are in minutes since 1970 (UTC). */
export interface AccountExplanation {
  readonly account: AppAccount;
  readonly central: { readonly accountId: string; readonly regions: readonly string[]; readonly vault: string };
  /** One a plan and Region of the account; empty: nothing is backed up. */
  readonly plans: readonly PlanExplanation[];
  /** What nobody backs up there, with the reason; empty once it is retired. */
  readonly leftOut: readonly LeftOut[];
  /** What AWS Backup needs of the resources that those plans back up, and what it leaves out. */
  readonly asks: readonly Ask[];
}

export interface PlanExplanation {
  readonly plan: string;
  readonly region: string;
  readonly promise: Promised;
  readonly selection: Selection;
  /** Kinds of resources that it backs up there. */
  readonly kinds: readonly string[];
  /** Whether it backs up EC2 there, and Windows on it through VSS. */
  readonly windowsVss: boolean;
  /** Kinds that it selects and AWS Backup does not offer there. */
  readonly notOffered: readonly string[];
  readonly rules: readonly RuleExplanation[];
  readonly lost: readonly Lost[];
  /** What continuous backup rests on, by kind; empty: none of them has it. */
  readonly continuous: readonly { readonly kind: string; readonly restsOn: readonly string[] }[];
  /** When the resources' own backup and maintenance windows have to lie, as the plan says; `null`: it does not. */
  readonly ownWindows: OwnWindows | null;
}

export interface RuleExplanation {
  readonly rule: string;
  readonly schedule: string;
  readonly continuous: boolean;
  readonly recoveryPointTags: Rule["recoveryPointTags"];
  /** The next start after the moment that was asked for; `null`: none. */
  readonly startMinute: number | null;
  /** When that backup starts at the latest; after that it expires without having run. */
  readonly startsByMinute: number | null;
  readonly places: readonly PlaceExplanation[];
  /** Why there are no copies; empty: there are. */
  readonly localOnlyReason: string;
}

export interface PlaceExplanation {
  readonly accountId: string;
  readonly region: string;
  readonly vault: string;
  readonly lock: Lock | null;
  readonly lifecycle: Lifecycle;
  /** Kinds of resources that turn cold there; the others stay warm to the end. */
  readonly coldKinds: readonly string[];
  /** When the recovery point of the next start can be used at the latest. */
  readonly usableByMinute: number | null;
  /** When it expires. A copy's life, too, is counted from the backup it was made from. */
  readonly expiresMinute: number | null;
}

/** @param type narrows it to one resource type, as config names it. */
export function explainAccount(
  estate: Estate,
  account: AppAccount,
  options: { readonly atMinute: number; readonly type: string | null },
): AccountExplanation {
  const central = estate.central[account.class];
  const names = plansReaching(estate, account);
  const there = estate.plans
    .filter(({ name }) => names.includes(name))
    .flatMap((plan) => {
      const proof = provePlan(plan);
      return account.regions.flatMap((region) => {
        const kinds = kindsReached(plan, account, region).filter(
          ({ type }) => options.type === null || type === options.type,
        );
        return kinds.length > 0 ? [{ plan, proof, region, kinds }] : [];
      });
    });
  return {
    account,
    central: { accountId: central.accountId, regions: central.regions, vault: centralVault(account.class) },
    plans: there.map((each) => explainPlan(estate, account, each, options.atMinute)),
    asks: asksOf(there.flatMap(({ kinds }) => kinds)),
    leftOut: account.state === "retired" ? [] : estate.leftOut.filter(isAskedFor(options.type)),
  };
}

/** What goes by tag may be of any type. */
const isAskedFor =
  (type: string | null) =>
  ({ types }: LeftOut): boolean =>
    type === null || types.length === 0 || types.includes(type);

interface PlanThere {
  readonly plan: Plan;
  readonly proof: PlanProof;
  readonly region: string;
  readonly kinds: readonly ResourceKind[];
}

function explainPlan(estate: Estate, account: AppAccount, there: PlanThere, atMinute: number): PlanExplanation {
  const { plan, proof, region, kinds } = there;
  return {
    plan: plan.name,
    region,
    promise: plan.promise,
    selection: plan.selection,
    kinds: kindNames(kinds),
    windowsVss: plan.windowsVss && kinds.some(({ type }) => type === "EC2"),
    notOffered: kindNames(
      kindsMatched(plan).filter((kind) => account.optIn[region]?.includes(kind.type) && !isKindOffered(kind, region)),
    ),
    rules: plan.rules.map((rule) => explainRule(estate, account, rule, { region, kinds }, atMinute)),
    lost: lostAtWorst(proof, kinds, region, estate.central[account.class]),
    // what is a part of another rests on the same
    continuous: kinds
      .filter(({ name, of }) => name === of)
      .flatMap((kind) => {
        const restsOn = continuousBackup(kind)?.restsOn;
        return restsOn && provenLocally(proof, kind).kind === "continuous" ? [{ kind: kind.name, restsOn }] : [];
      }),
    ownWindows: kinds.some((kind) => refusedTimes(kind) !== null) ? plan.ownWindows : null,
  };
}

function explainRule(
  estate: Estate,
  account: AppAccount,
  rule: Rule,
  { region, kinds }: Pick<PlanThere, "region" | "kinds">,
  atMinute: number,
): RuleExplanation {
  const read = parseCron(rule.schedule);
  const start = (read.ok ? nextStart(read.schedule, atMinute) : undefined) ?? null;
  const after = (minutes: number) => (start === null ? null : start + minutes);
  const central = estate.central[account.class];

  const place = (target: Target, at: Pick<PlaceExplanation, "accountId" | "region" | "vault" | "lock">) => {
    const times = recoveryPointTimes(rule, target);
    const lifecycle = lifecycleAt(rule, target);
    if (!times || !lifecycle) return [];
    return [
      {
        ...at,
        lifecycle,
        coldKinds: lifecycle.coldAfterDays === null ? [] : kindNames(kinds.filter(turnsCold(lifecycle))),
        usableByMinute: after(times.latencyMinutes),
        expiresMinute: after(times.retentionMinutes),
      },
    ];
  };
  return {
    rule: rule.name,
    schedule: rule.schedule,
    continuous: rule.continuous,
    recoveryPointTags: rule.recoveryPointTags,
    startMinute: start,
    startsByMinute: after(rule.startWithinMinutes),
    places: [
      ...place("local", { accountId: account.accountId, region, vault: localVault, lock: account.lock }),
      ...central.regions.flatMap((centralRegion, index) =>
        place(index === 0 ? "home" : "further", {
          accountId: central.accountId,
          region: centralRegion,
          vault: centralVault(account.class),
          lock: central.lock,
        }),
      ),
    ],
    localOnlyReason: rule.copies.kind === "localOnly" ? rule.copies.reason : "",
  };
}

function lifecycleAt({ local, copies }: Rule, target: Target): Lifecycle | null {
  if (target === "local") return local;
  return copies.kind === "localOnly" ? null : copies[target];
}

const turnsCold =
  ({ archiveEbs }: Lifecycle) =>
  ({ coldStorage }: ResourceKind) =>
    coldStorage === "yes" || (coldStorage === "archive" && archiveEbs);
