import { expect, test } from "vitest";
import { trustCharacters, trustSize } from "../../src/checks/trust-size.ts";
import { type Duty, dutyNames, type Estate } from "../../src/model.ts";
import { dutyRole } from "../../src/names.ts";
import { pipelineRoles } from "../../stacks/pipeline-roles.ts";
import { saidBy } from "../support/said.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";

const trustsFit = saidBy(trustSize);

const estate = exampleEstate();

const withAuditor = (auditor: Partial<Duty>): Estate => ({
  ...estate,
  duties: { ...estate.duties, auditor: { ...estate.duties.auditor, ...auditor } },
});
const roles = (accounts: number, length: number) =>
  Array.from({ length: 30 }, (_, index) => `arn:aws:iam::${200_000_000_000 + (index % accounts)}:role/r${index}`).map(
    (arn, index) => (index === 0 ? arn + "x".repeat(length) : arn),
  );

/** By role, the characters of its trust policy as synthesized. */
function synthesized(of: Estate): ReadonlyMap<string, number> {
  const trusts = [...stacksOf(of).values()].flatMap((stack) =>
    all(stack, "aws_iam_role").map(({ name, assume_role_policy }): [string, number] => [
      String(name),
      String(assume_role_policy).length,
    ]),
  );
  const { Custodian } = JSON.parse(pipelineRoles(of)).Resources;
  const custodian = JSON.stringify(Custodian.Properties.AssumeRolePolicyDocument).length;
  return new Map([...trusts, [Custodian.Properties.RoleName, custodian]]);
}

test.each([
  ["the example", estate],
  ["many principals of many accounts, with MFA", withAuditor({ principals: roles(7, 0), requireMfa: true })],
  ["many principals of one account, without", withAuditor({ principals: roles(1, 0), requireMfa: false })],
])("the size is that of the trust policy which is synthesized: %s", (_name, of) => {
  const sizes = synthesized(of);

  expect(dutyNames.map((duty) => trustCharacters(of.duties[duty], of.organization.id))).toEqual(
    dutyNames.map((duty) => sizes.get(dutyRole(duty))),
  );
});

const spare = 2_048 - trustCharacters({ ...estate.duties.auditor, principals: roles(7, 0) }, "o-a1b2c3d4e5");

test("a trust policy of 2,048 characters is taken", () => {
  expect(trustsFit(withAuditor({ principals: roles(7, spare) }))).toEqual([]);
});

test("one of 2,049 is not", () => {
  expect(trustsFit(withAuditor({ principals: roles(7, spare + 1) }))).toEqual([
    {
      rule: "trust-size",
      severity: "error",
      at: { file: "organization.yaml", path: ["duties", "auditor", "principals"] },
      message:
        "got 30 principals, a trust policy of 2049 characters; AWS takes 2048; use fewer, or one role with * in its name",
    },
  ]);
});
