import { describe, expect, test } from "vitest";
import { custodian } from "../../isolation/support/attacks.ts";
import { example, type Request, target } from "../../isolation/support/organization.ts";
import { account, central, shared } from "../../isolation/support/places.ts";
import { testAttack } from "./attack.ts";
import { byEverything, executionRoleTarget } from "./attackers.ts";
import { asks } from "./aws-step.ts";

const places = [
  ["stack-set-execution-application", "payments-prod", account("payments-prod").accountId],
  ["stack-set-execution-central", "central prod", central.prod.accountId],
] as const;

for (const [id, place, accountId] of places) {
  const who = `the administrator of ${place}`;
  const as = example.administrator(accountId);
  const stack = target(
    `arn:aws:cloudformation:${shared.region}:${accountId}:stack/StackSet-lockstep-pipeline-roles-1/x`,
    accountId,
  );

  testAttack({
    id,
    steps: [],
    ends: [
      ...["iam:DeleteRole", "iam:DetachRolePolicy", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary"].map(
        (action) =>
          asks({
            who,
            does: `asks ${action} of StackSets' role`,
            as,
            request: [action, executionRoleTarget(accountId)],
            today: byEverything,
          }),
      ),
      asks({
        who,
        does: "deletes the StackSet's stack, and retains its roles",
        as,
        request: ["cloudformation:DeleteStack", stack],
        today: byEverything,
      }),
    ],
  });
}

describe.each(places)("%s: the administrator of %s", (_, __, accountId) => {
  test("makes no role of StackSets' name, nor adds to it or to whom it trusts", async () => {
    const role = executionRoleTarget(accountId);
    const attacks = ["AttachRolePolicy", "CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy"].map(
      (name): Request => [`iam:${name}`, role],
    );

    expect(await example.allowed(example.administrator(accountId), attacks)).toEqual([]);
  });

  test("does not delete the custodian's role", async () => {
    const attack: Request = ["iam:DeleteRole", example.roleTarget(accountId, custodian)];

    expect(await example.lets(example.administrator(accountId), attack)).toBe(false);
  });
});
