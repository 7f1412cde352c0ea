import { expect, test } from "vitest";
import { isTypeOffered } from "../../src/aws/is-offered.ts";
import { knownRegions } from "../../src/aws/regions.ts";
import { typeNotInRegion } from "../../src/checks/type-not-in-region.ts";
import { typesNotOptedIn } from "../../src/checks/types-not-opted-in.ts";
import { kindsReached } from "../../src/estate/reach.ts";
import { type Changes, configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const typesInRegions = saidBy(typeNotInRegion, typesNotOptedIn);
const found = (changes: Changes) => findingLines(typesInRegions(estateOf(configWith(changes))));

const exampleTypes = "types: [Aurora, DocumentDB, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3]";
const byDefault = edit(`optIn:\n  ${exampleTypes}\n`, "");
const sandboxIn = (regions: string) => (text: string) => `${text}regions: [${regions}]\n`;
const optInOf = (region: string, organization: (text: string) => string) => {
  const estate = estateOf(
    configWith({ "organization.yaml": organization, "accounts/sandbox.yaml": sandboxIn(region) }),
  );
  return estate.accounts.find(({ name }) => name === "sandbox")?.optIn[region];
};

const refused = (types: string, region: string, them: string, left: string) =>
  `error type-not-in-region organization.yaml optIn: got ${types} in ${region}, where AWS Backup does not offer ${them}; AWS would refuse all that is opted in there; use optIn.byRegion: { ${region}: [${left}] }`;

// hashicorp/terraform-provider-aws issue 21801: "Element present in resource type opt in preference has invalid values"
test("a list for all Regions with a type that us-west-1 does not know is refused with the list to write", () => {
  const west = { "accounts/sandbox.yaml": sandboxIn("us-west-1") };
  const left = "Aurora, DynamoDB, EBS, EC2, EFS, FSx, RDS, S3";

  expect(found(west)).toEqual([refused("DocumentDB", "us-west-1", "it", left)]);
  expect(
    found({
      ...west,
      "organization.yaml": edit(exampleTypes, `${exampleTypes}\n  byRegion: { us-west-1: [${left}] }`),
    }),
  ).toEqual([]);
});

// the same in a Region that opened later, with several types at once
test("each Region is told once, with all that it does not know", () => {
  const lines = found({
    "organization.yaml": edit(exampleTypes, "types: [EBS, FSx, Neptune, S3, VirtualMachine]"),
    "accounts/sandbox.yaml": sandboxIn("ap-south-2, ap-southeast-6"),
  });

  expect(lines).toEqual([
    refused("Neptune, VirtualMachine", "ap-south-2", "them", "EBS, FSx, S3"),
    refused("FSx, Neptune, VirtualMachine", "ap-southeast-6", "them", "EBS, S3"),
  ]);
});

test("what nobody asked for by name is opted in only where AWS Backup knows it", () => {
  expect(optInOf("us-east-1", byDefault)).toContain("DocumentDB");
  expect(optInOf("us-west-1", byDefault)).not.toContain("DocumentDB");
  expect(optInOf("ca-west-1", byDefault)).toEqual([
    ...["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3", "Storage Gateway"],
  ]);
});

test("the defaults name nothing in any Region that it does not know", () => {
  const { accounts } = estateOf(configWith({ "organization.yaml": byDefault }));
  const regions = knownRegions.filter((region) => /^[a-z]{2}-[a-z]+-\d$/.test(region) && !region.startsWith("cn-"));
  const unknown = regions.flatMap((region) =>
    (optInOf(region, byDefault) ?? ["nothing at all"]).filter((type) => !isTypeOffered(type, region)),
  );

  expect(accounts.length).toBeGreaterThan(5);
  expect(regions).toHaveLength(34);
  expect(unknown).toEqual([]);
});

// boto/boto3 issue 3758: a type of the service's own list that the Region's AWS Backup refuses
test("a plan for a type that none of its Regions knows is told so, and not to opt in to it", () => {
  const gold = (types: string) => ({
    "plans/gold.yaml": edit(
      "select: { tag: { backup-plan: gold } }",
      `select: { tag: { backup-plan: gold }, types: [${types}] }`,
    ),
  });

  expect(found(gold("EBS, Timestream"))).toEqual([
    // storefront-prod has eu-west-1 as well, which knows it
    "error types-not-opted-in plans/gold.yaml select.types: got Timestream, which is not opted in in eu-west-1 of storefront-prod (accounts/storefront-prod.yaml), so that AWS may leave all of it out; use optIn with it (organization.yaml), or select.types without it",
  ]);
  expect(
    found({
      ...gold("EBS, Timestream"),
      "accounts/storefront-prod.yaml": edit("regions: [eu-west-2, eu-west-1]\n", ""),
    }),
  ).toEqual([
    "error type-not-in-region plans/gold.yaml select.types: got Timestream, which AWS Backup does not offer in eu-west-2 of payments-prod (accounts/payments-prod.yaml) and 1 other; use select.types without it",
  ]);
});

test("a kind that is not offered in a Region is not counted as protected there", () => {
  const estate = estateOf(
    configWith({ "organization.yaml": byDefault, "accounts/sandbox.yaml": sandboxIn("us-west-1, ap-southeast-4") }),
  );
  const sandbox = estate.accounts.find(({ name }) => name === "sandbox");
  const bronze = estate.plans.find(({ name }) => name === "bronze");
  if (!sandbox || !bronze) throw new Error("neither sandbox nor bronze");
  const names = (region: string) => kindsReached(bronze, sandbox, region).map(({ name }) => name);

  expect(names("us-west-1")).toContain("RDS instance");
  expect(names("us-west-1")).not.toContain("RDS Multi-AZ cluster");
  expect(names("ap-southeast-4")).toContain("FSx for ONTAP");
  expect(names("ap-southeast-4").filter((name) => name.startsWith("FSx for OpenZFS"))).toEqual([]);
});
