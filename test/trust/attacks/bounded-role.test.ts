import { expect, test } from "vitest";
import { copyBackRole, dutyRole, hubApplyRole, pipelineApplyRole, restoreRole } from "../../../src/names.ts";
import { custodian, destroy } from "../organization/attacks.ts";
import { example, type Request, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { central, shared } from "../organization/places.ts";
import { boundedRole, unboundedRole } from "./attackers.ts";

const { accountId } = central.prod;
const [home = ""] = central.prod.regions;

test("with the custodian's role alone nobody deletes a central recovery point", async () => {
  const point = example.recoveryPoint(accountId, home);

  expect(await example.lets(unboundedRole(accountId, custodian), ["backup:DeleteRecoveryPoint", point])).toBe(false);
});

test.each([copyBackRole, restoreRole, dutyRole("restoreOperator"), dutyRole("auditor")])(
  "%s of a central account loses no backup of it, whatever is allowed to it",
  async (name) => {
    // which keeps one from expiring, and is the restore operator's work
    const opens = name === dutyRole("restoreOperator") ? "backup:CreateBackupAccessPoint" : "";
    const attacks = central.prod.regions
      .flatMap((region) => destroy(example, accountId, region))
      .filter(([action]) => action !== opens);

    expect(await example.allowed(boundedRole(accountId, name), attacks)).toEqual([]);
  },
);

test("a bounded role enters no account by the pipeline's roles, nor by the custodian", async () => {
  const roles = [hubApplyRole("management"), pipelineApplyRole("shared"), custodian];
  const attacks = roles.map((name): Request => ["sts:AssumeRole", trusting(name)]);

  expect(await example.allowed(boundedRole(shared.accountId, dutyRole("policyAdmin")), attacks)).toEqual([]);
});

/** A role of the same account that trusts all of it. */
function trusting(name: string) {
  const root = { AWS: `arn:aws:iam::${shared.accountId}:root` };
  return {
    ...target(roleArn(shared.accountId, name), shared.accountId),
    trust: {
      Version: "2012-10-17",
      Statement: [{ Sid: "Account", Effect: "Allow" as const, Principal: root, Action: "sts:AssumeRole" }],
    },
  };
}
