import { expect, test } from "vitest";
import { copyObstacle, isTypeUncopied, optInRegions } from "../../src/aws/copy-limits.ts";
import { knownRegions, partitionOf } from "../../src/aws/regions.ts";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";

const obstacle = (name: string, from: string, to: string) => {
  const kind = resourceKinds.find((each) => each.name === name);
  if (!kind) throw new Error(`no kind ${name}`);
  return copyObstacle(kind, from, to);
};
const optIn = "to another account from or to a Region that accounts opt in to";
const china = "from cn-north-1 or cn-northwest-1 to another Region, or the other way";
const fsx = "from me-central-1 or me-south-1 to another Region, or the other way";
const ontap = "from or to ap-southeast-6, cn-north-1 or cn-northwest-1";

test("a Region is open to every account, or has to be opted in to", () => {
  const open = knownRegions.filter((region) => partitionOf(region) === "aws" && !optInRegions.includes(region));

  expect(open.join(" ")).toBe(
    "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2",
  );
  expect(optInRegions.filter((region) => !knownRegions.includes(region))).toEqual([]);
});

test.each([
  ["EBS", "eu-west-2", "eu-west-1", null],
  ["EBS", "me-south-1", "af-south-1", null],
  ["Redshift", "eu-west-2", "eu-west-2", "at all"],
  ["Redshift Serverless", "eu-west-2", "eu-west-2", "at all"],
  ["RDS Multi-AZ cluster", "eu-west-2", "eu-west-2", "at all"],
  ["CloudFormation", "eu-west-2", "eu-west-2", "to another account"],
  ["Neptune", "eu-west-2", "us-east-1", null],
  ["Neptune", "eu-west-2", "eu-south-1", optIn],
  ["Neptune", "eu-south-1", "eu-west-2", optIn],
  ["Neptune", "eu-south-1", "eu-south-1", optIn],
  ["Timestream", "eu-west-1", "eu-central-1", null],
  ["Timestream", "eu-west-1", "eu-central-2", optIn],
  ["FSx for Windows", "me-south-1", "me-south-1", null],
  ["FSx for Windows", "me-south-1", "eu-west-1", fsx],
  ["FSx for Lustre", "eu-west-1", "me-central-1", fsx],
  ["FSx for OpenZFS", "me-south-1", "me-central-1", fsx],
  ["FSx for OpenZFS", "il-central-1", "eu-west-1", null],
  ["FSx for ONTAP", "ap-southeast-2", "ap-southeast-1", null],
  ["FSx for ONTAP", "ap-southeast-6", "ap-southeast-6", ontap],
  ["FSx for ONTAP", "ap-southeast-2", "ap-southeast-6", ontap],
  ["FSx for ONTAP", "cn-north-1", "cn-northwest-1", ontap],
  ["FSx for Windows", "ap-southeast-6", "ap-southeast-6", "from ap-southeast-6, where AWS Backup does not offer it"],
  ["FSx for OpenZFS", "ap-southeast-2", "ap-southeast-4", "to ap-southeast-4, where AWS Backup does not offer it"],
  ["Timestream", "eu-west-1", "eu-west-2", "to eu-west-2, where AWS Backup does not offer it"],
  ["DocumentDB", "us-west-2", "us-west-1", "to us-west-1, where AWS Backup does not offer it"],
  ["DocumentDB", "eu-west-1", "eu-south-1", null],
  ["EBS", "cn-north-1", "cn-north-1", null],
  ["EBS", "cn-north-1", "cn-northwest-1", null],
  ["S3", "cn-north-1", "cn-north-1", "to another account from or to cn-north-1 or cn-northwest-1"],
  ["RDS instance", "cn-north-1", "cn-north-1", null],
  ["RDS instance", "cn-north-1", "cn-northwest-1", china],
  ["Aurora", "cn-northwest-1", "cn-north-1", china],
  ["RDS instance with a persistent option", "eu-west-2", "eu-west-2", "at all"],
  ["S3", "us-gov-east-1", "us-gov-west-1", null],
  ["EBS", "eusc-de-east-1", "eusc-de-east-1", "to another account from or to eusc-de-east-1"],
  ["EKS", "eusc-de-east-1", "eusc-de-east-1", "to another account from or to eusc-de-east-1"],
  // of a Region that nobody knows yet, nothing is said
  ["Timestream", "eu-west-1", "xx-new-1", null],
])("%s from %s to another account in %s: %s", (kind, from, to, expected) => {
  expect(obstacle(kind, from, to)).toBe(expected);
});

test.each([
  ["RDS", "eu-west-2", "eu-west-1", false],
  ["Redshift", "eu-west-2", "eu-west-1", true],
  ["FSx", "ap-southeast-6", "ap-southeast-6", true],
  ["FSx", "ap-southeast-4", "ap-southeast-4", false],
  ["FSx", "me-south-1", "eu-west-1", true],
])("whether %s from %s to %s is not copied whatever it is: %s", (type, from, to, expected) => {
  expect(isTypeUncopied(type, from, to)).toBe(expected);
});
