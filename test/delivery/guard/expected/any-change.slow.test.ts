import { describe, expect, test } from "vitest";
import { judgeStack } from "../../../../src/delivery/guard/expected/judge-stack.ts";
import { estateFacts } from "../../../../src/estate/estate-facts.ts";
import { runs } from "../../../support/soak.ts";
import { exampleEstate, type Stack, stacksOf } from "../../../support/stacks.ts";
import { changesOf } from "./support/changes-of.ts";

const example = exampleEstate();
// a lock that is armed, and the service-linked role, say more than those of the example
const estate = {
  ...example,
  accounts: example.accounts.map((account) => ({
    ...account,
    createServiceLinkedRole: true,
    ...(account.lock && { lock: { ...account.lock, mode: "compliance" as const, armedOn: "2026-11-23" } }),
  })),
};
const stacks = stacksOf(estate);
const facts = estateFacts(estate);

const problemsOf = (id: string, json: Stack) => {
  const own = facts.get(id);
  if (!own) throw new Error(`got no facts of ${id}`);
  return judgeStack(json, own);
};

/** What of these is not judged here, and by whom it is. */
const free: readonly RegExp[] = [
  /^\S+\.(description|lifecycle|depends_on)\b/,
  /^\S+ without (description|lifecycle|depends_on)$/,
  // the guard's rule setting-lost
  /^aws_backup_region_settings\.\S+(\.| without )resource_type_(opt_in|management)_preference/,
  // the guard's rules on what backup policies say
  /^aws_organizations_policy\.\S*_eu-west-\d_policy(\.content\b| without content$)/,
  // words for people
  /^\S+\.tags(\.| without )lockstep:lock-reason/,
  /^aws_kms_key\.\S+ without tags$|^aws_backup_vault\.\S+ without tags$/,
];

const step = runs(8, 1);

describe.each([
  "bootstrap",
  "management",
  "shared",
  "central-prod",
  "central-nonprod",
  "app-payments-prod",
  "app-sandbox",
  "policies-prod",
])("a resource of %s", (id) => {
  const json = stacks.get(id) as Stack;
  const resources = Object.entries(json.resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ type, name, body })),
  );
  const put = (type: string, name: string, body: unknown) =>
    ({ ...json, resource: { ...json.resource, [type]: { ...json.resource[type], [name]: body } } }) as Stack;

  test("is what is expected", () => {
    expect(problemsOf(id, json)).toEqual([]);
  });

  test("that is changed in any one place is refused", () => {
    const changes = resources.flatMap(({ type, name, body }) =>
      changesOf(body, `${type}.${name}`)
        .filter(({ at }) => !free.some((pattern) => pattern.test(at)))
        .map(({ at, value }) => ({ at, changed: put(type, name, value) })),
    );
    const tried = changes.filter((_, index) => index % step === 0);

    const passed = tried.filter(({ changed }) => problemsOf(id, changed).length === 0).map(({ at }) => at);

    expect(passed).toEqual([]);
    expect(tried.length).toBeGreaterThan(resources.length);
  });

  test("that is not there, or there twice, is refused by its address", () => {
    for (const { type, name, body } of resources) {
      const { [name]: _, ...others } = json.resource[type] ?? {};
      const without = { ...json, resource: { ...json.resource, [type]: others } };

      const [lost, added] = [problemsOf(id, without), problemsOf(id, put(type, "added", body))];

      expect(lost.map(({ at }) => at)).toEqual([["resource", type, name]]);
      expect(added.map(({ at }) => at)).toEqual([["resource", type, "added"]]);
    }
  });
});
