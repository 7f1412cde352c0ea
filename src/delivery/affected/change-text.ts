import { andMore, linesAndMore } from "../../words/and-more.ts";
import { cut } from "../../words/cut.ts";
import { withoutControls } from "../../words/without-controls.ts";
import type { ChangeCluster } from "./change-clusters.ts";

const verbs = { added: ["is added", "are added"], changed: ["changes", "change"], retiring: ["retires", "retire"] };

/** `app-orders changes`, `14 app-nonprod stacks change alike: app-a, app-b, app-c and 11 more`. */
export function clusterTitle({ kind, scope, stacks }: ChangeCluster): string {
  const [one, many] = verbs[kind];
  return stacks.length === 1
    ? `${stacks[0]} ${one}`
    : `${stacks.length} ${scope} stacks ${many} alike: ${some(stacks)}`;
}

/** At most `most` lines, each behind `+`, `~` or `-`; a stack that is new is told by how many it gets of each resource. */
export function changeLines({ kind, blocks }: ChangeCluster, most: number): readonly string[] {
  if (kind === "added") return [`+ ${countTypes(blocks.added) || "no resource"}`];

  const lines = [
    ...blocks.removed.map((address) => `- ${printable(address)}`),
    ...blocks.changed.map((block) => `~ ${printable(block.address)}: ${printable(block.arguments.join(", "))}`),
    ...blocks.added.map((address) => `+ ${printable(address)}`),
  ];
  if (lines.length === 0) return ["nothing of its own; it is planned again"];
  return linesAndMore(lines, most);
}

/** The first three, and how many more. */
export const some = (names: readonly string[]): string => andMore(names, 3);

function countTypes(addresses: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const address of addresses) {
    const [type, name] = address.split(".");
    if (name !== undefined && type !== "provider" && type !== "data")
      counts.set(type ?? "", (counts.get(type ?? "") ?? 0) + 1);
  }
  return printable([...counts].map(([type, count]) => `${count} ${type}`).join(", "), 1000);
}

/** On one line: who opens a pull request decides what addresses hold, line ends and terminal codes included. */
const printable = (text: string, longest = 200): string => cut(withoutControls(text), longest);
