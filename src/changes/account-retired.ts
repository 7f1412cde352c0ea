import { inAccount } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountPairs } from "./between/accounts.ts";

export const accountRetired = changeRule({
  id: "account-retired",
  severity: "warning",
  what: "an account that is retired",
  why: "From then on nothing is backed up there; what exists expires.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "state: retired" },
    good: { "accounts/sandbox.yaml": "state: active" },
  },
  check: (base, head) =>
    accountPairs(base, head)
      .filter(({ was, is }) => was.state === "active" && is.state === "retired")
      .map(({ is }) => ({
        at: inAccount(is.name, "state"),
        got: "got retired, was active",
        why: "nothing is backed up there any more, and what exists expires by its own retention",
        use: "use active unless the account is empty",
      })),
});
