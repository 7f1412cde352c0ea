import { inAccount } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountPairs } from "./between/accounts.ts";

export const classChanged = changeRule({
  id: "class-changed",
  severity: "error",
  what: "an account of another class",
  why: "Its state lies with its class, and its copies in the central account of its class, which no longer knows it.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "class: prod" },
    good: { "accounts/sandbox.yaml": "class: nonprod" },
  },
  check: (base, head) =>
    accountPairs(base, head)
      .filter(({ was, is }) => was.class !== is.class)
      .map(({ was, is }) => ({
        at: inAccount(is.name, "class"),
        got: `got ${is.class}, was ${was.class}`,
        why: `its state would lie elsewhere, and central ${was.class}, which holds its copies, would not know it`,
        use: `use ${was.class}, and another account for ${is.class}`,
      })),
});
