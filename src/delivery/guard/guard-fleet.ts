import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { andMore } from "../../words/and-more.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { holdsAccounts } from "../stack/pipeline-scope.ts";

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

/** More than a share of the application accounts with deletes, however harmless each of them looks: one violation for all. */
export function guardFleet(
  summaries: readonly StackSummary[],
  limit: FleetLimit = {},
): readonly Diagnostic<StackResource>[] {
  const planned = summaries.filter(({ scope }) => holdsAccounts(scope));
  const { accounts = planned.length, share = 0.2 } = limit;
  const losing = planned.filter(({ changes }) =>
    changes.some(({ actions }) => actions.includes("delete") || actions.includes("forget")),
  );
  if (losing.length < fewest || losing.length <= share * accounts) return [];

  const names = losing.map(({ stack }) => stack).sort();
  return [
    {
      rule: "fleet-deletes",
      severity: "error",
      place: { ...fleet, path: [] },
      got: `${losing.length} of ${accounts} application accounts would have something deleted (${andMore(names, mostShown)})`,
      why: "",
      use: `use a change that deletes in ${Math.max(fewest - 1, Math.floor(share * accounts))} at most`,
    },
  ];
}

const mostShown = 5;
