import { copyObstacle } from "../aws/copy-limits.ts";
import { inAccount } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { copies } from "../estate/plan-copies.ts";
import { reachesOf } from "../estate/reach.ts";
import type { AppAccount } from "../model.ts";

/** Lockstep does not see the resources, so the account's owner has to say what their keys are. */
export const sourceKeys = estateRule({
  id: "source-keys",
  severity: "warning",
  what: "copies of types whose backups use the resource's own key, in an account that says nothing of its keys",
  why: "A backup under an AWS managed key, such as aws/ebs, can never be copied to another account; the job fails at night.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
  example: {
    bad: { "accounts/payments-dev.yaml": "sourceKeys: null" },
    good: { "accounts/payments-dev.yaml": "sourceKeys: customer" },
  },
  check: (estate) => {
    const typesByAccount = new Map<AppAccount, Set<string>>();
    for (const { plan, class: cls, region, kinds, accounts } of reachesOf(estate)) {
      if (!copies(plan)) continue;
      const types = kinds
        .filter((kind) => !kind.isEncryptedByVault)
        .filter((kind) => estate.central[cls].regions.some((to) => copyObstacle(kind, region, to) === null))
        .map(({ type }) => type);
      for (const account of accounts) {
        if (account.hasCustomerKeys || types.length === 0) continue;
        const known = typesByAccount.get(account) ?? new Set();
        for (const type of types) known.add(type);
        typesByAccount.set(account, known);
      }
    }
    return estate.accounts.flatMap((account) => {
      const types = typesByAccount.get(account);
      if (!types) return [];
      return [
        {
          at: inAccount(account.name, "account"),
          got: `got no sourceKeys for ${[...types].sort().join(", ")}, whose backups use the resource's own key`,
          why: `under an AWS managed key (aws/ebs, aws/rds, …) none can ever be copied to central ${account.class}`,
          use: `use customer keys with the policy that explain ${account.name} prints, then write sourceKeys: customer`,
        },
      ];
    });
  },
});
