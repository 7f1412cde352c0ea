import { expect, test } from "vitest";
import { example, type Request } from "../organization/organization.ts";
import { classlessAccount, outsideAccount } from "../organization/people.ts";
import { account, central } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { unboundedRole } from "./attackers.ts";
import { asks } from "./aws-step.ts";

const payments = account("payments-prod").accountId;
const [home = ""] = central.prod.regions;
const copyIn: Request = ["backup:CopyIntoBackupVault", example.vault(central.prod.accountId, home)];

testAttack({
  id: "copy-in-flood",
  steps: [],
  ends: (
    [
      ["the administrator of payments-prod", example.administrator(payments)],
      ["a role of payments-prod that builds software", unboundedRole(payments, "ci-build")],
    ] as const
  ).map(([who, as]) =>
    asks({
      who,
      does: "copies into central prod",
      as,
      request: copyIn,
      today: "denied, nothing allows it",
    }),
  ),
});

test.each([
  ["the other class", account("sandbox").accountId],
  ["an account that config does not know", classlessAccount],
  ["another organization", outsideAccount],
])("nobody of %s copies into central prod", async (_, accountId) => {
  expect(await example.lets(example.administrator(accountId), copyIn)).toBe(false);
});
