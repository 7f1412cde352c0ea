import { z } from "zod";
import { oneLine } from "../../words/one-line.ts";
import { parseStrictly } from "../stack/strict-json.ts";

// what Terraform writes to <state>.tflock; https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
const written = z.looseObject({
  ID: z.string().min(1),
  Operation: z.string(),
  Who: z.string(),
  Version: z.string(),
  Created: z.string(),
});

/** Who holds a stack's state, and since when. */
export interface StateLock {
  readonly id: string;
  /** Such as `OperationTypeApply`. */
  readonly operation: string;
  /** User and host, as that machine calls them. */
  readonly who: string;
  readonly terraformVersion: string;
  /** As Terraform wrote it: a time in UTC. */
  readonly created: string;
}

/** @returns `null` for what Terraform did not write. */
export function parseStateLock(text: string): StateLock | null {
  const read = parseStrictly(text, written);
  if ("problems" in read) return null;
  const { ID, Operation, Who, Version, Created } = read.value;
  // the host writes what it likes, and people read it in a terminal
  const [id = "", operation = "", who = "", terraformVersion = "", created = ""] = [
    ID,
    Operation,
    Who,
    Version,
    Created,
  ].map(oneLine);
  return { id, operation, who, terraformVersion, created };
}
