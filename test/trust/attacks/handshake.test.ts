import { expect, test } from "vitest";
import { example, type Request, target } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import { account, central, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { boundedRole, byGuardrail, made } from "./attackers.ts";
import { asks } from "./aws-step.ts";

// an account moves to another organization by this; AWS's pages do not agree whether it has to leave its own first:
// docs.aws.amazon.com/organizations/latest/userguide/orgs_account_migration.html (it need not) and
// orgs_manage_accounts_accept-decline-invite.html (it must). The invitation is the other organization's, and has no policy
const accept = (accountId: string): Request => [
  "organizations:AcceptHandshake",
  target(`arn:aws:organizations::${outsideAccount}:handshake/o-zzzzzzzzzz/invite/h-0123456789`, accountId),
];

const bosses = (place: string, accountId: string) =>
  (
    [
      ["the administrator", example.administrator(accountId)],
      ["the root user", example.rootUser(accountId)],
      ["a role that the pipeline made", boundedRole(accountId, made(accountId))],
    ] as const
  ).map(([who, as]) =>
    asks({
      who: `${who} of ${place}`,
      does: "accepts an invitation",
      as,
      request: accept(accountId),
      today: byGuardrail("NobodyLeaves"),
    }),
  );

testAttack({
  id: "handshake-application",
  steps: [],
  ends: bosses("payments-prod", account("payments-prod").accountId),
});

testAttack({
  id: "handshake-central",
  steps: [],
  ends: [
    ...bosses("central prod", central.prod.accountId),
    ...bosses("central non-prod", central.nonprod.accountId),
    ...bosses("shared", shared.accountId),
  ],
});

test.each([
  ["payments-prod", account("payments-prod").accountId],
  ["central prod", central.prod.accountId],
  ["central non-prod", central.nonprod.accountId],
  ["shared", shared.accountId],
])("nobody takes %s out by leaving", async (_, accountId) => {
  const leave: Request = ["organizations:LeaveOrganization", target("*", accountId)];

  for (const boss of [
    example.administrator(accountId),
    example.rootUser(accountId),
    boundedRole(accountId, made(accountId)),
  ]) {
    expect(await example.lets(boss, leave)).toBe(false);
  }
});
