import type { Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Key, Kms } from "../kms.ts";

/** @throws AwsError when there is no key of this id or ARN, or alias in the caller's account */
export function namedKey(kms: Kms, { accountId }: Caller, region: string, id = ""): Key {
  const key = kms.named(id, accountId, region);
  if (key) return key;
  throw new AwsError("NotFoundException", `Key '${id}' does not exist`);
}
