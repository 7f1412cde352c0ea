import { readFileSync } from "node:fs";
import { isReading } from "../boundaries/support/is-reading.ts";

/**
 * What the real Terraform and provider asked of AWS by each of the pipeline's roles, while a whole organization was deployed
 * for the first time: `test/end-to-end/organization-prod.terraform.test.ts` writes it. Who somebody is, anybody may ask.
 */
const asked: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync("test/end-to-end/support/asked-of-aws.json", "utf8"),
);

async function askedBy(role: string, isMeant: (isReading: boolean) => boolean): Promise<readonly string[]> {
  const actions = (asked[role] ?? []).filter((action) => action !== "sts:GetCallerIdentity");
  const are = await Promise.all(actions.map(isReading));
  return actions.filter((_, index) => isMeant(are[index] === true));
}

/** Actions that change something, by AWS's access levels. */
export const changesAskedBy = (role: string) => askedBy(role, (reads) => !reads);

/** Those that list or read: by whoever has made something, in the apply that made it. */
export const readsAskedBy = (role: string) => askedBy(role, (reads) => reads);
