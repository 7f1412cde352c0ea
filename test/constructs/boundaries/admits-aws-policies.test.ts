import { describe, expect, test } from "vitest";
import { storedPolicies } from "../../emulator/deploy/aws-managed-policies.ts";
import { boundedRoles } from "./support/boundaries.ts";
import { deniedBy } from "./support/denied-by.ts";
import { together } from "./support/together.ts";

describe.each(boundedRoles)("$role", ({ boundary, policies, leftOut }) => {
  const denied = deniedBy(boundary, together(policies, storedPolicies));

  test("is denied nothing that AWS's policies allow it, but what it is meant not to", async () => {
    expect((await denied).filter((one) => !leftOut.some((meant) => meant.test(one)))).toEqual([]);
  });

  test("is denied each of the things it is meant not to", async () => {
    const all = await denied;

    expect(leftOut.filter((meant) => !all.some((one) => meant.test(one)))).toEqual([]);
  });
});
