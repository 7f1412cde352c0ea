import { inAccount } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { restsOnLocalVaults } from "../estate/rests-on-local-vaults.ts";

export const unlockedUnneeded = estateRule({
  id: "unlocked-unneeded",
  severity: "warning",
  what: "a reason for unlocked local vaults, where no promise rests on them alone",
  why: "It would read as a risk that is not there, and hide the one that comes.",
  source: null,
  example: {
    bad: { "accounts/sandbox.yaml": "unlocked: everything in it can be made anew" },
    good: { "accounts/sandbox.yaml": "owner: platform@acme.example" },
  },
  check: (estate) =>
    restsOnLocalVaults(estate)
      .filter(({ account, rests }) => rests.length === 0 && !account.lock && account.unlockedReason !== "")
      .map(({ account }) => ({
        at: inAccount(account.name, "unlocked"),
        got: "got a reason for unlocked vaults, but no promise rests on the local vault alone",
        use: "remove it",
      })),
});
