import { describe, expect, test } from "vitest";
import { orderProblems, requestProblems } from "../../../src/delivery/retire/may-retire.ts";
import type { StackPlace } from "../../../src/delivery/stack/stack-place.ts";

const accountId = "555555555501";
const place: StackPlace = {
  scope: "app-prod",
  wave: 4,
  accountId,
  state: "s3://state/state/app-prod/app-a.tfstate",
  retired: true,
};
const active =
  "app-a: got an account that is not retired; write state: retired in its file, and merge and deploy that first";

describe("who asks for the stack of an account to be let go of", () => {
  test.each([
    ["may, when the account is retired and its name is repeated", {}, "app-a", []],
    ["must retire the account first", { retired: false }, "app-a", [active]],
    [
      "must repeat the whole name",
      {},
      "app",
      ["app-a: got --confirm app; use --confirm app-a: Terraform lets go of it for good"],
    ],
    [
      "is told both",
      { retired: false },
      "",
      [active, "app-a: got --confirm ; use --confirm app-a: Terraform lets go of it for good"],
    ],
    [
      "may not ask for another kind of stack",
      { scope: "central-prod" },
      "app-a",
      ["app-a: got a stack of central-prod; use that of an application account: only these leave"],
    ],
  ] as const)("%s", (_, more, confirm, problems) => {
    expect(requestProblems({ stack: "app-a", confirm, place: { ...place, ...more } })).toEqual(problems);
  });
});

describe("what must be applied before an account is let go of", () => {
  const request = { stack: "app-a", place };
  const attached = (...targets: readonly string[]) => ({
    resource: {
      aws_organizations_policy_attachment: Object.fromEntries(
        targets.map((target_id, index) => [`gold_account-${index}`, { target_id }]),
      ),
    },
  });
  const policies = (json = {}) => ({ stack: "policies-prod", json });

  test("nothing is left to apply", () => {
    const other = attached("555555555502", "ou-abcd-11111111");

    expect(orderProblems(request, { "policies-nonprod": "was never applied" }, policies(other), null)).toEqual([]);
  });

  test("the policies of its class, and the account itself", () => {
    const reasons = { "policies-prod": "was never applied", "app-a": "config differs from what was applied" };

    expect(orderProblems(request, reasons, policies(), null)).toEqual([
      `policies-prod: was never applied; deploy it first: a backup policy may still reach ${accountId}`,
      "app-a: config differs from what was applied; deploy it first: what stays in the account must be what was reviewed",
    ]);
  });

  test("policies that no longer reach the account, by any attachment", () => {
    expect(orderProblems(request, {}, policies(attached("555555555502", accountId)), null)).toEqual([
      `policies-prod: got aws_organizations_policy_attachment.gold_account-1, which attaches a backup policy to ${accountId}; use a config that attaches none, and deploy it first`,
    ]);
  });

  test("of a closed account the policies alone: in it nothing can be applied", () => {
    const reasons = { "policies-prod": "was never applied", "app-a": "config differs from what was applied" };

    expect(orderProblems(request, { "app-a": "was never applied" }, policies(), "CLOSED")).toEqual([]);
    expect(orderProblems(request, reasons, policies(attached(accountId)), "CLOSED")).toEqual([
      `policies-prod: was never applied; deploy it first: a backup policy may still reach ${accountId}`,
      `policies-prod: got aws_organizations_policy_attachment.gold_account-0, which attaches a backup policy to ${accountId}; use a config that attaches none, and deploy it first`,
    ]);
  });
});
