import { describe, expect, test } from "vitest";
import { storedPolicies } from "../../emulator/deploy/aws-managed-policies.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { list } from "../../trust/organization/documents.ts";
import { actionsOf } from "./support/actions-of.ts";
import { boundedRoles } from "./support/boundaries.ts";
import { isAllowedBy } from "./support/is-allowed-by.ts";
import { isReading } from "./support/is-reading.ts";
import { asText, type Request, requestsOf } from "./support/request.ts";
import { together } from "./support/together.ts";

const allowedActions = ({ Statement }: Document): readonly string[] => [
  ...new Set(
    Statement.filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => list(Action))
      .flatMap(actionsOf),
  ),
];

describe.each(boundedRoles)("whatever is attached to $role", ({ boundary, policies }) => {
  const aws = together(policies, storedPolicies);

  test("what AWS's policies do not name, it only reads", async () => {
    const named = new Set(allowedActions(aws));
    const unnamed = allowedActions(boundary).filter((action) => !named.has(action));

    expect(await changing(unnamed)).toEqual([]);
  });

  test("it changes nothing but what they allow, and on no other condition", async () => {
    const asked = await Promise.all([...boundary.Statement, ...aws.Statement].map(requestsOf));
    const bare = (request: Request) => ({ ...request, context: {} });
    const writes = new Set(await changing(allowedActions(boundary)));
    const requests = asked
      .flat()
      .filter(({ action }) => writes.has(action))
      .flatMap((one) => [one, bare(one)]);
    const more = requests.filter((one) => isAllowedBy(boundary, one) && !isAllowedBy(aws, one));

    expect(requests.length).toBeGreaterThan(100);
    expect([...new Set(more.map(asText))]).toEqual([]);
  });
});

async function changing(actions: readonly string[]): Promise<readonly string[]> {
  const reading = await Promise.all(actions.map(isReading));
  return actions.filter((_, index) => !reading[index]);
}
