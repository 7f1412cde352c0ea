import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { textLines } from "../../src/diagnostics/render/text.ts";
import { judge } from "../../src/judge.ts";
import { type Changes, configWith, edit, exampleText, problemsOf } from "../support/config.ts";
import { runs, seed } from "../support/soak.ts";

type Row = readonly [input: string, changes: Changes, lines: readonly string[]];

const sandbox = "accounts/sandbox.yaml";
const bronze = "plans/bronze.yaml";
const organization = "organization.yaml";
const another = exampleText(sandbox).replace("666666666603", "666666666699");
const add = (text: string) => (before: string) => `${before}${text}`;
const withUnit = (name: string) =>
  edit("units:\n", `units:\n  ${name}: { path: ou-ab12-11111111, class: prod, plans: [] }\n`);
const withStatement = (statement: string) =>
  edit(
    "management: { region: eu-west-2 }",
    `management: { region: eu-west-2, otherDelegationStatements: [${statement}] }`,
  );
const bomb = [
  "a: &a [x, x, x, x, x, x, x, x, x, x]",
  "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]",
  "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]",
  "d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]",
].join("\n");

const tops: readonly Row[] = [
  [
    "an empty file",
    { [sandbox]: "" },
    [
      "config/accounts/sandbox.yaml:1:1 got an empty file; write an application account with account, class, owner and plans",
    ],
  ],
  [
    "only spaces",
    { [sandbox]: "  \n \n" },
    [
      "config/accounts/sandbox.yaml:1:1 got an empty file; write an application account with account, class, owner and plans",
    ],
  ],
  [
    "only comments",
    { [sandbox]: "# account\n# class\n" },
    [
      "config/accounts/sandbox.yaml:1:1 got an empty file; write an application account with account, class, owner and plans",
    ],
  ],
  [
    "only a document marker",
    { [sandbox]: "---\n" },
    [
      "config/accounts/sandbox.yaml:1:4 got an empty file; write an application account with account, class, owner and plans",
    ],
  ],
  [
    "nothing, written out",
    { [sandbox]: "~\n" },
    [
      "config/accounts/sandbox.yaml:1:1 got an empty file; write an application account with account, class, owner and plans",
    ],
  ],
  [
    "an empty mapping",
    { [sandbox]: "{}\n" },
    [
      'config/accounts/sandbox.yaml:1:1 account: missing; write twelve digits in quotes, such as "123456789012"',
      "config/accounts/sandbox.yaml:1:1 class: missing; write prod or nonprod",
      "config/accounts/sandbox.yaml:1:1 owner: missing; write who answers for the account, such as payments@acme.example",
    ],
  ],
  [
    "a list",
    { [sandbox]: "- gold\n- silver\n" },
    [
      "config/accounts/sandbox.yaml:1:1 got [gold, silver]; use an application account with account, class, owner and plans",
    ],
  ],
  [
    "a list of mappings",
    { [sandbox]: "- { account: a }\n" },
    ["config/accounts/sandbox.yaml:1:1 got a list; use an application account with account, class, owner and plans"],
  ],
  [
    "a text",
    { [sandbox]: "hello\n" },
    ['config/accounts/sandbox.yaml:1:1 got "hello"; use an application account with account, class, owner and plans'],
  ],
  [
    "a number",
    { [sandbox]: "3\n" },
    ["config/accounts/sandbox.yaml:1:1 got 3; use an application account with account, class, owner and plans"],
  ],
  [
    "an empty organization.yaml",
    { [organization]: "" },
    ["config/organization.yaml:1:1 got an empty file; write the organization's settings"],
  ],
  [
    "an empty plan",
    { [bronze]: "" },
    ["config/plans/bronze.yaml:1:1 got an empty file; write a plan with promise, select and rules"],
  ],
];

const bytes: readonly Row[] = [
  [
    "a byte order mark is no character",
    { [sandbox]: (text) => `\uFEFF${text.replace(/^#.*\n/, "").replace("account:", "acount:")}` },
    [
      'config/accounts/sandbox.yaml:1:1 account: missing; write twelve digits in quotes, such as "123456789012"',
      "config/accounts/sandbox.yaml:1:1 acount: unknown key; did you mean account?",
    ],
  ],
  ["a byte order mark before a sound file", { [sandbox]: (text) => `\uFEFF${text}` }, []],
  [
    "lines that end in CRLF",
    { [sandbox]: (text) => text.replace("class:", "clas:").replaceAll("\n", "\r\n") },
    [
      "config/accounts/sandbox.yaml:2:1 class: missing; write prod or nonprod",
      "config/accounts/sandbox.yaml:3:1 clas: unknown key; did you mean class?",
    ],
  ],
  [
    "a picture",
    { [sandbox]: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d) },
    [
      'config/accounts/sandbox.yaml:1:1 got "�PNG \\u001a \\u0000\\u0000\\u0000\\r"; use an application account with account, class, owner and plans',
    ],
  ],
  [
    "NUL and bytes that are no UTF-8",
    { [sandbox]: Uint8Array.of(0, 1, 2, 0xff, 0xfe, 0x0a) },
    [
      'config/accounts/sandbox.yaml:1:1 got "\\u0000\\u0001\\u0002��"; use an application account with account, class, owner and plans',
    ],
  ],
  [
    "UTF-16",
    { [sandbox]: Uint8Array.from(Buffer.from("\uFEFFaccount: a\n", "utf16le")) },
    [
      'config/accounts/sandbox.yaml:1:1 got "��a\\u0000c\\u0000c\\u0000o\\u0000u\\u0000n\\u0000t\\u0000:\\u0000 \\u0000a\\u0000 \\u0000"; use an application account with account, class, owner and plans',
    ],
  ],
  [
    "a line break within a value",
    { [sandbox]: edit("nonprod", '"non\\nprod"') },
    ['config/accounts/sandbox.yaml:3:8 class: got "non\\nprod"; use prod or nonprod'],
  ],
  [
    "a terminal's escape within a value",
    { [sandbox]: edit("nonprod", '"\\e[31mprod\\x9b\\u2028"') },
    ['config/accounts/sandbox.yaml:3:8 class: got "\\u001b[31mprod\\u009b\\u2028"; use prod or nonprod'],
  ],
  [
    "a value of 5000 characters",
    { [sandbox]: edit("nonprod", "x".repeat(5000)) },
    [
      'config/accounts/sandbox.yaml:3:8 class: got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"; use prod or nonprod',
    ],
  ],
  [
    "a mapping of long keys",
    { [sandbox]: edit("nonprod", `{ ${"x".repeat(50)}: 1, ${"y".repeat(50)}: 2 }`) },
    ["config/accounts/sandbox.yaml:3:8 class: got a mapping of 2 keys; use prod or nonprod"],
  ],
];

const yaml: readonly Row[] = [
  ["tabs", { [sandbox]: "lock:\n\tmin: 7d\n" }, ["config/accounts/sandbox.yaml:2:1 got a tab; use spaces to indent"]],
  [
    "a key twice within a rule",
    { [bronze]: edit("    startWithin: 2h\n", "    startWithin: 2h\n    startWithin: 3h\n") },
    ["config/plans/bronze.yaml:9:5 got this key twice; remove one"],
  ],
  [
    "two documents",
    { [sandbox]: add("---\n{}\n") },
    ["config/accounts/sandbox.yaml:6:1 got a second document; use one file for each"],
  ],
  [
    "three documents",
    { [sandbox]: add("---\n{}\n---\n{}\n") },
    ["config/accounts/sandbox.yaml:6:1 got a second document; use one file for each"],
  ],
  [
    "aliases that multiply",
    { [sandbox]: bomb },
    ["config/accounts/sandbox.yaml:1:1 got aliases that multiply without end; use the values themselves"],
  ],
  [
    "an alias of a list",
    { [sandbox]: edit("[bronze]", "&usual [bronze, copper]\nregions: *usual") },
    [
      'config/accounts/sandbox.yaml:5:16 regions[0]: no Region named "bronze"; use one of af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2, cn-north-1, cn-northwest-1, us-gov-east-1, us-gov-west-1, eusc-de-east-1',
      'config/accounts/sandbox.yaml:5:24 regions[1]: no Region named "copper"; use one of af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2, cn-north-1, cn-northwest-1, us-gov-east-1, us-gov-west-1, eusc-de-east-1',
      'config/accounts/sandbox.yaml:5:24 plans[1]: no plan named "copper"; use one of bronze, gold, silver',
    ],
  ],
  [
    "an alias of a mapping",
    {
      [bronze]: edit(
        "rules:\n",
        "rules:\n  weekly: &weekly { schedule: cron(0 3 ? * SUN *), keep: { local: 7d, central: 0d } }\n  monthly: *weekly\n",
      ),
    },
    [
      'config/plans/bronze.yaml:6:80 rules.weekly.keep.central: got "0d"; use a time with its unit (d, w or y), such as 90d, from 1d to 36500d',
      'config/plans/bronze.yaml:6:80 rules.monthly.keep.central: got "0d"; use a time with its unit (d, w or y), such as 90d, from 1d to 36500d',
    ],
  ],
  [
    "a mapping within itself",
    { [organization]: withStatement("&a { Sid: *a }") },
    ['config/organization.yaml:57:72 got "a" within itself; use the value itself'],
  ],
  [
    "a list within itself",
    { [sandbox]: edit("[bronze]", "&a [*a]") },
    ['config/accounts/sandbox.yaml:5:12 got "a" within itself; use the value itself'],
  ],
  [
    "a merge key",
    { [sandbox]: edit("class: nonprod\n", "<<: { class: nonprod }\n") },
    [
      "config/accounts/sandbox.yaml:2:1 class: missing; write prod or nonprod",
      "config/accounts/sandbox.yaml:3:1 <<: unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "a tag of its own",
    { [sandbox]: edit("nonprod", "!class nonprod") },
    ["config/accounts/sandbox.yaml:3:8 got a YAML tag; use a plain value without !"],
  ],
  [
    "binary data",
    { [sandbox]: edit("nonprod", "!!binary cHJvZA==") },
    ["config/accounts/sandbox.yaml:3:17 got a YAML tag; use a plain value without !"],
  ],
  [
    "a set",
    { [sandbox]: edit("nonprod", "!!set { prod }") },
    ["config/accounts/sandbox.yaml:3:14 got a YAML tag; use a plain value without !"],
  ],
  [
    "an ordered mapping",
    { [sandbox]: edit("nonprod", "!!omap [{ prod: 1 }]") },
    ["config/accounts/sandbox.yaml:3:15 got a YAML tag; use a plain value without !"],
  ],
  [
    "a YAML 1.1 date, set and merge",
    {
      [sandbox]: (text) =>
        `%YAML 1.1\n---\n${text.replace("nonprod", "2027-01-31")}state: !!set { active }\n<<: { lock: 3 }\n`,
    },
    [
      "config/accounts/sandbox.yaml:1:1 got YAML 1.1; remove the %YAML line",
      "config/accounts/sandbox.yaml:8:14 got a YAML tag; use a plain value without !",
    ],
  ],
  [
    "not a number",
    { [sandbox]: edit("nonprod", ".nan") },
    ["config/accounts/sandbox.yaml:3:8 class: got NaN; use prod or nonprod"],
  ],
  [
    "a directive nobody knows",
    { [sandbox]: (text) => `%LOCKSTEP 1\n---\n${text}` },
    ["config/accounts/sandbox.yaml:1:1 not readable as YAML: unknown directive %LOCKSTEP"],
  ],
  [
    "brackets without end",
    { [sandbox]: "[".repeat(20_000) },
    ["config/accounts/sandbox.yaml:1:1 got lists or mappings nested too deeply; use fewer levels"],
  ],
  [
    "lists 3000 deep",
    { [sandbox]: add(`state: ${"[".repeat(3000)}${"]".repeat(3000)}\n`) },
    ["config/accounts/sandbox.yaml:1:1 got lists or mappings nested too deeply; use fewer levels"],
  ],
  [
    "mappings 3000 deep",
    { [organization]: withStatement(`${"{ a: ".repeat(3000)}${" }".repeat(3000)}`) },
    ["config/organization.yaml:1:1 got lists or mappings nested too deeply; use fewer levels"],
  ],
];

const keys: readonly Row[] = [
  [
    "__proto__ as a key",
    { [sandbox]: add("__proto__: x\n") },
    ["config/accounts/sandbox.yaml:6:1 got a key __proto__; use another name"],
  ],
  [
    "__proto__ as a unit",
    { [organization]: withUnit("__proto__") },
    ["config/organization.yaml:19:3 got a key __proto__; use another name"],
  ],
  [
    "__proto__ as a rule",
    { [bronze]: edit("nightly:", '"__proto__":') },
    ["config/plans/bronze.yaml:6:3 got a key __proto__; use another name"],
  ],
  [
    "__proto__ as a tag key",
    { [bronze]: edit("backup-plan", "__proto__") },
    ["config/plans/bronze.yaml:4:38 got a key __proto__; use another name"],
  ],
  [
    "__proto__ as a Region",
    { [organization]: edit("optIn:\n", "optIn:\n  byRegion: { __proto__: [EBS] }\n") },
    ["config/organization.yaml:22:15 got a key __proto__; use another name"],
  ],
  [
    "__proto__ in a statement",
    { [organization]: withStatement("{ __proto__: 1 }") },
    ["config/organization.yaml:57:64 got a key __proto__; use another name"],
  ],
  [
    "__proto__ as the unit of an account",
    { [sandbox]: add("unit: __proto__\n") },
    ['config/accounts/sandbox.yaml:6:7 unit: no unit named "__proto__"; use one of data-platform'],
  ],
  [
    "__proto__ as the plan of an account",
    { [sandbox]: edit("[bronze]", "[__proto__]") },
    ['config/accounts/sandbox.yaml:5:9 plans[0]: no plan named "__proto__"; use one of bronze, gold, silver'],
  ],
  [
    "__proto__ as an account",
    { "accounts/__proto__.yaml": another },
    [
      'config/accounts/__proto__.yaml:2:1 got account "__proto__" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  [
    "__proto__ as a plan",
    { "plans/__proto__.yaml": exampleText(bronze) },
    [
      'config/plans/__proto__.yaml:3:1 got plan "__proto__" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
      "config/plans/__proto__.yaml:3:1 warning: no account or unit has plan __proto__; name it in one, or remove the file",
    ],
  ],
  [
    "constructor as a key",
    { [sandbox]: add("constructor: x\n") },
    [
      "config/accounts/sandbox.yaml:6:1 constructor: unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "toString as a key",
    { [organization]: edit("alerts:\n", "alerts:\n  toString: x\n") },
    ["config/organization.yaml:49:3 alerts.toString: unknown key; use one of subscriptions"],
  ],
  [
    "constructor as a unit with an unknown key",
    {
      [organization]: edit(
        "units:\n",
        "units:\n  constructor: { path: ou-ab12-11111111, class: prod, plans: [], plan: [] }\n",
      ),
    },
    ["config/organization.yaml:19:66 units.constructor.plan: unknown key; did you mean plans?"],
  ],
  [
    "constructor as the unit of an account",
    { [sandbox]: add("unit: constructor\n") },
    ['config/accounts/sandbox.yaml:6:7 unit: no unit named "constructor"; use one of data-platform'],
  ],
  [
    "constructor as the plan of an account",
    { [sandbox]: edit("[bronze]", "[constructor]") },
    ['config/accounts/sandbox.yaml:5:9 plans[0]: no plan named "constructor"; use one of bronze, gold, silver'],
  ],
  [
    "constructor as a Region",
    { [sandbox]: add("regions: [constructor]\n") },
    [
      'config/accounts/sandbox.yaml:6:11 regions[0]: no Region named "constructor"; use one of af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2, cn-north-1, cn-northwest-1, us-gov-east-1, us-gov-west-1, eusc-de-east-1',
    ],
  ],
  [
    "constructor as a Region whose types are opted in",
    { [organization]: edit("optIn:\n", "optIn:\n  byRegion: { constructor: [EBS] }\n") },
    [
      'config/organization.yaml:22:15 optIn.byRegion.constructor: no Region named "constructor"; use one of af-south-1, ap-east-1, ap-east-2, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ca-central-1, ca-west-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, il-central-1, me-central-1, me-south-1, mx-central-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2, cn-north-1, cn-northwest-1, us-gov-east-1, us-gov-west-1, eusc-de-east-1',
    ],
  ],
  [
    "a number as a unit",
    { [organization]: withUnit("1") },
    [
      'config/organization.yaml:19:3 units.1: got "1"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 32 characters',
    ],
  ],
  [
    "a number as a rule, and what is wrong in it",
    { [bronze]: (text) => text.replace("nightly:", "1:").replace("2h", "2") },
    [
      'config/plans/bronze.yaml:6:3 rules.1: got "1"; use a name of lower-case letters, digits and hyphens, starting with a letter, at most 32 characters',
    ],
  ],
  [
    "a number as a key",
    { [sandbox]: add("1: x\n") },
    [
      "config/accounts/sandbox.yaml:6:1 1: unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "a number with many digits as a key",
    { [sandbox]: add("0x10: x\n") },
    [
      "config/accounts/sandbox.yaml:6:1 16: unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "nothing as a key",
    { [sandbox]: add("? \n: x\n") },
    [
      "config/accounts/sandbox.yaml:6:3 unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "true as a key",
    { [sandbox]: add("true: x\n") },
    [
      "config/accounts/sandbox.yaml:6:1 true: unknown key; use one of name, account, class, owner, unit, plans, regions, lock, unlocked, sourceKeys, serviceLinkedRole, state",
    ],
  ],
  [
    "a list as a key",
    { [sandbox]: add("? [a, b]\n: x\n") },
    ["config/accounts/sandbox.yaml:6:3 got a key that is not plain text; use plain text"],
  ],
  [
    "a mapping as a rule's name",
    { [bronze]: edit("  nightly:", "  { a: b }:") },
    ["config/plans/bronze.yaml:6:3 got a key that is not plain text; use plain text"],
  ],
  [
    "a number and a text that look the same as keys",
    { [organization]: edit("optIn:\n", 'optIn:\n  byRegion: { 1: [EBS], "1": [] }\n') },
    ["config/organization.yaml:22:25 got this key twice; remove one"],
  ],
  [
    "an alias as a key",
    { [sandbox]: edit("class: nonprod", "&k class: nonprod\n*k : prod") },
    ["config/accounts/sandbox.yaml:4:1 got a key that is not plain text; use plain text"],
  ],
];

const files: readonly Row[] = [
  [
    "a folder named x.yaml",
    { "accounts/x.yaml/notes": "" },
    ["config/accounts/x.yaml:1:1 a folder, not a file; use a readable YAML file"],
  ],
  [
    "a folder named organization.yaml",
    { [organization]: null, "organization.yaml/notes": "" },
    [
      "config/organization.yaml:1:1 a folder, not a file; write the organization's settings there, or use --config to name another folder",
    ],
  ],
  [
    "a folder within accounts",
    { "accounts/prod/x.yaml": another },
    ["config/accounts/prod:1:1 unknown file; accounts are files that end in .yaml"],
  ],
  [
    "a .yml file",
    { "accounts/x.yml": another },
    ["config/accounts/x.yml:1:1 unknown file; accounts are files that end in .yaml"],
  ],
  [
    "a .YAML file",
    { "accounts/x.YAML": another },
    ["config/accounts/x.YAML:1:1 unknown file; accounts are files that end in .yaml"],
  ],
  ["a file whose name is only its ending", { "accounts/.yaml": "[" }, []],
  [
    "a file with two endings",
    { "accounts/x.yaml.yaml": another },
    [
      'config/accounts/x.yaml.yaml:2:1 got account "x.yaml" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  [
    "a file with a line break in its name",
    { "accounts/x\ny.yaml": another },
    [
      'config/accounts/x\\ny.yaml:2:1 got account "x\\ny" from the file\'s name; use lower-case letters, digits and hyphens, starting with a letter, at most 32',
    ],
  ],
  ["notes and hidden files beside the config", { "README.md": "[", ".cache/x.yaml": "[", "accounts/.swp": "[" }, []],
  [
    "other files beside the config",
    { "other.yaml": "", "other/x": "" },
    [
      "config/other:1:1 unknown file; config has organization.yaml, plans/ and accounts/",
      "config/other.yaml:1:1 unknown file; config has organization.yaml, plans/ and accounts/",
    ],
  ],
];

describe.each([
  ["a file that holds", tops],
  ["bytes", bytes],
  ["YAML", yaml],
  ["keys", keys],
  ["files", files],
])("%s", (_, rows) => {
  test.each(rows)("%s", (_input, changes, lines) => {
    expect(problemsOf(configWith(changes))).toEqual(lines);
  });
});

test("a unit, a rule and an account may be called constructor", () => {
  const folder = configWith({
    [organization]: withUnit("constructor"),
    [bronze]: edit("nightly:", "constructor:"),
    "accounts/constructor.yaml": `${another.replace("nonprod", "prod")}unit: constructor\n`,
  });

  const { estate, problems } = judge(folder);

  expect(hasErrors(problems)).toBe(false);
  expect(estate?.accounts.find(({ name }) => name === "constructor")?.unit).toBe("constructor");
});

test("links that lead nowhere, or to themselves, are read past", () => {
  const folder = configWith();
  symlinkSync("loop", join(folder, "loop"));
  symlinkSync("nowhere", join(folder, "accounts", "gone.yaml"));

  const lines = ["config/accounts/gone.yaml:1:1 no such file; use a readable YAML file"];
  expect(problemsOf(folder)).toEqual(lines);
});

test.each(["", "\0", "no/such/folder", "package.json"])("the config path %j is one problem", (path) => {
  const { estate, problems } = judge(path);

  expect(estate).toBeNull();
  expect(problems).toMatchObject([{ rule: "unreadable", severity: "error", place: { line: 1, column: 1 } }]);
});

const mutated = [organization, bronze, sandbox, "accounts/warehouse-prod.yaml"];
const wrench = fc.constantFrom(
  "",
  "  ",
  "\t",
  "- ",
  "- - x",
  "a: b",
  "<<: *a",
  "&a",
  "*a",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "|",
  ">",
  "? ",
  ": ",
  "---",
  "...",
  "%YAML 1.1",
  "!!set {a}",
  "~",
  "0",
  "1e99",
  "__proto__: {}",
  "constructor: []",
  "\u0000",
  "\uFEFF",
  "# ",
  "\r",
);
const mutation = fc.record({
  file: fc.constantFrom(...mutated),
  line: fc.nat(70),
  how: fc.constantFrom("drop", "repeat", "replace", "insert", "cut", "indent", "append", "swap"),
  what: fc.oneof(wrench, fc.string({ maxLength: 12 })),
  column: fc.nat(60),
});

function mutate(
  text: string,
  { line, how, what, column }: Readonly<{ line: number; how: string; what: string; column: number }>,
): string {
  const lines = text.split("\n");
  const at = line % lines.length;
  const old = lines[at] ?? "";
  const now: Readonly<Record<string, readonly string[]>> = {
    drop: [],
    repeat: [old, old],
    replace: [what],
    insert: [old.slice(0, column) + what + old.slice(column)],
    cut: [old.slice(0, column)],
    indent: [`  ${old}`],
    append: [old, what],
    swap: [old.split(": ").reverse().join(": ")],
  };
  return lines.toSpliced(at, 1, ...(now[how] ?? [])).join("\n");
}

test("no change to the lines of the example makes judge throw, and an estate comes only without errors", () => {
  const folder = configWith();

  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const texts = new Map(mutated.map((file) => [file, exampleText(file)]));
      for (const each of mutations) texts.set(each.file, mutate(texts.get(each.file) ?? "", each));
      for (const [file, text] of texts) writeFileSync(join(folder, file), text);

      const { estate, problems } = judge(folder);

      expect(estate === null).toBe(hasErrors(problems));
      // a line each, and two that count them
      expect(textLines(problems).join("\n").split("\n")).toHaveLength(problems.length === 0 ? 1 : problems.length + 2);
      for (const { line, column, message } of problems.map(jsonOf)) {
        expect(Number.isInteger(line) && line >= 1 && Number.isInteger(column) && column >= 1).toBe(true);
        expect(message).not.toMatch(/undefined|NaN|\[object|Invalid input|Too (small|big)/);
      }
    }),
    { seed, numRuns: runs(80, 4_000) },
  );
});
