import fc from "fast-check";
import { expect, test } from "vitest";
import { toPlainJson } from "../../src/aws/policy/effective-policy.ts";
import { type AttachedDocument, mergePolicies } from "../../src/aws/policy/merge-policies.ts";
import { readJson } from "../../src/aws/policy/read-json.ts";
import { naiveMerge, type PolicyJson } from "../emulator/model/organizations/naive-merge.ts";
import { runs, seed } from "../support/soak.ts";

const control = "@@operators_allowed_for_child_policies";

/** A part that is there more often than not, so that policies meet in many places and miss each other in some. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });

/** A node that limits what policies further down may do, so many times in ten. */
function limited(limits: readonly (readonly string[])[], node: fc.Arbitrary<Record<string, unknown>>, often: number) {
  const limit = fc.oneof(
    { weight: 10 - often, arbitrary: fc.constant(undefined) },
    { weight: often, arbitrary: fc.constantFrom(...limits) },
  );
  return fc
    .tuple(limit, node)
    .map(
      ([limit, members]) =>
        JSON.parse(JSON.stringify(limit ? { [control]: limit, ...members } : members)) as PolicyJson,
    );
}

const settingLimits = [
  ["@@none"],
  ["@@all"],
  ["@@assign"],
  ["@@append"],
  ["@@append", "@@remove"],
  ["@@assign", "@@append"],
];
// AWS's documents and examples say what these two mean for the keys of a section, and of no other
const sectionLimits = [["@@none"], ["@@append"], ["@@all"]];

const text = limited(settingLimits, fc.record({ "@@assign": fc.constantFrom("1", "2", "3") }), 4);
const values = fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 });

/** Policies of one organization; `operators` are what lists are changed with. */
function policies(operators: readonly string[]) {
  const list = limited(
    settingLimits,
    fc.tuple(fc.constantFrom(...operators), values).map(([operator, items]) => ({ [operator]: items })),
    4,
  );
  const section = (members: Record<string, fc.Arbitrary<unknown>>) =>
    limited(
      sectionLimits,
      fc.record(Object.fromEntries(Object.entries(members).map(([key, each]) => [key, maybe(each)]))),
      1,
    );
  const rule = section({
    schedule_expression: text,
    lifecycle: section({ delete_after_days: text, move_to_cold_storage_after_days: text }),
    index_actions: section({ resource_types: list }),
  });
  const plan = section({
    regions: list,
    rules: section({ Hourly: rule, daily: rule }),
    selections: section({ tags: section({ red: section({ tag_key: text, tag_value: list }) }) }),
  });
  return fc.record({ plans: section({ Gold: plan, silver: plan }) }) as fc.Arbitrary<PolicyJson>;
}

function attached(levels: readonly (readonly PolicyJson[])[]): readonly AttachedDocument[] {
  return levels.flatMap((documents, level) =>
    documents.map((document, index) => {
      const reading = readJson(JSON.stringify(document));
      if (!reading.ok) throw new Error("not readable as JSON");
      return { root: reading.root, name: `${level}-${index}`, isBesidePrevious: index > 0 };
    }),
  );
}

const effective = (levels: readonly (readonly PolicyJson[])[]) =>
  toPlainJson(mergePolicies(attached(levels)).effective);

test("merges policies, one a level, as a naive reading of AWS's wording does", () => {
  const levels = fc.array(policies(["@@assign", "@@append", "@@append", "@@remove"]), {
    minLength: 1,
    maxLength: 4,
    size: "max",
  });
  fc.assert(
    fc.property(levels, (documents) => {
      const organization = documents.map((document) => [document]);

      expect(effective(organization)).toEqual(naiveMerge(organization));
    }),
    { seed, numRuns: runs(2_000, 60_000) },
  );
});

test("merges several policies a level as a naive reading of AWS's wording does", () => {
  const documents = fc.array(policies(["@@assign"]), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(documents, { minLength: 1, maxLength: 3 }), (organization) => {
      expect(effective(organization)).toEqual(naiveMerge(organization));
    }),
    { seed, numRuns: runs(1_000, 30_000) },
  );
});

const project = (setting: object) => ({ tags: { project: { tag_value: setting } } }) as unknown as PolicyJson;
const costCenter = { "@@assign": ["Development", "Support"] };

// docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html
test.each<[string, readonly (readonly PolicyJson[])[], readonly string[]]>([
  ["1: a child overwrites", [[project(costCenter)], [project({ "@@assign": ["Sandbox"] })]], ["Sandbox"]],
  [
    "2: a child appends",
    [[project(costCenter)], [project({ "@@append": ["Marketing"] })]],
    ["Development", "Support", "Marketing"],
  ],
  [
    "3: a grandchild removes",
    [
      [project(costCenter)],
      [project({ "@@append": ["Marketing"] })],
      [project({ "@@remove": ["Development", "Marketing"] })],
    ],
    ["Support"],
  ],
  [
    "4: a child may append and no more",
    [[project({ [control]: ["@@append"], ...costCenter })], [project({ "@@append": ["Research"] })]],
    ["Development", "Support", "Research"],
  ],
  [
    "5: two parents allow what both allow",
    [
      [
        project({ [control]: ["@@append"], "@@assign": ["Maintenance"] }),
        project({ [control]: ["@@append", "@@remove"] }),
      ],
      [project({ "@@remove": ["Maintenance"] })],
    ],
    ["Maintenance"],
  ],
  [
    "6: the policy that was attached first wins",
    [[project({ "@@assign": ["PROJECT"] }), project({ "@@assign": ["project"] })]],
    ["PROJECT"],
  ],
])("the naive reading gives what AWS's example gives, %s", (_, organization, expected) => {
  expect(naiveMerge(organization)).toEqual({ tags: { project: { tag_value: expected } } });
});
