import { inAccount } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { groupBy } from "../group-by.ts";
import { withOthers } from "../words/others-text.ts";
import { accountPairs } from "./between/accounts.ts";

export const unitMoved = changeRule({
  id: "unit-moved",
  severity: "warning",
  what: "an account in another unit",
  why: "Central trusts a unit by its path: until the account is moved in AWS Organizations too, its copies fail.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  example: {
    bad: { "accounts/ledger-prod.yaml": "unit: data-platform\nplans: null" },
    good: { "accounts/ledger-prod.yaml": "plans: [silver, bronze]" },
  },
  check: (base, head) => {
    const moved = accountPairs(base, head).filter(({ was, is }) => was.unit !== is.unit);
    const inUnit = (unit: string | null) => (unit === null ? "no unit" : `unit ${unit}`);
    return [...groupBy(moved, ({ was, is }) => `${was.unit} ${is.unit}`).values()].flatMap((all) => {
      const [first] = all;
      if (!first) return [];
      const { was, is } = first;
      const whose = all.length > 1 ? `${withOthers(is.name, all)}: ` : "";
      return [
        {
          at: inAccount(is.name, "unit"),
          got: `${whose}got ${inUnit(is.unit)}, was ${inUnit(was.unit)}`,
          why: "central knows units by their OU, so that copies fail while AWS Organizations says otherwise",
          use: "move the account there with the deployment",
        },
      ];
    });
  },
});
