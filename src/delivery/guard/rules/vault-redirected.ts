import { valueIn } from "../../../aws/policy/setting.ts";
import { changedPolicy } from "../backup/changed-policy.ts";
import { policyExample } from "../backup/policy-example.ts";
import { rulePairsOf } from "../backup/policy-pairs.ts";
import { planRule } from "../plan-rule.ts";

export const vaultRedirected = planRule({
  id: "vault-redirected",
  severity: "error",
  what: "backups go to another vault",
  why: "Its lock, key and access policy may be weaker, or it may not exist.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: policyExample({
    before: {
      gold: {
        rules: {
          daily: {
            target_backup_vault_name: { "@@assign": "lockstep-local" },
            lifecycle: { delete_after_days: { "@@assign": "35" } },
          },
        },
      },
    },
    bad: {
      gold: {
        rules: {
          daily: {
            target_backup_vault_name: { "@@assign": "mine" },
            lifecycle: { delete_after_days: { "@@assign": "35" } },
          },
        },
      },
    },
    good: {
      gold: {
        rules: {
          daily: {
            target_backup_vault_name: { "@@assign": "lockstep-local" },
            lifecycle: { delete_after_days: { "@@assign": "90" } },
          },
        },
      },
    },
  }),
  check: (change) =>
    rulePairsOf(changedPolicy(change)).flatMap(({ name, before, after }) => {
      const [from, to] = [valueIn(before.vault), valueIn(after.vault)];
      if (from === to) return [];
      return [
        {
          path: ["content"],
          got: `${name} backs up into ${to ?? "no vault"} instead of ${from ?? "none"}`,
          use: "keep the vault",
        },
      ];
    }),
});
