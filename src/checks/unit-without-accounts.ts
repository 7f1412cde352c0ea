import { inOrganization } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";

export const unitWithoutAccounts = estateRule({
  id: "unit-without-accounts",
  severity: "warning",
  what: "a unit with plans and without an account",
  why: "Its policies reach whatever accounts the OU holds, none of which has a vault.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html",
  example: {
    bad: {
      "organization.yaml": "units: { research: { path: ou-ab12-5e6f7a8b, class: nonprod, plans: [bronze] } }",
    },
    good: {
      "organization.yaml": "units: { research: { path: ou-ab12-5e6f7a8b, class: nonprod, plans: [bronze] } }",
      "accounts/sandbox.yaml": "unit: research\nplans: null",
    },
  },
  check: ({ units, accounts }) => {
    const inhabited = new Set(accounts.map(({ unit }) => unit));
    return units
      .filter(({ name, plans }) => plans.length > 0 && !inhabited.has(name))
      .map(({ name }) => ({
        at: inOrganization("units", name),
        got: "got plans for an OU of which no account has a file",
        why: "every account in it fails its backups for want of a vault",
        use: `add its accounts with unit: ${name}, or remove the unit`,
      }));
  },
});
