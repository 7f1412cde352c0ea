import { describe, expect, test } from "vitest";
import { commonResourceTypes } from "../../src/aws/resource-types.ts";
import { load } from "../../src/config/load.ts";
import type { Estate } from "../../src/model.ts";
import { type Changes, configWith, edit, estateOf, exampleText } from "../support/config.ts";

/** What is not written, what stands in the estate instead, and that what is written wins. */
type Row = readonly [
  name: string,
  without: Changes,
  seen: (estate: Estate) => unknown,
  byDefault: unknown,
  written: Changes,
  asWritten: unknown,
];

const sandbox = "accounts/sandbox.yaml";
const bronze = "plans/bronze.yaml";
const organization = "organization.yaml";
const add =
  (text: string) =>
  (before: string): string =>
    `${before}${text}\n`;
const inOrganization = (old: string, replacement: string): Changes => ({ [organization]: edit(old, replacement) });
const inBronze = (old: string, replacement: string): Changes => ({ [bronze]: edit(old, replacement) });
const underPipeline = (text: string) => inOrganization("pipeline:\n", `pipeline:\n  ${text}\n`);
const underManagement = (text: string) =>
  inOrganization("management: { region: eu-west-2 }", `management: { region: eu-west-2, ${text} }`);
const underCustodian = (text: string) => inOrganization("  vaultCustodian:", `  vaultCustodian:\n    ${text}`);
const underNonprodLock = (text: string) => inOrganization("min: 3d, max: 1y", `min: 3d, max: 1y, ${text}`);
const keep = (text: string) =>
  inBronze("keep: { local: 7d, central: 35d }", `keep: { local: 7d, central: 35d, ${text} }`);
const withoutCopies: Changes = {
  [bronze]: (text) =>
    text.replace("isolatedRpo: 48h, ", "").replace(", central: 35d }", " }\n    localOnly: cache that is rebuilt"),
};

const account = (estate: Estate) => estate.accounts.find(({ name }) => name === "sandbox");
const plan = (estate: Estate) => estate.plans.find(({ name }) => name === "bronze");
const rule = (estate: Estate) => plan(estate)?.rules[0];
const unit = (estate: Estate) => estate.units[0];
const custodian = (estate: Estate) => estate.duties.vaultCustodian;
const further = (estate: Estate) => {
  const copies = rule(estate)?.copies;
  return copies?.kind === "central" ? copies.further : undefined;
};
const lifecycle = (deleteAfterDays: number, coldAfterDays: number | null, archiveEbs = false) => ({
  deleteAfterDays,
  coldAfterDays,
  archiveEbs,
});
const lockWithout = inOrganization("lock: { mode: governance, min: 3d, max: 1y }", "lock: { min: 3d, max: 1y }");
const compliance = inOrganization("governance, min: 3d, max: 1y", "compliance, min: 3d, max: 1y, arm: 2027-01-31");
const ownLock = { [sandbox]: add("lock: { min: 7d, max: 1y, reason: nobody shortens it }") };

const ofAnAccount: readonly Row[] = [
  [
    "Regions",
    {},
    (estate) => account(estate)?.regions,
    ["eu-west-2"],
    { [sandbox]: add("regions: [eu-west-1]") },
    ["eu-west-1"],
  ],
  ["state", {}, (estate) => account(estate)?.state, "active", { [sandbox]: add("state: retired") }, "retired"],
  [
    "service-linked role",
    {},
    (estate) => account(estate)?.createServiceLinkedRole,
    false,
    { [sandbox]: add("serviceLinkedRole: create") },
    true,
  ],
  [
    "unit",
    {},
    (estate) => account(estate)?.unit,
    null,
    { [sandbox]: (text) => `${text.replace("nonprod", "prod").replace("[bronze]", "[gold]")}unit: data-platform\n` },
    "data-platform",
  ],
  [
    "lock",
    {},
    (estate) => account(estate)?.lock ?? null,
    null,
    ownLock,
    {
      mode: "governance",
      minDays: 7,
      maxDays: 365,
      armedOn: null,
      coolingOffDays: 14,
      cooledOff: null,
      reason: "nobody shortens it",
    },
  ],
  [
    "reason for no lock",
    {},
    (estate) => account(estate)?.unlockedReason,
    "",
    { [sandbox]: add("unlocked: a cache that is rebuilt") },
    "a cache that is rebuilt",
  ],
  [
    "customer keys",
    {},
    (estate) => account(estate)?.hasCustomerKeys,
    false,
    { [sandbox]: add("sourceKeys: customer") },
    true,
  ],
  ["name", {}, (estate) => account(estate)?.name, "sandbox", { [sandbox]: add("name: sandbox") }, "sandbox"],
  [
    "plans, in a unit",
    {},
    (estate) => estate.accounts.find(({ name }) => name === "warehouse-prod")?.plans,
    [],
    { "accounts/warehouse-prod.yaml": add("plans: [gold]") },
    ["gold"],
  ],
];

const ofTheOrganization: readonly Row[] = [
  [
    "Regions of a central account",
    {},
    (estate) => estate.central.nonprod.regions,
    ["eu-west-2"],
    inOrganization('account: "444444444444"', 'account: "444444444444"\n    regions: [eu-west-1]'),
    ["eu-west-1"],
  ],
  [
    "service-linked role of a central account",
    {},
    (estate) => estate.central.nonprod.createServiceLinkedRole,
    true,
    inOrganization('account: "444444444444"', 'account: "444444444444"\n    serviceLinkedRole: existing'),
    false,
  ],
  ["lock mode", lockWithout, (estate) => estate.central.nonprod.lock.mode, "governance", compliance, "compliance"],
  ["day of arming", {}, (estate) => estate.central.nonprod.lock.armedOn, null, compliance, "2027-01-31"],
  [
    "lock that is past its cooling-off",
    compliance,
    (estate) => estate.central.nonprod.lock.cooledOff,
    null,
    inOrganization(
      "governance, min: 3d, max: 1y",
      "compliance, min: 3d, max: 1y, arm: 2027-01-31, cooledOff: { lockDate: 2027-02-14, reason: the state was lost }",
    ),
    { lockDate: "2027-02-14", reason: "the state was lost" },
  ],
  [
    "cooling-off",
    {},
    (estate) => estate.central.nonprod.lock.coolingOffDays,
    14,
    underNonprodLock("coolingOff: 4w"),
    28,
  ],
  [
    "Regions of a unit",
    {},
    (estate) => unit(estate)?.regions,
    ["eu-west-2"],
    inOrganization("[silver, bronze] }", "[silver, bronze], regions: [eu-west-1] }"),
    ["eu-west-1"],
  ],
  [
    "units",
    {
      [organization]: (text) => text.replace(/units:\n.*\n/, ""),
      "accounts/warehouse-prod.yaml": null,
      "accounts/lakehouse-prod.yaml": null,
    },
    (estate) => estate.units.map(({ name }) => name),
    [],
    {},
    ["data-platform"],
  ],
  [
    "opted-in types",
    { [organization]: (text) => text.replace(/optIn:\n.*\n/, "") },
    (estate) => account(estate)?.optIn,
    { "eu-west-2": [...commonResourceTypes].sort() },
    { [organization]: (text) => text.replace(/types: .*\n/, "types: [S3, EBS]\n") },
    { "eu-west-2": ["EBS", "S3"] },
  ],
  [
    "opted-in types of a Region",
    { [organization]: (text) => text.replace(/types: .*\n/, "types: [S3]\n") },
    (estate) => account(estate)?.optIn,
    { "eu-west-2": ["S3"] },
    { [organization]: (text) => text.replace(/types: .*\n/, "types: [S3]\n  byRegion: { eu-west-2: [] }\n") },
    { "eu-west-2": [] },
  ],
  [
    "MFA",
    {},
    (estate) => custodian(estate).requireMfa,
    true,
    underCustodian("requireMfa: false\n    reason: hardware keys anyway"),
    false,
  ],
  [
    "reason for no MFA",
    {},
    (estate) => custodian(estate).reason,
    "",
    underCustodian("requireMfa: false\n    reason: hardware keys anyway"),
    "hardware keys anyway",
  ],
  ["longest session", {}, (estate) => custodian(estate).maxSessionHours, 1, underCustodian("maxSessionHours: 2"), 2],
  [
    "management stack",
    { [organization]: (text) => text.slice(0, text.indexOf("\nmanagement:")) },
    (estate) => estate.management?.region ?? null,
    null,
    {},
    "eu-west-2",
  ],
  [
    "guardrails",
    {},
    (estate) => estate.management?.guardrails,
    true,
    underManagement("guardrails: false, reason: Control Tower does"),
    false,
  ],
  [
    "guardrails of resources",
    {},
    (estate) => estate.management?.resourceGuardrails,
    false,
    underManagement("resourceGuardrails: true"),
    true,
  ],
  [
    "statements of others",
    {},
    (estate) => estate.management?.otherDelegationStatements,
    [],
    underManagement("otherDelegationStatements: [{ Sid: Others }]"),
    [{ Sid: "Others" }],
  ],
  [
    "GitHub's ids",
    { [organization]: (text) => text.replace(/ {2}ids: .*\n/, "") },
    (estate) => estate.pipeline.immutableIds,
    null,
    {},
    { owner: "8675309", repository: "1234567" },
  ],
  ["branch", {}, (estate) => estate.pipeline.branch, "main", underPipeline("branch: trunk"), "trunk"],
  [
    "targets of the pipeline",
    {},
    (estate) => estate.pipeline.deployTo,
    ["r-ab12"],
    underPipeline("deployTo: [ou-ab12-11111111]"),
    ["ou-ab12-11111111"],
  ],
  [
    "OIDC provider",
    {},
    (estate) => estate.pipeline.createOidcProvider,
    true,
    underPipeline("oidcProvider: existing"),
    false,
  ],
];

const ofAPlan: readonly Row[] = [
  ["name", {}, (estate) => plan(estate)?.name, "bronze", { [bronze]: add("name: bronze") }, "bronze"],
  [
    "types",
    {},
    (estate) => plan(estate)?.selection.types,
    [],
    inBronze("select: {", "select: { types: [S3, EBS],"),
    ["EBS", "S3"],
  ],
  ["promise for the copy", withoutCopies, (estate) => plan(estate)?.promise.isolatedRpoMinutes, null, {}, 48 * 60],
  ["copies", {}, (estate) => rule(estate)?.copies.kind, "central", withoutCopies, "localOnly"],
  ["time to start", inBronze("    startWithin: 2h\n", ""), (estate) => rule(estate)?.startWithinMinutes, 60, {}, 120],
  [
    "time to complete",
    inBronze("    completeWithin: 8h\n", ""),
    (estate) => rule(estate)?.completeWithinMinutes,
    7 * 24 * 60,
    {},
    480,
  ],
  [
    "time to copy",
    inBronze("    copyWithin: 2h\n", ""),
    (estate) => rule(estate)?.copyWithinMinutes,
    8 * 60,
    inBronze("copyWithin: 2h", "copyWithin: 90m"),
    90,
  ],
  [
    "types that need no copy",
    {},
    (estate) => plan(estate)?.uncopied,
    {},
    inBronze(
      "rules:",
      "uncopied: { Redshift: reports that are rebuilt, CloudFormation: templates are in git }\nrules:",
    ),
    { CloudFormation: "templates are in git", Redshift: "reports that are rebuilt" },
  ],
  [
    "kinds that there are none of",
    {},
    (estate) => plan(estate)?.absent,
    {},
    inBronze("rules:", 'absent: { "RDS Multi-AZ cluster": the service catalogue offers none }\nrules:'),
    { "RDS Multi-AZ cluster": "the service catalogue offers none" },
  ],
  [
    "reason for shorter copies",
    {},
    (estate) => {
      const copies = rule(estate)?.copies;
      return copies?.kind === "central" ? copies.shorterReason : undefined;
    },
    "",
    inBronze("    keep: { local: 7d", "    shorterCopies: central keeps the monthly\n    keep: { local: 42d"),
    "central keeps the monthly",
  ],
  [
    "point-in-time recovery",
    {},
    (estate) => rule(estate)?.continuous,
    false,
    inBronze("    keep:", "    continuous: true\n    keep:"),
    true,
  ],
  [
    "cold storage",
    {},
    (estate) => rule(estate)?.local,
    lifecycle(7, null),
    keep("localColdAfter: 1d"),
    lifecycle(7, 1),
  ],
  ["Windows VSS", {}, (estate) => plan(estate)?.windowsVss, false, { [bronze]: add("windowsVss: true") }, true],
  [
    "tags of a plan's recovery points",
    {},
    (estate) => rule(estate)?.recoveryPointTags,
    [],
    { [bronze]: add("recoveryPointTags: { tier: one, made-by: bronze }") },
    [
      { key: "made-by", value: "bronze" },
      { key: "tier", value: "one" },
    ],
  ],
  [
    "tags of a rule's recovery points",
    { [bronze]: add("recoveryPointTags: { tier: one }") },
    (estate) => rule(estate)?.recoveryPointTags,
    [{ key: "tier", value: "one" }],
    {
      [bronze]: (text) =>
        add("recoveryPointTags: { tier: one }")(
          edit("    keep:", "    recoveryPointTags: { tier: two }\n    keep:")(text),
        ),
    },
    [{ key: "tier", value: "two" }],
  ],
  [
    "what is left out",
    {},
    (estate) => estate.leftOut,
    [],
    { [organization]: add("leftOut: { a: { types: [S3, EFS], reason: it is made anew every night } }") },
    [{ name: "a", reason: "it is made anew every night", tagKey: "", tagValues: [], types: ["EFS", "S3"] }],
  ],
  ["EBS archive", {}, (estate) => rule(estate)?.local.archiveEbs, false, keep("archiveEbs: true"), true],
  [
    "retention of further copies",
    {},
    (estate) => further(estate),
    lifecycle(35, null),
    keep("further: 10d"),
    lifecycle(10, null),
  ],
  [
    "cold storage of further copies",
    keep("centralColdAfter: 2d"),
    (estate) => further(estate),
    lifecycle(35, 2),
    keep("centralColdAfter: 2d, furtherColdAfter: 3d"),
    lifecycle(35, 3),
  ],
  [
    "cold storage of further copies kept for another time",
    keep("centralColdAfter: 2d, further: 10d"),
    (estate) => further(estate),
    lifecycle(10, null),
    keep("centralColdAfter: 2d, further: 10d, furtherColdAfter: 3d"),
    lifecycle(10, 3),
  ],
];

describe.each([
  ["an account's", ofAnAccount],
  ["the organization's", ofTheOrganization],
  ["a plan's", ofAPlan],
])("%s", (_, rows) => {
  test.each(rows)(
    "%s has a default, and what is written wins",
    (_name, without, seen, byDefault, written, asWritten) => {
      expect(seen(estateOf(configWith(without)))).toEqual(byDefault);

      expect(seen(estateOf(configWith(written)))).toEqual(asWritten);
    },
  );
});

test("an account takes the Regions of its unit", () => {
  const folder = configWith(
    inOrganization("[silver, bronze] }", "[silver, bronze], regions: [eu-west-1, eu-west-3] }"),
  );

  const ofUnit = estateOf(folder).accounts.filter((each) => each.unit === "data-platform");

  expect(ofUnit.map((each) => each.regions)).toEqual([
    ["eu-west-1", "eu-west-3"],
    ["eu-west-1", "eu-west-3"],
  ]);
});

test("accounts, plans and units come by name, whatever order they are written in", () => {
  const lake = "  lake: { path: ou-ab12-11111111, class: prod, plans: [silver] }\n";
  const first = configWith(inOrganization("units:\n", `units:\n${lake}`));
  const last = configWith(inOrganization("plans: [silver, bronze] }\n", `plans: [bronze, silver] }\n${lake}`));

  const estate = estateOf(first);

  expect(estateOf(last)).toEqual(estate);
  expect(estate.units.map(({ name }) => name)).toEqual(["data-platform", "lake"]);
});

test.each(["accounts/aardvark.yaml", "accounts/zebra.yaml"])(
  "a file added as %s gives the estate that it gives once it lies in the folder",
  (path) => {
    const text = exampleText(sandbox).replace("666666666603", "666666666699");

    const added = load(configWith(), { path, text });
    const inFolder = load(configWith({ [path]: text }));

    expect(added.problems).toEqual([]);
    expect(added.estate).toEqual(inFolder.estate);
    expect(added.estate?.accounts.map(({ name }) => name)).toEqual(
      inFolder.estate?.accounts.map(({ name }) => name).toSorted(),
    );
  },
);
