import type { Caller } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Check, Mapped } from "./forwarded/check.ts";

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

/** @throws AwsError unless everything that a request takes is allowed, and locks nobody out of a key */
export async function requireAllowed(
  cloud: Cloud,
  caller: Caller,
  service: string,
  { operation, checks, lockOut }: Mapped,
): Promise<void> {
  for (const check of checks ?? unmapped(cloud, caller, service, operation)) {
    await cloud.access.require(caller, check.action, check.target, check.context);
  }
  if (lockOut?.policy) await cloud.keys.requireNoLockOut(caller, lockOut, lockOut.policy.document);
}

/** What is not mapped is nobody's but an administrator's: forgetting something must never come to allowing it. */
function unmapped(cloud: Cloud, caller: Caller, service: string, operation: string): readonly Check[] {
  const principal = cloud.iam.role(caller.arn) ?? cloud.iam.user(caller.arn);
  const isRoot = caller.arn.endsWith(":root");
  if (isRoot || principal?.attachedPolicyArns.includes(administratorAccess)) return [];
  throw new AwsError(
    "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: ${service}:${operation} (the stand-in does not know what it takes; map it in test/emulator/server/forwarded)`,
    403,
  );
}
