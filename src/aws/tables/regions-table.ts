import { flag, oneOf, page, readTable, text } from "./read-table.ts";
import file from "./regions.json" with { type: "json" };

/** AWS Regions by partition, and which of them an account has to opt in to. A Region that opens later is added there. */
export const regionsTable = readTable("regions", file, {
  region: text,
  partition: oneOf("aws", "aws-cn", "aws-us-gov", "aws-eusc"),
  mustOptIn: flag,
  page,
});
