import { inAccount } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { restsOnLocalVaults } from "../estate/rests-on-local-vaults.ts";

export const restsOnLocalVault = estateRule({
  id: "rests-on-local-vault",
  severity: "warning",
  what: "a promise that only the local vault can keep, in an account whose vault is not locked",
  why: "Copies in central come later and have no continuous backup: where RPO and RTO are critical the local vault comes first.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: { "accounts/payments-prod.yaml": "lock: null" },
    good: {
      "accounts/payments-prod.yaml":
        "lock: null\nunlocked: the service level allows a day of loss when an administrator turns against us",
    },
  },
  check: (estate) =>
    restsOnLocalVaults(estate)
      .filter(({ account, rests }) => rests.length > 0 && !account.lock && account.unlockedReason === "")
      .map(({ account, rests }) => ({
        at: inAccount(account.name, "account"),
        got: `got neither lock nor unlocked, but the local vault alone keeps ${rests.join(", ")}`,
        why: "where RPO and RTO are critical the local vault comes first, because copies in central come later and have no continuous backup",
        use: "use lock, or unlocked: <why no lock is needed>",
      })),
});
