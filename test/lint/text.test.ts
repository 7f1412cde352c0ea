import { expect, test } from "vitest";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { lintPolicies } from "../../src/lint/lint-policies.ts";
import { policy, policyWith } from "./support/policy.ts";

const linesOf = (text: string) =>
  lintPolicies([{ path: "p.json", text }])
    .map(jsonOf)
    .map(
      ({ severity, rule, line, column, key, message }) => `${line}:${column} ${severity} ${rule} ${key}: ${message}`,
    );
const good = JSON.stringify(policy, null, 2);

test.each([
  ["nothing", "", ['1:1 error empty-file : empty; write the policy, { "plans": … }']],
  ["white space", " \n\t", ['1:1 error empty-file : empty; write the policy, { "plans": … }']],
  ["text", '"plans"', ['1:1 error wrong-type : got "plans"; use an object with plans']],
  ["a list", "[]", ["1:1 error wrong-type : got []; use an object with plans"]],
  ["nothing in it", "{}", ["1:1 error policy-incomplete : got {}; use an object with plans"]],
])("a file with %s is no policy", (_, text, said) => {
  expect(linesOf(text)).toEqual(said);
});

test.each([
  ["a comma too many", '{ "plans": {}, }', [1, 14]],
  ["a comment", '{\n  // plans\n  "plans": {}\n}', [2, 3]],
  ["single quotes", "{ 'plans': {} }", [1, 3]],
  ["an end too early", '{ "plans": {\r\n', [2, 1]],
  ["two values", "{} {}", [1, 4]],
  ["YAML", "plans:\n  p: 1\n", [1, 1]],
  ["a number of its own kind", '{ "plans":\r 012 }', [2, 2]],
])("a file with %s is no JSON, and the place is said", (_, text, [line, column]) => {
  expect(lintPolicies([{ path: "p.json", text }]).map(jsonOf)).toMatchObject([
    { rule: "policy-json", line, column, key: "" },
  ]);
});

test("a byte order mark is no problem", () => {
  expect(linesOf(`\uFEFF${good}`)).toEqual([]);
});

test("a key that stands twice is named at its second place", () => {
  const twice = good.replace('"regions"', '"regions": { "@@assign": ["eu-west-2"] },\n      "regions"');

  expect(linesOf(good)).toEqual([]);
  expect(linesOf(twice)).toEqual([
    '5:7 error policy-duplicate-key /plans/p/regions: got "regions" twice; use each key once',
  ]);
});

test.each([
  ["an operator that there is none of", '{ "@@set": "0" }', "24:36 error policy-operator", "@@set"],
  ["an operator of lists alone", '{ "@@append": "0" }', "24:36 error policy-operator", "@@append"],
  ["a key that is no operator", '{ "assign": "0" }', "24:36 error unknown-key", "assign"],
  ["a value that is wrong", '{ "@@assign": "x" }', "24:48 error wrong-value", "@@assign"],
])("%s is said where it stands", (_, days, place, key) => {
  const lines = good.split("\n");
  const index = lines.findIndex((line) => line.includes('"delete_after_days"'));
  const text = [...lines.slice(0, index), `            "delete_after_days": ${days}`, ...lines.slice(index + 3)].join(
    "\n",
  );

  expect(linesOf(text).map((line) => line.split(": ")[0])).toEqual([
    `${place} /plans/p/rules/daily/lifecycle/delete_after_days/${key}`,
  ]);
});

/** The policy in so many characters, which a tag of the plan fills. */
function policyOf(characters: number): string {
  const tags = (count: number, last: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `t${index}`,
        { tag_key: { "@@assign": `k${index}` }, tag_value: { "@@assign": "v".repeat(index === 0 ? last : 244) } },
      ]),
    );
  const textWith = (last: number) => JSON.stringify(policyWith({ "/plans/p/backup_plan_tags": tags(30, last) }));
  return textWith(characters - textWith(0).length);
}

test("a policy holds 10,000 characters", () => {
  expect(linesOf(policyOf(10_000))).toEqual([]);
  expect(linesOf(policyOf(10_001))).toEqual([
    "1:1 error policy-size : got 10001 characters without white space; AWS takes 10000; use two policies",
  ]);
});

test("white space counts, and can be taken out", () => {
  const [fits, tooLong] = [10_000, 10_001].map((length) => good + " ".repeat(length - good.length));

  expect(linesOf(fits ?? "")).toEqual([]);
  expect(linesOf(tooLong ?? "")).toEqual([
    `1:1 warning policy-written-size : got 10001 characters, ${JSON.stringify(policy).length} without white space; AWS takes 10000; use the text without it`,
  ]);
});

test("of a text that is far too long nothing but that is said", () => {
  const longNames = (count: number) =>
    JSON.stringify({ plans: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p ${index}`, 1])) });
  const [long, tooLong] = [longNames(2_000), longNames(20_000)];

  expect(linesOf(long).length).toBeGreaterThan(2_000);
  expect(linesOf(tooLong)).toEqual([
    `1:1 error policy-size : got ${tooLong.length} characters without white space; AWS takes 10000; use two policies`,
  ]);
});

test("a semicolon of the policy's own does not part what was got from the way out", () => {
  const text = JSON.stringify(policyWith({ "/plans/p/rules/daily/target_backup_vault_name/@@assign": "a; use b" }));

  expect(lintPolicies([{ path: "p.json", text }])).toMatchObject([
    {
      rule: "object-name",
      got: 'got "a; use b" as name of a vault',
      why: "",
      use: "use 2 to 50 letters, digits, hyphens and underscores",
    },
  ]);
});
