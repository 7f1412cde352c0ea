import fc from "fast-check";
import { expect, test } from "vitest";
import { lostDenials } from "../../../src/delivery/guard/access/lost-denials.ts";
import { readStatements } from "../../../src/delivery/guard/access/statement.ts";
import { widenedAccess } from "../../../src/delivery/guard/access/widened-access.ts";
import type { PlanAction } from "../../../src/delivery/terraform/plan-json.ts";
import { runs } from "../../support/soak.ts";
import { linesOf, planOf, updated } from "./support/plan.ts";

const types = [
  "aws_backup_vault_lock_configuration",
  "aws_backup_region_settings",
  "aws_kms_key",
  "aws_organizations_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_cloudformation_stack_set",
  "aws_cloudwatch_event_rule",
  "aws_s3_bucket_server_side_encryption_configuration",
];
const attributes = [
  "policy",
  "content",
  "assume_role_policy",
  "template_body",
  "event_pattern",
  "rule",
  "type",
  "role",
];
const words = ["Statement", "Effect", "Action", "Principal", "Condition", "Resources", "plans", "rules", "@@assign"];
const nested = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom("Deny", "Allow", "*", "BACKUP_POLICY", null, true, 7),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...words), tie("any"), { maxKeys: 4 }),
  ),
})).any;
const value = fc.oneof(
  nested,
  nested.map((each) => JSON.stringify(each)),
);
const object = fc.dictionary(fc.constantFrom(...attributes), value, { maxKeys: 5 });
const actions = fc.constantFrom<readonly PlanAction[]>(
  ["create"],
  ["update"],
  ["delete"],
  ["create", "delete"],
  ["forget"],
);

test("whatever a plan holds is judged without a crash, and without a word that breaks its line", () => {
  fc.assert(
    fc.property(fc.constantFrom(...types), actions, object, object, nested, (type, does, before, after, unknown) => {
      for (const line of linesOf(planOf({ type, actions: does, before, after, unknown }))) {
        expect(line).toMatch(/^[^\n\r]+$/);
      }
    }),
    { numRuns: runs(2_000, 100_000) },
  );
});

test("what is nested beyond reason is not let through", () => {
  const deep = `${'{"plans":'.repeat(100_000)}{}${"}".repeat(100_000)}`;

  expect(
    updated("aws_organizations_policy", { type: "BACKUP_POLICY", content: '{"plans":{}}' }, { content: deep }),
  ).toEqual([expect.stringMatching(/^unjudged: /)]);
});

const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Deny"),
  Principal: fc.constantFrom("*", { AWS: "111111111111" }, { Service: "s" }),
  Action: fc.subarray(["a:*", "a:Get*", "a:GetB", "b:?"], { minLength: 1 }),
  Resource: fc.subarray(["*", "arn:a", "arn:*"], { minLength: 1 }),
  Condition: fc.constantFrom(
    {},
    { ArnNotEquals: { "aws:PrincipalArn": ["arn:x"] } },
    { StringEquals: { "aws:PrincipalOrgID": "o-a" } },
  ),
});
const read = (statements: readonly object[]) => readStatements({ Statement: statements }) ?? [];

test("a policy never weakens itself, in whatever order its statements stand; without them all its denials are lost", () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
      const [before, after] = [read(statements), read([...statements].reverse())];

      expect(lostDenials(before, after)).toEqual([]);
      expect(widenedAccess(before, after, "resource")).toEqual([]);
      expect(lostDenials(before, [])).toHaveLength(statements.filter(({ Effect }) => Effect === "Deny").length);
    }),
  );
});
