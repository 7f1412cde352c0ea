import { copyTo } from "../examples/copy-to.ts";
import { targetOf } from "../plan/copy-target.ts";
import { planRule } from "../policy-rule.ts";

export const policyDefaultVault = planRule({
  id: "policy-default-vault",
  severity: "error",
  what: "a copy into another account's Default vault",
  why: "Its key is AWS's own and cannot be shared: every copy fails.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  example: {
    bad: copyTo("arn:aws:backup:eu-west-1:210987654321:backup-vault:Default"),
    good: copyTo("arn:aws:backup:eu-west-1:210987654321:backup-vault:central"),
  },
  check: ({ rules }) =>
    rules.flatMap(({ copies }) =>
      copies.flatMap((copy) => {
        const target = targetOf(copy);
        if (!target || target.accountId === null || target.vault !== "Default") return [];
        const got = `got the Default vault of account ${target.accountId}, whose key AWS shares with nobody`;
        return [{ at: target.at, got, use: "use a vault with a key of its own" }];
      }),
    ),
});
