import { andMore } from "../../../words/and-more.ts";
import type { StackSummary } from "../../handoff/stack-summary.ts";
import { holdsAccounts } from "../../stack/pipeline-scope.ts";
import { guardRule } from "../guard-rule.ts";

/** How much of the fleet may lose something at once. */
export interface FleetLimit {
  /** How many application accounts there are; `undefined`: as many as were planned. */
  readonly accounts?: number | undefined;
  /** Share of them, from 0 to 1, that may have something deleted at once. @default 0.2 */
  readonly share?: number | undefined;
}

/** How an allowance names all application accounts together. */
export const fleet = { stack: "fleet", address: "app-*" } as const;

/** One account alone is never a fleet. */
const fewest = 2;
const mostShown = 5;

type Planned = Pick<StackSummary, "stack" | "scope"> & {
  readonly changes: readonly Pick<StackSummary["changes"][number], "actions">[];
};

const example = (losing: number): readonly [readonly Planned[], FleetLimit] => [
  Array.from({ length: losing }, (_, index) => ({
    stack: `app-${index + 1}`,
    scope: "app-prod",
    changes: [{ actions: ["delete"] }],
  })),
  { accounts: 10 },
];

export const fleetDeletes = guardRule({
  id: "fleet-deletes",
  severity: "error",
  what: "more than a share of the application accounts have something deleted at once",
  why: "A slip in what they share, or an attack, looks harmless in each of them.",
  source: null,
  example: { bad: example(3), good: example(2) },
  // however harmless each of them looks: one finding for all
  check: (summaries: readonly Planned[], { accounts, share = 0.2 }: FleetLimit) => {
    const planned = summaries.filter(({ scope }) => holdsAccounts(scope));
    const all = accounts ?? planned.length;
    const losing = planned.filter(({ changes }) =>
      changes.some(({ actions }) => actions.includes("delete") || actions.includes("forget")),
    );
    if (losing.length < fewest || losing.length <= share * all) return [];
    const names = losing.map(({ stack }) => stack).sort();
    return [
      {
        place: { ...fleet, path: [] },
        got: `${losing.length} of ${all} application accounts would have something deleted (${andMore(names, mostShown)})`,
        use: `use a change that deletes in ${Math.max(fewest - 1, Math.floor(share * all))} at most`,
      },
    ];
  },
});
