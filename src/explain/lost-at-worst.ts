import { copyObstacle } from "../aws/copy-limits.ts";
import type { ResourceKind } from "../aws/resource-kinds.ts";
import { kindNames } from "../estate/kind-names.ts";
import { groupBy } from "../group-by.ts";
import type { CentralAccount } from "../model.ts";
import { type PlanProof, type ProvenLoss, provenLocally } from "../proof/plan-proof.ts";
import type { LossGap } from "../proof/worst-loss.ts";

export type Disaster = "resource" | "account" | "Region";

/** What is lost at worst in a disaster, of kinds of resources for which it is the same. */
export interface Lost {
  readonly disaster: Disaster;
  readonly kinds: readonly string[];
  /** Data of so many minutes; `null`: everything. */
  readonly minutes: number | null;
  /** The worst moment; `null` with continuous backup, where every moment is alike, and where everything is lost. */
  readonly worst: WorstMoment | null;
  readonly restoredFrom: RestoredFrom | null;
  /** Why everything is lost; empty: it is not. */
  readonly reason: string;
}

/** Moments in minutes since 1970 (UTC). */
export interface WorstMoment {
  /** Just before it the data that can be restored is oldest. */
  readonly minute: number;
  /** When that data was backed up. */
  readonly dataOfMinute: number;
  /** By which rule. */
  readonly rule: string;
}

export interface RestoredFrom {
  readonly where: "local" | "central";
  readonly region: string;
  /** Days back to which every moment can be restored; `null`: only the moments of backups. */
  readonly continuousDays: number | null;
}

/** The loss of a resource in `region`, of its account, and of the Region, each with what is left to restore from. */
export function lostAtWorst(
  proof: PlanProof,
  kinds: readonly ResourceKind[],
  region: string,
  central: CentralAccount,
): readonly Lost[] {
  const disasters: readonly [Disaster, (kind: ResourceKind) => Outcome][] = [
    ["resource", (kind) => fromLocal(proof, kind, region)],
    ["account", (kind) => fromCentral(proof, kind, region, central, () => true)],
    ["Region", (kind) => fromCentral(proof, kind, region, central, (centralRegion) => centralRegion !== region)],
  ];
  return disasters.flatMap(([disaster, outcomeOf]) => {
    const outcomes = kinds.map((kind) => ({ kind, outcome: outcomeOf(kind) }));
    const alike = groupBy(outcomes, ({ outcome }) => JSON.stringify(outcome));
    return [...alike.values()].map((group) => ({
      disaster,
      kinds: kindNames(group.map(({ kind }) => kind)),
      ...(group[0]?.outcome ?? everything("nothing is backed up")),
    }));
  });
}

type Outcome = Omit<Lost, "disaster" | "kinds">;

const everything = (reason: string): Outcome => ({ minutes: null, worst: null, restoredFrom: null, reason });

function fromLocal(proof: PlanProof, kind: ResourceKind, region: string): Outcome {
  const loss = provenLocally(proof, kind);
  if (loss.kind !== "continuous") return outcomeOf(loss, { where: "local", region, continuousDays: null });
  const continuousDays = loss.rule.local.deleteAfterDays;
  return { minutes: loss.minutes, worst: null, restoredFrom: { where: "local", region, continuousDays }, reason: "" };
}

function fromCentral(
  proof: PlanProof,
  kind: ResourceKind,
  region: string,
  { regions }: CentralAccount,
  survives: (centralRegion: string) => boolean,
): Outcome {
  if (proof.home.kind === "none") return everything("no rule copies to the central account");
  const left = regions.filter(survives);
  if (left.length === 0) return everything(`every copy is in ${region} too`);
  const reached = left.find((centralRegion) => copyObstacle(kind, region, centralRegion) === null);
  if (reached === undefined)
    return everything(`AWS makes no copies of it ${copyObstacle(kind, region, left[0] ?? region)}`);
  const { home, further } = proof.of(kind);
  const loss = reached === regions[0] ? home : further;
  return outcomeOf(loss, { where: "central", region: reached, continuousDays: null });
}

function outcomeOf(loss: ProvenLoss, restoredFrom: RestoredFrom): Outcome {
  switch (loss.kind) {
    case "bounded":
      return { minutes: loss.minutes, worst: worstOf(loss.gap), restoredFrom, reason: "" };
    case "nothing-left":
      return { ...everything("at times no recovery point is left"), worst: worstOf(loss.gap) };
    case "never":
      return everything("each recovery point has expired before it can be used");
    case "refused":
      return everything("no start is sure: each may lie in a time in which AWS refuses backups of it");
    case "none":
      return everything("no rule makes recovery points there");
    case "unknown":
      return everything("a schedule cannot be judged");
  }
}

const worstOf = ({ availableMinute, fromMinute, fromRule }: LossGap): WorstMoment => ({
  minute: availableMinute,
  dataOfMinute: fromMinute,
  rule: fromRule.name,
});
