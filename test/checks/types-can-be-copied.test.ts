import { expect, test } from "vitest";
import { kindNotCopied } from "../../src/checks/kind-not-copied.ts";
import { typesNotCopied } from "../../src/checks/types-not-copied.ts";
import { uncopiedUnneeded } from "../../src/checks/uncopied-unneeded.ts";
import type { Estate } from "../../src/model.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const typesCanBeCopied = saidBy(typesNotCopied, kindNotCopied, uncopiedUnneeded);

const exampleTypes = "types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]";
const except = "select: { everythingExcept: { tag: { backup-plan: [gold, silver, none] } } }";
const optedIn = (types: string) => edit(exampleTypes, `types: [${types}]`);
/** Plan bronze, which reaches all ten accounts but the retired one, with other types and reasons. */
const bronze = (types: string, uncopied: string) =>
  edit(
    except,
    `select: { everythingExcept: { tag: { backup-plan: [gold, silver, none] } }${types && `, types: [${types}]`} }${uncopied && `\nuncopied: { ${uncopied} }`}`,
  );
const found = (changes: Changes) => findingLines(typesCanBeCopied(estateOf(configWith(changes))));
const ofBronze = (lines: readonly string[]) => lines.filter((line) => line.includes("plans/bronze.yaml"));

const uncopied = (type: string, obstacle: string, key = "select") =>
  `error types-not-copied plans/bronze.yaml ${key}: got ${type} in eu-west-2 of lakehouse-prod (accounts/lakehouse-prod.yaml) and 7 others, to be copied to central prod (333333333333, eu-west-2); AWS makes no copies of it ${obstacle}, and each copy job would fail; use select.types or optIn without ${type}, or uncopied: { ${type}: <why local backups are enough> }`;

test("everything that the example reaches can be copied", () => {
  expect(typesCanBeCopied(estateOf(exampleConfig))).toEqual([]);
});

test("so can everything that is opted in by default", () => {
  expect(found({ "organization.yaml": edit(`optIn:\n  ${exampleTypes}\n`, "") })).toEqual([]);
});

test.each([
  ["EBS, S3", []],
  ["EBS, Redshift", [uncopied("Redshift", "at all")]],
  ["EBS, Redshift Serverless", [uncopied("Redshift Serverless", "at all")]],
  ["EBS, CloudFormation", [uncopied("CloudFormation", "to another account")]],
  ["CloudFormation, Redshift", [uncopied("CloudFormation", "to another account"), uncopied("Redshift", "at all")]],
  ["Neptune, DSQL, EKS, Storage Gateway, VirtualMachine, SAP HANA on Amazon EC2", []],
])("a plan that copies reaches nothing that cannot be: %s", (types, expected) => {
  expect(ofBronze(found({ "organization.yaml": optedIn(types) }))).toEqual(expected);
});

test("a type that is not selected is not reached", () => {
  const lines = found({
    "organization.yaml": optedIn("EBS, S3, Redshift"),
    "plans/bronze.yaml": bronze("EBS, S3", ""),
  });

  expect(ofBronze(lines)).toEqual([]);
});

test("a type that is selected is pointed at where it is", () => {
  const lines = found({
    "organization.yaml": optedIn("EBS, Redshift"),
    "plans/bronze.yaml": bronze("EBS, Redshift", ""),
  });

  expect(ofBronze(lines)).toEqual([uncopied("Redshift", "at all", "select.types")]);
});

const unneeded = (type: string, why: string) =>
  `error uncopied-unneeded plans/bronze.yaml uncopied.${type}: got a reason for ${type}, ${why}; remove it`;
const reason = "its own snapshots are enough";

test.each([
  ["EBS, Redshift", `Redshift: ${reason}`, []],
  ["EBS, Redshift", `EBS: ${reason}`, [uncopied("Redshift", "at all"), unneeded("EBS", "all of which AWS copies")]],
  ["EBS", `Redshift: ${reason}`, [unneeded("Redshift", "which the plan does not reach")]],
  ["EBS, RDS", `RDS: no Multi-AZ clusters here`, []],
])("with %s opted in, a reason stands for a type that is not copied: %s", (types, uncopiedTypes, expected) => {
  const lines = found({ "organization.yaml": optedIn(types), "plans/bronze.yaml": bronze("", uncopiedTypes) });

  expect(ofBronze(lines)).toEqual(expected);
});

test("a reason is not for a plan that copies nothing, whose types need no copies", () => {
  const local = (uncopiedTypes: string) => `promise: { rpo: 36h, rto: 1d }
select: { tag: { backup-plan: bronze } }
${uncopiedTypes}rules:
  nightly: { schedule: cron(0 3 ? * * *), keep: { local: 7d }, localOnly: build caches that are made anew }
`;
  const organization = optedIn("EBS, Redshift");
  const lines = (text: string) => ofBronze(found({ "organization.yaml": organization, "plans/bronze.yaml": text }));

  expect(lines(local(""))).toEqual([]);
  expect(lines(local(`uncopied: { Redshift: ${reason} }\n`))).toEqual([
    unneeded("Redshift", "but no rule of the plan copies"),
  ]);
});

test("a plan that no active account has is not judged", () => {
  const estate = estateOf(
    configWith({ "organization.yaml": optedIn("EBS, Redshift"), "plans/bronze.yaml": bronze("", `EBS: ${reason}`) }),
  );
  const retired: Estate = {
    ...estate,
    units: [],
    accounts: estate.accounts.map((account) => ({ ...account, state: "retired" })),
  };

  expect(typesCanBeCopied(retired)).toEqual([]);
});

const also = (type: string, ...kinds: readonly string[]) =>
  `warning kind-not-copied plans/bronze.yaml select.types: got types whose pattern also selects ${kinds.join(", ")} in eu-west-2 of lakehouse-prod (accounts/lakehouse-prod.yaml) and 7 others, to be copied to central prod (333333333333, eu-west-2); AWS makes no copies of it at all; use absent: { ${kinds.map((kind) => `"${kind}": <how you know that there is none>`).join(", ")} }, or uncopied: { ${type}: <why local backups are enough> }`;
const clusters = also("RDS", "RDS Multi-AZ cluster");
const options = "RDS instance with a persistent option";
const ofFsx = [
  "FSx for Lustre with Intelligent-Tiering",
  "FSx for ONTAP FlexGroup volume",
  "FSx for OpenZFS with Intelligent-Tiering",
];

test.each([
  ["", "", []],
  ["RDS", "", [also("RDS", options)]],
  ["Aurora, RDS", "", [also("RDS", options, "RDS Multi-AZ cluster")]],
  ["FSx", "", [also("FSx", ...ofFsx)]],
  ["Aurora", "", [clusters]],
  ["DocumentDB", "", [clusters]],
  ["Aurora", "RDS: no Multi-AZ clusters here", []],
  ["RDS", "RDS: there are other copies of those few", []],
  ["EBS", "", []],
])(
  "what no policy can tell apart and AWS does not copy is told where types are named, once a type: %s %s",
  (types, reasons, expected) => {
    expect(ofBronze(found({ "plans/bronze.yaml": bronze(types, reasons) }))).toEqual(expected);
  },
);

test.each([
  ["RDS", [options]],
  ["Aurora, RDS", [options, "RDS Multi-AZ cluster"]],
  ["FSx", ofFsx],
])("whoever writes what the warning of %s asks for has none", (types, kinds) => {
  const absent = kinds.map((kind) => `"${kind}": a Config rule finds none in any account`).join(", ");
  const plan = (text: string) => `${bronze(types, "")(text)}absent: { ${absent} }\n`;

  expect(ofBronze(found({ "plans/bronze.yaml": plan }))).toEqual([]);
});

test("without RDS opted in there are no Multi-AZ clusters to reach", () => {
  const lines = found({
    "organization.yaml": optedIn("Aurora, EBS"),
    "plans/bronze.yaml": bronze("Aurora", ""),
  });

  expect(ofBronze(lines)).toEqual([]);
});

const sandbox = (regions: string) => (text: string) => `${text}regions: [${regions}]\n`;

test.each([
  ["Neptune", "eu-west-1", []],
  [
    "Neptune",
    "eu-south-2",
    [
      "error types-not-copied plans/bronze.yaml select: got Neptune in eu-south-2 of sandbox (accounts/sandbox.yaml), to be copied to central nonprod (444444444444, eu-west-2); AWS makes no copies of it to another account from or to a Region that accounts opt in to, and each copy job would fail; use select.types or optIn without Neptune, or uncopied: { Neptune: <why local backups are enough> }",
    ],
  ],
  ["FSx", "af-south-1", []],
  [
    "FSx",
    "me-south-1",
    [
      "error types-not-copied plans/bronze.yaml select: got FSx for Lustre, FSx for ONTAP, FSx for OpenZFS, FSx for Windows in me-south-1 of sandbox (accounts/sandbox.yaml), to be copied to central nonprod (444444444444, eu-west-2); AWS makes no copies of it from me-central-1 or me-south-1 to another Region, or the other way, and each copy job would fail; use select.types or optIn without FSx, or uncopied: { FSx: <why local backups are enough> }",
    ],
  ],
])(`%s of an account in %s, copied to eu-west-2`, (type, region, expected) => {
  const lines = found({ "organization.yaml": optedIn(`EBS, ${type}`), "accounts/sandbox.yaml": sandbox(region) });

  expect(ofBronze(lines)).toEqual(expected);
});

test("a further Region of central counts as much as its home Region", () => {
  const lines = found({
    "organization.yaml": (text) =>
      edit("regions: [eu-west-2, eu-west-1] #", "regions: [eu-west-2, eu-south-1] #")(optedIn("EBS, Neptune")(text)),
  });

  expect(ofBronze(lines)).toEqual([
    "error types-not-copied plans/bronze.yaml select: got Neptune in eu-west-2 of lakehouse-prod (accounts/lakehouse-prod.yaml) and 4 others, to be copied to central prod (333333333333, eu-south-1); AWS makes no copies of it to another account from or to a Region that accounts opt in to, and each copy job would fail; use select.types or optIn without Neptune, or uncopied: { Neptune: <why local backups are enough> }",
  ]);
});
