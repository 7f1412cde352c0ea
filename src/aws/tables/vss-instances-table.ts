import { readTable, text } from "./read-table.ts";
import file from "./vss-instances.json" with { type: "json" };

/** EC2 instance types that AWS Backup does not back up through Windows VSS: they get an ordinary backup. */
export const vssInstancesTable = readTable("vss-instances", file, { instanceType: text });
