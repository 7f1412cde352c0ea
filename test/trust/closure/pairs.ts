import { type Fact, factKey } from "./holdings.ts";
import type { Found } from "./search.ts";
import type { Start } from "./starts.ts";

/** A duty and an administrator, or a custodian and another duty, who work together, with everything that each of them gets alone. */
export interface Pair {
  readonly who: string;
  readonly members: readonly [Start, Start];
  readonly facts: readonly Fact[];
  /** Whose answers may have changed by what the other has changed. */
  readonly firstActors: ReadonlySet<string>;
}

export function pairsOf(alone: ReadonlyMap<Start, Found>): readonly Pair[] {
  // of several accounts of a kind the first will do: what tells them apart, each of the two shows alone
  const starts = [...new Map([...alone.keys()].toReversed().map((start) => [start.who, start])).values()].toReversed();
  const duties = starts.filter(({ who }) =>
    /^(policyAdmin|vaultCustodian|backupOperator|restoreOperator|auditor) /.test(who),
  );
  const administrators = starts.filter(({ who }) => /^Administrator of (a |central )/.test(who));
  const custodians = duties.filter(({ who }) => who.startsWith("vaultCustodian "));
  return duties.flatMap((duty, index) =>
    [
      ...administrators,
      // a custodian with anybody else who has a duty, another custodian included
      ...custodians.filter((custodian) => duties.indexOf(custodian) > index || !custodians.includes(duty)),
    ].map((administrator): Pair => {
      const one = factsOf(alone, duty);
      const other = factsOf(alone, administrator);
      const retried = new Set([
        ...(changesBeyond(one, other) ? actorsIn(one) : []),
        ...(changesBeyond(other, one) ? actorsIn(other) : []),
      ]);
      return {
        who: `${duty.who}, with ${administrator.who}`,
        members: [duty, administrator],
        facts: [...one, ...other],
        firstActors: retried,
      };
    }),
  );
}

const factsOf = (alone: ReadonlyMap<Start, Found>, start: Start): readonly Fact[] => [
  ...(alone.get(start)?.holdings.facts.values() ?? []),
];

/**
 * Whether the other has changed anything. What AWS answers depends on who asks and on what was changed, and not on whom
 * else one acts as.
 */
function changesBeyond(own: readonly Fact[], other: readonly Fact[]): boolean {
  const known = new Set(own.map(factKey));
  return other.some((fact) => fact.kind !== "acts" && fact.kind !== "touched" && !known.has(factKey(fact)));
}

const actorsIn = (facts: readonly Fact[]): readonly string[] =>
  facts.flatMap((fact) => (fact.kind === "acts" ? [fact.actor.id] : []));
