import { badInput } from "./refusal.ts";

/** @throws AwsError for a request without the member */
export function required(value: string | undefined, member: string): string {
  if (value === undefined || value === "") throw badInput(`got no ${member}`);
  return value;
}
