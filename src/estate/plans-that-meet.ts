import type { Estate, Plan, Selection } from "../model.ts";
import { type Reach, reachesOf } from "./reach.ts";

/** Pairs of plans that may back up the same resource: in one account and Region, of a kind and with tags that both take. */
export function plansThatMeet(estate: Estate): readonly (readonly [Plan, Plan])[] {
  const pairs = estate.plans.flatMap((plan, index) =>
    estate.plans
      .slice(index + 1)
      .filter((other) => tagsMeet(plan.selection, other.selection))
      .map((other) => [plan, other] as const),
  );
  if (pairs.length === 0) return [];
  const reaches = reachesOf(estate);
  const of = (plan: Plan) => reaches.filter((reach) => reach.plan === plan);
  return pairs.filter(([plan, other]) => of(plan).some((one) => of(other).some((two) => reachesMeet(one, two))));
}

function reachesMeet(one: Reach, two: Reach): boolean {
  if (one.class !== two.class || one.region !== two.region) return false;
  if (!one.kinds.some((kind) => two.kinds.includes(kind))) return false;
  const accounts = new Set(one.accounts);
  return two.accounts.some((account) => accounts.has(account));
}

/** Whether a resource can have tags that both selections take. It has one value of a key, and may have every key. */
function tagsMeet(one: Selection, other: Selection): boolean {
  if (one.tagKey !== other.tagKey) return true;
  const [first, second] = one.kind === "tagged" ? [one, other] : [other, one];
  if (first.kind === "everythingExcept") return true;
  return second.kind === "tagged"
    ? first.tagValues.some((value) => second.tagValues.some((another) => patternsMeet(value, another)))
    : first.tagValues.some((value) => !second.tagValues.some((left) => covers(left, value)));
}

/** Whether some value may match both; `*` stands for any characters. */
function patternsMeet(one: string, other: string): boolean {
  if (!one.includes("*")) return covers(other, one);
  if (!other.includes("*")) return covers(one, other);
  const [heads, tails] = [
    [one, other].map((pattern) => pattern.slice(0, pattern.indexOf("*"))),
    [one, other].map((pattern) => pattern.slice(pattern.lastIndexOf("*") + 1)),
  ];
  const [shortHead = "", longHead = ""] = byLength(heads);
  const [shortTail = "", longTail = ""] = byLength(tails);
  return longHead.startsWith(shortHead) && longTail.endsWith(shortTail);
}

const byLength = (texts: readonly string[]) => [...texts].sort((a, b) => a.length - b.length);

/** Whether a pattern matches whatever a value, which may be a pattern too, stands for. */
function covers(pattern: string, value: string): boolean {
  const [head = "", ...parts] = pattern.split("*");
  const tail = parts.pop();
  if (tail === undefined) return pattern === value;
  if (!value.startsWith(head) || value.length < head.length + tail.length || !value.endsWith(tail)) return false;
  let rest = value.slice(head.length, value.length - tail.length);
  for (const part of parts) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}
