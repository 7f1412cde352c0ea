import { saidIn, valueIn } from "../../aws/policy/setting.ts";
import { copyTo } from "../examples/copy-to.ts";
import { targetOf } from "../plan/copy-target.ts";
import { planRule } from "../policy-rule.ts";

export const policySameVault = planRule({
  id: "policy-same-vault",
  severity: "warning",
  what: "a copy into the vault that the backup is in already",
  why: "It protects against nothing that the first one does not.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
  example: {
    bad: copyTo("arn:aws:backup:eu-west-1:$account:backup-vault:local"),
    good: copyTo("arn:aws:backup:eu-west-1:$account:backup-vault:second"),
  },
  check: ({ regions, rules }) =>
    rules.flatMap(({ vault, copies }) =>
      copies.flatMap((copy) => {
        const target = targetOf(copy);
        const runsThere = saidIn(regions).some(({ value }) => value === target?.region);
        if (!target || target.accountId !== null || !runsThere || target.vault !== valueIn(vault)) return [];
        const got = `got the vault that backups in ${target.region} are in already`;
        return [{ at: target.at, got, use: "use another Region, account or vault" }];
      }),
    ),
});
