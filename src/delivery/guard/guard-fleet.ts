import { andMore } from "../../words/and-more.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import type { StackViolation } from "./decide.ts";

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
export function guardFleet(summaries: readonly StackSummary[], limit: FleetLimit = {}): readonly StackViolation[] {
  const planned = summaries.filter(({ scope }) => scope.startsWith("app-"));
  const { accounts = planned.length, share = 0.2 } = limit;
  const losing = planned.filter(({ changes }) =>
    changes.some(({ actions }) => actions.includes("delete") || actions.includes("forget")),
  );
  if (losing.length < fewest || losing.length <= share * accounts) return [];

  const names = losing.map(({ stack }) => stack).sort();
  const message = `${losing.length} of ${accounts} application accounts would have something deleted (${andMore(names, mostShown)}); use a change that deletes in ${Math.max(fewest - 1, Math.floor(share * accounts))} at most`;
  return [
    {
      stack: fleet.stack,
      violation: { rule: "fleet-deletes", address: fleet.address, action: "delete", message, allowance: null },
    },
  ];
}

const mostShown = 5;
