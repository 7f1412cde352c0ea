import { typeNames } from "../type-names.ts";
import { oneOf, readTable } from "./read-table.ts";
import file from "./scanned-types.json" with { type: "json" };

/** Resource types whose recovery points AWS Backup has scanned for malware. */
export const scannedTypesTable = readTable("scanned-types", file, { type: oneOf(...typeNames) });
