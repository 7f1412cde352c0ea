import { said } from "../../aws/policy/setting.ts";
import { inRule } from "../examples/in-rule.ts";
import { withTypes } from "../examples/with-types.ts";
import { namedPatterns } from "../plan/selected-kinds.ts";
import { planRule } from "../policy-rule.ts";

export const policyAirGappedTypes = planRule({
  id: "policy-air-gapped-types",
  severity: "warning",
  what: "a logically air-gapped vault for types that it does not take",
  why: "AWS leaves their backups in the backup vault alone, without an error.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html",
  example: {
    bad: withTypes(
      inRule({
        target_logically_air_gapped_backup_vault_arn: {
          "@@assign": "arn:aws:backup:$region:$account:backup-vault:gap",
        },
      }),
      "arn:aws:rds:*:*:db:*",
    ),
    good: withTypes(
      inRule({
        target_logically_air_gapped_backup_vault_arn: {
          "@@assign": "arn:aws:backup:$region:$account:backup-vault:gap",
        },
      }),
      "arn:aws:ec2:*:*:volume/*",
    ),
  },
  check: (plan) => {
    const refused = namedPatterns(plan).filter(({ kinds }) => kinds.every(({ airGapped }) => !airGapped));
    return plan.rules.flatMap(({ airGappedVault }) => {
      const vault = said(airGappedVault);
      if (!vault) return [];
      return refused.map(({ types }) => ({
        at: vault.at,
        got: `got an air-gapped vault for ${types}, which it does not take, so that it is in the backup vault alone`,
        use: "use a plan of its own for it",
      }));
    });
  },
});
