/**
 * Types that AWS Backup does not know everywhere, by the name they are opted in by, and the Regions that lack them. Where the page has both
 * a tick and a list "in all Regions" (DocumentDB, Redshift Serverless), the empty cell counts.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html#supported-services-by-region, 24 September 2026
 */
const lacking: Readonly<Record<string, string>> = {
  DSQL: "us-west-1 af-south-1 ap-south-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-east-2 ap-southeast-7 cn-north-1 cn-northwest-1 eu-south-1 eu-central-2 il-central-1 mx-central-1 me-south-1 me-central-1 us-gov-west-1 us-gov-east-1 eusc-de-east-1",
  FSx: "ap-southeast-6 eusc-de-east-1",
  "SAP HANA on Amazon EC2":
    "ap-south-2 ap-southeast-3 ap-southeast-5 ap-southeast-4 ap-southeast-6 ap-east-2 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-south-2 eu-central-2 il-central-1 mx-central-1 me-central-1 us-gov-west-1 us-gov-east-1 eusc-de-east-1",
  "Storage Gateway": "eusc-de-east-1",
  Timestream:
    "us-west-1 af-south-1 ap-east-1 ap-south-2 ap-southeast-3 ap-southeast-5 ap-southeast-4 ap-southeast-6 ap-northeast-3 ap-northeast-2 ap-southeast-1 ap-east-2 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-west-2 eu-south-1 eu-west-3 eu-south-2 eu-north-1 eu-central-2 il-central-1 mx-central-1 me-south-1 me-central-1 sa-east-1 us-gov-east-1 eusc-de-east-1",
  VirtualMachine:
    "ap-south-2 ap-southeast-3 ap-southeast-5 ap-southeast-4 ap-southeast-6 ap-east-2 ap-southeast-7 ca-west-1 cn-north-1 cn-northwest-1 eu-south-2 eu-central-2 il-central-1 mx-central-1 me-central-1 eusc-de-east-1",
  EKS: "cn-north-1 cn-northwest-1",
  Neptune: "ap-south-2 ap-southeast-6 ap-east-2 ap-southeast-7 eu-south-1 mx-central-1 eusc-de-east-1",
  DocumentDB: "us-west-1 ap-east-2 ca-west-1 me-south-1 us-gov-east-1 eusc-de-east-1",
  "Redshift Serverless": "ca-west-1 me-south-1 us-gov-west-1 us-gov-east-1 eusc-de-east-1",
};

/** Whether AWS Backup knows a type in a Region at all. */
export const isKnownIn = (region: string, optInType: string): boolean =>
  !(lacking[optInType] ?? "").split(" ").includes(region);
