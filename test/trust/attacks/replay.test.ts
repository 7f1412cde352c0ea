import { leftToTip } from "../../../src/delivery/apply/main-tip.ts";
import { supersededBy } from "../../../src/delivery/apply/superseded-by.ts";
import { type HeadStack, pendingStacks } from "../../../src/delivery/ledger/pending-stacks.ts";
import { holdBack } from "../../../src/delivery/report/hold-back.ts";
import { affectedStack } from "../../delivery/affected/support/trees.ts";
import { appliedEntry } from "../../delivery/ledger/support/entries.ts";
import { agreed } from "../../delivery/report/support/agreed.ts";
import { plan, summaryOf } from "../../delivery/report/support/plans.ts";
import { testAttack } from "./attack.ts";

// what is applied, then a change that was merged and held, then its revert, which has the first one's config
const [applied, held] = ["0", "a"].map((digit) => digit.repeat(40)) as [string, string];
const [before, changed] = ["0", "9"].map((digit) => digit.repeat(64)) as [string, string];
const digest = "7".repeat(64);
const [stack, scope] = ["app-sandbox", "app-nonprod"] as const;

const entry = { ...appliedEntry, stack, scope, commit: applied, configHash: before };
const head = (configHash: string): readonly HeadStack[] => [
  { affected: { ...affectedStack(stack, scope, { wave: 2 }), configHash }, retired: false, place: "its own" },
];
const pendingAt = (configHash: string) => {
  const { added, changed: others } = pendingStacks(head(configHash), [{ scope, stack, entry, isLost: false }], {
    lockHash: "",
    toolHash: "",
  });
  return [...added, ...others].map((one) => one.stack);
};
// git has the change before its revert, and neither before what is applied
const isAncestor = async () => false;

testAttack({
  id: "replay-after-revert",
  steps: [
    {
      who: "the deploy of the revert",
      does: "finds pending",
      answer: async () => {
        const pending = pendingAt(before);
        return { goesOn: pending.length === 0, said: pending.join(", ") || "nothing, and so writes no ledger" };
      },
      today: "nothing, and so writes no ledger",
    },
    {
      who: "the deploy of the reverted change, run again,",
      does: "finds pending",
      answer: async () => {
        const pending = pendingAt(changed);
        return { goesOn: pending.length > 0, said: pending.join(", ") || "nothing" };
      },
      today: stack,
    },
    {
      who: "that run",
      does: "is superseded by",
      answer: async () => {
        const newer = await supersededBy(
          entry,
          held,
          { configHash: changed, lockHash: "", since: undefined },
          isAncestor,
        );
        return { goesOn: newer === null, said: newer ?? "nothing" };
      },
      today: "nothing",
    },
    {
      who: "that run",
      does: "finds that",
      answer: async () => {
        const tip = { commit: "b".repeat(40), configHashes: new Map([[stack, before]]) };
        const left = leftToTip(tip, stack, changed);
        return { goesOn: left === null, said: left ?? "main has it too" };
      },
      today:
        "main is at bbbbbbbbbbbb now, which has another configuration of it; nothing was changed. The deploy of that commit applies what it has; if there is none, dispatch deploy",
    },
  ],
  ends: [
    {
      who: "that run",
      does: "holds back",
      answer: async () => {
        const summary = { ...summaryOf(stack, scope, plan()), outcome: "changed" as const, digest };
        const reviewed = { commit: held, digests: [{ stack, digest }] };
        const back = holdBack([summary], { standing: [], notJudged: [] }, reviewed, agreed, undefined);
        return { goesOn: back.held.size === 0, said: [...back.held.keys()].join(", ") || "nothing" };
      },
      today: "nothing",
    },
  ],
});
