import { byText } from "../../by-text.ts";
import { groupBy } from "../../group-by.ts";
import { andMore } from "../../words/and-more.ts";
import { counted } from "../../words/counted.ts";
import type { StackSummary, StrangeKey } from "../handoff/stack-summary.ts";

const mostStacks = 5;

/**
 * What AWS has added to its settings, or no longer has: one line a key, however many stacks it is in, with what to do. What
 * AWS has added is in each account and Region at once.
 */
export function strangeKeyLines(summaries: readonly Pick<StackSummary, "stack" | "strangeKeys">[]): readonly string[] {
  const found = summaries.flatMap(({ stack, strangeKeys = [] }) => strangeKeys.map((key) => ({ stack, ...key })));
  const alike = groupBy([...found].sort(byText(sortedBy)), sortedBy);
  return [...alike.values()].map((all) => {
    const [first] = all as [StrangeKey, ...typeof all];
    const stacks = [...new Set(all.map(({ stack }) => stack))].sort();
    return lineOf(first, `${counted(stacks.length, "stack")}: ${andMore(stacks, mostStacks)}`);
  });
}

/** Of what is gone the Region counts, which its address names. */
const sortedBy = ({ is, attribute, key, address }: StrangeKey) =>
  [is, attribute, key, ...(is === "gone" ? [address] : [])].join("\n");

function lineOf({ is, attribute, key, address }: StrangeKey, stacks: string): string {
  if (is === "added") {
    const use =
      attribute === "global_settings"
        ? "whoever looks after the management account decides what it is set to"
        : "to have it backed up, update Lockstep to a version that knows it, then name it in optIn";
    return `AWS has added ${key} to ${attribute}, which this Lockstep does not know: it stays as it is, which is no drift and needs nothing; ${use} (${stacks})`;
  }
  return `AWS has no ${key} in ${attribute}, which ${address} names: an apply is refused with everything else in it, for AWS takes only names that it lists; take it out of optIn for this Region, or see what AWS calls it now (${stacks})`;
}
