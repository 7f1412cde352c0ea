import { expect, test } from "vitest";
import { toPlainJson } from "../../../src/aws/policy/effective-policy.ts";
import { mergePolicies } from "../../../src/aws/policy/merge-policies.ts";
import { readJson } from "../../../src/aws/policy/read-json.ts";
import { backupExamples, inheritanceExamples, sectionExamples } from "./support/aws-examples.ts";
import { attached, beside, effectiveOf, findingsOf } from "./support/merge.ts";

test.each(backupExamples)("gives AWS's example of backup policies $name", ({ policies, effective }) => {
  expect(effectiveOf(...policies)).toEqual(effective);
});

test.each(inheritanceExamples)("gives AWS's example of inheritance $name", ({ policies, effective }) => {
  expect(effectiveOf(...policies)).toEqual(effective);
});

test.each(sectionExamples)("gives AWS's example of sections $name", ({ policies, effective }) => {
  expect(effectiveOf(...policies)).toEqual(effective);
});

test("no policy gives nothing", () => {
  expect(mergePolicies([])).toMatchObject({ effective: { kind: "object" }, findings: [] });
  expect(effectiveOf()).toEqual({});
});

const allowing = (...operators: string[]) => ({ "@@operators_allowed_for_child_policies": operators });
const regions = (setting: unknown) => ({ plans: { p: { regions: setting } } });
const regionsOf = (...settings: unknown[]) => {
  const { plans } = effectiveOf(...settings.map(regions)) as { plans?: { p: { regions: unknown } } };
  return plans?.p.regions;
};

test.each([
  [
    "@@assign puts a list in the place of what is inherited",
    [{ "@@assign": ["a", "b"] }, { "@@assign": ["c"] }],
    ["c"],
  ],
  ["@@assign may empty a list", [{ "@@assign": ["a"] }, { "@@assign": [] }], []],
  ["@@append adds to what is inherited", [{ "@@assign": ["a"] }, { "@@append": ["b", "c"] }], ["a", "b", "c"]],
  ["@@append makes the list if none is inherited", [{ "@@append": ["a"] }], ["a"]],
  ["@@append adds nothing twice", [{ "@@assign": ["a"] }, { "@@append": ["a", "b"] }], ["a", "b"]],
  ["@@remove takes what it names", [{ "@@assign": ["a", "b"] }, { "@@remove": ["a", "z"] }], ["b"]],
  ["a list without its last value is gone", [{ "@@assign": ["a"] }, { "@@remove": ["a"] }], undefined],
  ["@@remove of nothing inherited makes nothing", [{ "@@remove": ["a"] }], undefined],
  ["@@append brings back what is gone", [{ "@@assign": ["a"] }, { "@@remove": ["a"] }, { "@@append": ["b"] }], ["b"]],
  [
    "@@remove and @@append work together",
    [{ "@@assign": ["a", "b"] }, { "@@append": ["c"], "@@remove": ["a"] }],
    ["b", "c"],
  ],
  [
    "@@assign and @@append work together",
    [{ "@@assign": ["a"] }, { "@@append": ["c"], "@@assign": ["b"] }],
    ["b", "c"],
  ],
  [
    "@@remove takes nothing that its own policy adds",
    [{ "@@assign": ["a"] }, { "@@append": ["b"], "@@remove": ["b"] }],
    ["a", "b"],
  ],
  [
    "a grandchild works on what the child gave",
    [{ "@@assign": ["a"] }, { "@@append": ["b"] }, { "@@remove": ["a"] }],
    ["b"],
  ],
  [
    "a policy's limit does not bind itself",
    [{ ...allowing("@@none"), "@@assign": ["a"], "@@append": ["b"] }],
    ["a", "b"],
  ],
  ["a limit without a value binds too", [allowing("@@append"), { "@@assign": ["a"] }, { "@@append": ["b"] }], ["b"]],
  ["a limit binds grandchildren", [{ ...allowing("@@append"), "@@assign": ["a"] }, {}, { "@@assign": ["b"] }], ["a"]],
  [
    "a child cannot undo a limit",
    [{ ...allowing("@@none"), "@@assign": ["a"] }, allowing("@@all"), { "@@assign": ["b"] }],
    ["a"],
  ],
  [
    "a child can tighten a limit",
    [
      { ...allowing("@@assign", "@@append"), "@@assign": ["a"] },
      allowing("@@append"),
      { "@@assign": ["b"], "@@append": ["c"] },
    ],
    ["a", "c"],
  ],
  [
    "a list of all three allows as much as @@all",
    [{ ...allowing("@@assign", "@@append", "@@remove"), "@@assign": ["a"] }, { "@@remove": ["a"] }],
    undefined,
  ],
])("%s", (_, settings, expected) => {
  expect(regionsOf(...settings)).toEqual(expected);
});

test.each([
  ["lists of one place add up", [{ "@@append": ["a"] }, beside({ "@@append": ["b"] })], ["a", "b"]],
  ["of two values the one attached first stays", [{ "@@assign": ["a"] }, beside({ "@@assign": ["b"] })], ["a"]],
  [
    "limits of one place do not bind each other",
    [{ ...allowing("@@none"), "@@assign": ["a"] }, beside({ "@@append": ["b"] })],
    ["a", "b"],
  ],
  [
    "but they bind what comes after both",
    [allowing("@@append"), beside(allowing("@@assign")), { "@@append": ["b"] }],
    undefined,
  ],
  ["a value of this place is not inherited", [{ "@@assign": ["a"] }, beside({ "@@remove": ["a"] })], ["a"]],
  [
    "a value from above is, for both",
    [{ "@@assign": ["a", "b"] }, { "@@remove": ["a"] }, beside({ "@@remove": ["b"] })],
    undefined,
  ],
])("attached to the same place: %s", (_, settings, expected) => {
  const wrapped = settings.map((each) => ("isBesidePrevious" in each ? beside(regions(each.document)) : regions(each)));
  const { plans } = effectiveOf(...wrapped) as { plans?: { p: { regions: unknown } } };

  expect(plans?.p.regions).toEqual(expected);
});

test("a limit on a section is about its keys, not about settings that are there", () => {
  const parent = { plans: { ...allowing("@@none"), p: { ...allowing("@@none"), regions: { "@@assign": ["a"] } } } };

  expect(effectiveOf(parent, { plans: { p: { regions: { "@@assign": ["b"] } } } })).toEqual({
    plans: { p: { regions: ["b"] } },
  });
  expect(effectiveOf(parent, { plans: { p: { rules: { r: { v: { "@@assign": "x" } } } } } })).toEqual({
    plans: { p: { regions: ["a"] } },
  });
});

test.each([
  [["@@append"], true],
  [["@@assign"], true],
  [["@@all"], true],
  [["@@remove"], false],
  [["@@none"], false],
])("a section that allows %j lets a child add a key: %s", (operators, isAdded) => {
  const child = { plans: { q: { regions: { "@@assign": ["b"] } } } };
  const parent = { plans: { ...allowing(...operators), p: { regions: { "@@assign": ["a"] } } } };

  expect(Object.keys((effectiveOf(parent, child) as { plans: object }).plans)).toEqual(isAdded ? ["p", "q"] : ["p"]);
});

test("lower-cases what AWS does, and no more", () => {
  const at = (setting: unknown) => ({
    plans: {
      Plan: {
        rules: { Rule: { copy_actions: { "arn:X": { v: setting } }, recovery_point_tags: { Owner: { v: setting } } } },
        selections: { tags: { Tagged: { v: setting } }, resources: { Resources: { v: setting } } },
        backup_plan_tags: { Stage: { v: setting } },
        advanced_backup_settings: { S3: { v: setting } },
      },
    },
  });

  expect(effectiveOf(at({ "@@assign": "Value" }))).toEqual({
    plans: {
      Plan: {
        rules: { rule: { copy_actions: { "arn:X": { v: "Value" } }, recovery_point_tags: { owner: { v: "Value" } } } },
        selections: { tags: { tagged: { v: "Value" } }, resources: { Resources: { v: "Value" } } },
        backup_plan_tags: { stage: { v: "Value" } },
        advanced_backup_settings: { S3: { v: "Value" } },
      },
    },
  });
});

test("joins rules whose names differ by case, within one policy too, and a limit knows them by either", () => {
  const rule = (name: string, setting: unknown) => ({ plans: { p: { rules: { [name]: { vault: setting } } } } });

  expect(effectiveOf(rule("Daily", { "@@assign": "a" }), rule("daily", { "@@assign": "b" }))).toEqual({
    plans: { p: { rules: { daily: { vault: "b" } } } },
  });
  expect(
    effectiveOf(rule("Daily", { ...allowing("@@none"), "@@assign": "a" }), rule("DAILY", { "@@assign": "b" })),
  ).toEqual({ plans: { p: { rules: { daily: { vault: "a" } } } } });
  expect(
    findingsOf({
      plans: { p: { rules: { Daily: { vault: { "@@assign": "a" } }, daily: { vault: { "@@assign": "b" } } } } },
    }),
  ).toEqual([
    'a.json /plans/p/rules/daily/vault/@@assign: got "b", but /plans/p/rules/Daily/vault/@@assign, one setting to AWS, has "a"; AWS takes the first; use one value',
  ]);
});

test("keeps keys that every object has, as data", () => {
  const text = '{"plans":{"__proto__":{"constructor":{"@@assign":["toString"]}}}}';
  const reading = readJson(text);
  if (!reading.ok) throw new Error("no JSON");

  const { effective } = mergePolicies([{ root: reading.root, name: "a.json" }]);

  expect(JSON.stringify(toPlainJson(effective))).toBe('{"plans":{"__proto__":{"constructor":["toString"]}}}');
});

test("says of every part where it came from", () => {
  const [parent, child] = [
    '{"plans":{"p":{"regions":{"@@assign":["a"]}}}}',
    '{"plans": {"p": {"regions": {"@@append": ["b"]}}}}',
  ];
  const roots = [parent, child].map((text) => {
    const reading = readJson(text as string);
    if (!reading.ok) throw new Error("no JSON");
    return { root: reading.root, name: "" };
  });

  const plans = mergePolicies(roots).effective.members.get("plans");
  const plan = plans?.kind === "object" ? plans.members.get("p") : undefined;

  expect(plan).toMatchObject({ origin: { policy: 0, pointer: "/plans/p", offset: parent?.indexOf('"p"') } });
  expect(plan?.kind === "object" ? plan.members.get("regions") : undefined).toEqual({
    kind: "list",
    origin: { policy: 0, pointer: "/plans/p/regions/@@assign", offset: parent?.indexOf("[") },
    items: [
      {
        kind: "scalar",
        value: "a",
        origin: { policy: 0, pointer: "/plans/p/regions/@@assign/0", offset: parent?.indexOf('"a"') },
      },
      {
        kind: "scalar",
        value: "b",
        origin: { policy: 1, pointer: "/plans/p/regions/@@append/0", offset: child?.indexOf('"b"') },
      },
    ],
  });
});

const assigned = { "@@assign": ["a"] };

test.each<[string, readonly unknown[], readonly string[]]>([
  [
    "an operator that is allowed",
    [regions({ ...allowing("@@append"), ...assigned }), regions({ "@@append": ["b"] })],
    [],
  ],
  [
    "an operator that is not",
    [regions({ ...allowing("@@append"), ...assigned }), regions({ "@@assign": ["b"] })],
    [
      "b.json /plans/p/regions/@@assign: got @@assign, but a.json (/plans/p/regions/@@operators_allowed_for_child_policies) allows @@append in child policies; AWS ignores it; remove it",
    ],
  ],
  [
    "an operator where none is",
    [regions({ ...allowing("@@none"), ...assigned }), regions({ "@@remove": ["a"] })],
    [
      "b.json /plans/p/regions/@@remove: got @@remove, but a.json (/plans/p/regions/@@operators_allowed_for_child_policies) allows no operator in child policies; AWS ignores it; remove it",
    ],
  ],
  [
    "a key that may not be added, once for all that is below it",
    [
      { plans: { ...allowing("@@none"), p: { regions: assigned } } },
      { plans: { q: { regions: assigned, rules: { r: { v: { "@@assign": "x" } } } } } },
    ],
    [
      "b.json /plans/q: got q in a section to which a.json (/plans/@@operators_allowed_for_child_policies) lets no child policy add; AWS ignores it; remove it, or allow @@append there",
    ],
  ],
  [
    "a limit taken back",
    [regions({ ...allowing("@@append"), ...assigned }), regions(allowing("@@assign", "@@append"))],
    [
      "b.json /plans/p/regions/@@operators_allowed_for_child_policies: got @@assign allowed again, which a.json (/plans/p/regions/@@operators_allowed_for_child_policies) took away for good; use @@append",
    ],
  ],
  [
    "a limit taken back where there is none left",
    [regions({ ...allowing("@@none"), ...assigned }), regions(allowing("@@append"))],
    [
      "b.json /plans/p/regions/@@operators_allowed_for_child_policies: got @@append allowed again, which a.json (/plans/p/regions/@@operators_allowed_for_child_policies) took away for good; use @@none",
    ],
  ],
  ["a limit that is tightened", [regions({ ...allowing("@@append"), ...assigned }), regions(allowing("@@none"))], []],
  ["limits of one place that differ", [regions(allowing("@@append")), beside(regions(allowing("@@all")))], []],
  [
    "two values of one place",
    [regions(assigned), beside(regions({ "@@assign": ["a", "b"] }))],
    [
      'b.json /plans/p/regions/@@assign: got ["a","b"], but a.json, attached to the same place earlier, has ["a"]; AWS takes the first; use one value',
    ],
  ],
  [
    "what is assigned and added to at one place",
    [regions(assigned), beside(regions({ "@@append": ["b"] }))],
    [
      'b.json /plans/p/regions/@@append: got @@append of ["b"], but a.json, attached to the same place earlier, assigns ["a"]; AWS does not say in which order it takes policies of one place; use @@append in both, or one of them',
    ],
  ],
  [
    "what is assigned at one place, and added there once more",
    [regions(assigned), beside(regions({ "@@append": ["a"] }))],
    [],
  ],
  ["what is added further down", [regions(assigned), regions({ "@@append": ["b"] })], []],
  [
    "what is there already, and is added and removed at one place",
    [regions(assigned), regions({ "@@append": ["a"] }), beside(regions({ "@@remove": ["a"] }))],
    [
      'c.json /plans/p/regions/@@remove: got @@remove of "a", which b.json adds at the same place; remove it from one of the two',
    ],
  ],
  ["one value twice at one place", [regions(assigned), beside(regions(assigned))], []],
  [
    "a value removed at the place that adds it",
    [regions({ "@@append": ["a"] }), beside(regions({ "@@remove": ["a"] }))],
    [
      'b.json /plans/p/regions/@@remove: got @@remove of "a", which a.json adds at the same place; remove it from one of the two',
    ],
  ],
  [
    "@@append to a single value",
    [regions({ "@@assign": "a" }), regions({ "@@append": ["b"] })],
    ["b.json /plans/p/regions/@@append: got @@append to the single value of a.json; use @@assign"],
  ],
  [
    "@@remove from a single value",
    [regions({ "@@assign": "a" }), regions({ "@@remove": ["a"] })],
    ["b.json /plans/p/regions/@@remove: got @@remove from the single value of a.json; use @@assign"],
  ],
  [
    "@@append of a single value",
    [regions({ "@@append": "a" })],
    ["a.json /plans/p/regions/@@append: got @@append of something else than a list of values; use a list of values"],
  ],
  [
    "@@assign of an object",
    [regions({ "@@assign": { a: "b" } })],
    [
      "a.json /plans/p/regions/@@assign: got @@assign of something else than a value or a list of values; use a value or a list of values",
    ],
  ],
  [
    "@@assign of a list of lists",
    [regions({ "@@assign": [["a"]] })],
    [
      "a.json /plans/p/regions/@@assign: got @@assign of something else than a value or a list of values; use a value or a list of values",
    ],
  ],
  [
    "a key beside an operator",
    [regions({ ...assigned, rules: { "@@assign": "x" } })],
    [
      "a.json /plans/p/regions/rules: got rules beside an operator that sets a value; use a key of its own beside this one",
    ],
  ],
  [
    "a list without an operator",
    [regions(["a"])],
    ['a.json /plans/p/regions: got a list without an operator; use {"@@assign":[…]}'],
  ],
  [
    "a value without an operator",
    [{ plans: { p: { regions: assigned, version: 1 } } }],
    ['a.json /plans/p/version: got a value without an operator; use {"@@assign":…}'],
  ],
  [
    "an operator that AWS does not have",
    [{ plans: { p: { regions: assigned, "@@merge": {} } } }],
    [
      "a.json /plans/p/@@merge: got @@merge in a section; use a name, with @@operators_allowed_for_child_policies beside it at most",
    ],
  ],
  [
    "child operators that AWS does not have",
    [regions({ ...assigned, ...allowing("@@replace") })],
    [
      'a.json /plans/p/regions/@@operators_allowed_for_child_policies: got no list of operators; use ["@@all"], ["@@none"] or some of "@@assign", "@@append", "@@remove"',
    ],
  ],
  [
    "a section in the place of a value",
    [regions(assigned), regions({ europe: assigned })],
    ["b.json /plans/p/regions: got a section where a.json has a value; use @@assign"],
  ],
  [
    "a value in the place of a section",
    [regions({ europe: assigned }), regions(assigned)],
    ["b.json /plans/p/regions: got a value where a.json has a section; use the section's keys"],
  ],
  ["no object", [["plans"]], ['a.json : got no object; use {"plans":{…}}']],
])("findings on %s", (_, documents, expected) => {
  expect(findingsOf(...documents)).toEqual(expected);
});

test("what is left out leaves the rest as it was", () => {
  expect(
    effectiveOf(regions(assigned), regions({ europe: assigned }), regions("b"), [], regions({ "@@append": ["c"] })),
  ).toEqual({
    plans: { p: { regions: ["a", "c"] } },
  });
});

test("a document that sets nothing is no parent of any value, and no part of what is effective", () => {
  expect(effectiveOf({ plans: { p: { rules: {}, regions: allowing("@@none") } } })).toEqual({});
  expect(attached([{}])).toMatchObject([{ name: "a.json" }]);
});
