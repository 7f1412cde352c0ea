import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { type AccountClass, accountClasses, type Estate } from "../model.ts";

const inUnit = {
  "organization.yaml": "units: { everybody: { path: ou-ab12-5e6f7a8b, class: nonprod, plans: [bronze] } }",
  "accounts/payments-dev.yaml": "unit: everybody\nplans: null",
  "accounts/sandbox.yaml": "unit: everybody\nplans: null",
  "accounts/storefront-staging.yaml": "unit: everybody\nplans: [silver]",
};
const sealed = `central: { nonprod: { sealed: true } }\n${inUnit["organization.yaml"]}`;

export const sealedMembersChanged = changeRule({
  id: "sealed-members-changed",
  severity: "error",
  what: "other units, or accounts in no unit, of a class whose central account is sealed",
  why: "The pipeline can't change the policies of its vaults and keys: the deployment stops, or copies of new members fail.",
  source: null,
  example: {
    before: inUnit,
    bad: {
      ...inUnit,
      "organization.yaml": sealed.replace(
        "units: {",
        "units: { lab: { path: ou-ab12-99999999, class: nonprod, plans: [] },",
      ),
    },
    good: { ...inUnit, "organization.yaml": sealed },
  },
  check: (base, head) =>
    accountClasses.flatMap((cls) => {
      if (!head.central[cls].isSealed || named(base, cls) === named(head, cls)) return [];
      const got = `got other units or Regions, or accounts in no unit, while central ${cls} is sealed`;
      const at = inOrganization("central", cls, "sealed");
      return base.central[cls].isSealed
        ? [
            {
              at,
              got,
              why: "the pipeline can't change its policies, and the deployment stops there",
              use: "take sealed out and run bootstrap first, as docs/duties.md says",
            },
          ]
        : [
            {
              at,
              got: `${got} by the same change`,
              why: "bootstrap could seal it before its policies name them",
              use: "seal it once this is deployed",
            },
          ];
    }),
});

/** Whom the policies of its vaults and keys name, and where there are any. */
function named({ accounts, units, central }: Estate, cls: AccountClass): string {
  const listed = accounts.filter((account) => account.class === cls && account.unit === null);
  const ofClass = units.filter((unit) => unit.class === cls);
  return JSON.stringify([
    listed.map(({ accountId }) => accountId).toSorted(),
    ofClass.map(({ orgPath }) => orgPath).toSorted(),
    central[cls].regions.toSorted(),
  ]);
}
