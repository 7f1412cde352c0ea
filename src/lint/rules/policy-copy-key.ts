import { quote } from "../../aws/cron-field.ts";
import { keysOf } from "../../aws/policy/json-pointer.ts";
import { valueIn } from "../../aws/policy/setting.ts";
import { copyTo } from "../examples/copy-to.ts";
import { planRule } from "../policy-rule.ts";

export const policyCopyKey = planRule({
  id: "policy-copy-key",
  severity: "error",
  what: "a copy action whose key is not its target",
  why: "AWS wants the target's ARN as key; with another, two policies merge into a copy that nobody wrote.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    bad: copyTo(
      "arn:aws:backup:eu-west-2:$account:backup-vault:far-a",
      "arn:aws:backup:eu-west-2:$account:backup-vault:far-b",
    ),
    good: copyTo("arn:aws:backup:eu-west-2:$account:backup-vault:far-b"),
  },
  check: ({ rules }) =>
    rules.flatMap(({ copies }) =>
      copies.flatMap(({ at, target }) => {
        const key = keysOf(at.pointer).at(-1) ?? "";
        const arn = valueIn(target);
        if (arn === null || key === arn) return [];
        return [
          { at, got: `got copy ${quoteWhole(key)} with target ${quoteWhole(arn)}`, use: "use the target as key" },
        ];
      }),
    ),
});

// what differs in two ARNs stands near their ends
function quoteWhole(text: string) {
  return text.length > 200 ? quote(text) : JSON.stringify(text);
}
