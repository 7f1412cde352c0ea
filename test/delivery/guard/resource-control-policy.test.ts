import { describe, expect, test } from "vitest";
import { all, exampleEstate, stacksOf, withResourceGuardrails } from "../../support/stacks.ts";
import { created, deleted, updated } from "./support/plan.ts";

type Statement = Readonly<Record<string, unknown>>;
const type = "RESOURCE_CONTROL_POLICY";
const [policy] = all(
  stacksOf(withResourceGuardrails(exampleEstate())).get("management"),
  "aws_organizations_policy",
).filter((one) => one["type"] === type);
const { Statement: statements } = JSON.parse(String(policy?.["content"])) as {
  readonly Statement: readonly Statement[];
};
const content = (after: readonly Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement: after });
const changedTo = (after: readonly Statement[]) =>
  updated("aws_organizations_policy", { type, content: content(statements) }, { type, content: content(after) });
const withThe = (sid: unknown, change: (statement: Statement) => Statement) =>
  statements.map((one) => (one["Sid"] === sid ? change(one) : one));
const lost = (sid: unknown, action: unknown) => [
  `denial-lost: no longer denies ${action} (statement ${sid}); keep the denial`,
];

describe.each(statements.map((one) => [one["Sid"], one["Action"]] as const))(
  "of a resource control policy %s",
  (sid, action) => {
    test.each<[string, (statement: Statement) => readonly Statement[]]>([
      ["that is gone", () => []],
      ["for other actions", (one) => [{ ...one, Action: "kms:ListAliases" }]],
      ["for another resource", (one) => [{ ...one, Resource: "arn:aws:s3:::reports" }]],
      [
        "with an exemption more",
        (one) => [
          {
            ...one,
            Condition: {
              ...(one["Condition"] as object),
              ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::999999999999:role/x" },
            },
          },
        ],
      ],
      [
        "with a partner of its condition more",
        (one) => [
          {
            ...one,
            Condition: JSON.parse(
              JSON.stringify(one["Condition"]).replace(/("StringNot\w+":\{"[^"]+":)("[^"]+")/, '$1[$2,"a partner"]'),
            ),
          },
        ],
      ],
    ])("is missed: one %s", (_, change) => {
      expect(changedTo(statements.flatMap((one) => (one["Sid"] === sid ? change(one) : [one])))).toEqual(
        lost(sid, action),
      );
    });
  },
);

test("a resource control policy may deny more, in other words and order", () => {
  const wider = withThe("RolesForMembersOnly", (one) => ({ ...one, Action: "sts:*", Sid: "Other" }));

  expect(changedTo(statements.toReversed())).toEqual([]);
  expect(changedTo(wider)).toEqual([]);
});

test("a resource control policy that comes is no violation, one that goes is the loss of all that it guards", () => {
  const body = { type, name: "lockstep-resource-guardrails", content: content(statements) };

  expect(created("aws_organizations_policy", body)).toEqual([]);
  expect(deleted("aws_organizations_policy", body)).toEqual([
    expect.stringContaining("its backups or guardrails end everywhere at once"),
  ]);
});
