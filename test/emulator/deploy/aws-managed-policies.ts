import { readdirSync, readFileSync } from "node:fs";
import type { Document } from "../model/policy-document.ts";

/** A policy of AWS's own, in full, as it was on a day. */
export interface AwsManagedPolicy {
  readonly arn: string;
  readonly version: string;
  /** The day of this version, as in `2026-02-23`. */
  readonly updated: string;
  readonly source: string;
  readonly document: Document;
}

const folder = new URL("aws-managed-policies/", import.meta.url);

/** Those that Lockstep's roles and AWS Backup's own role have; `aws-managed-policies.test.ts` says when AWS has newer ones. */
export const storedPolicies: readonly AwsManagedPolicy[] = readdirSync(folder)
  .toSorted()
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as AwsManagedPolicy);

/** The same by ARN. */
export const awsManagedPolicies: Readonly<Record<string, Document>> = Object.fromEntries(
  storedPolicies.map(({ arn, document }) => [arn, document]),
);
