import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { accountClasses } from "../model.ts";

export const centralMoved = changeRule({
  id: "central-moved",
  severity: "error",
  what: "another central account",
  why: "The copies stay in the old one, whose stack is gone: nothing manages them and nothing copies them back.",
  source: null,
  example: {
    bad: { "organization.yaml": 'central: { prod: { account: "777777777777" } }' },
    good: { "organization.yaml": 'central: { prod: { account: "333333333333" } }' },
  },
  check: (base, head) =>
    accountClasses.flatMap((cls) => {
      const [was, is] = [base.central[cls].accountId, head.central[cls].accountId];
      if (was === is) return [];
      return [
        {
          at: inOrganization("central", cls, "account"),
          got: `got ${is}, was ${was}`,
          why: "the copies stay there, and no stack manages them or lets them back",
          use: `use "${was}"`,
        },
      ];
    }),
});
