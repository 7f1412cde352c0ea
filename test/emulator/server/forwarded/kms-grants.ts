import type { CreateGrantCommandInput } from "@aws-sdk/client-kms";
import type { Caller, Context, Target } from "../../model/access.ts";
import type { Cloud } from "../../model/cloud.ts";
import { grantContext, isParentOf } from "../../model/kms/grant.ts";
import { retirementOf } from "../../model/kms/retirement.ts";
import type { Check, Mapped } from "./check.ts";

/** What it takes to create a grant of a key, to list or to revoke them. */
export function grantCheck(operation: string, target: Target, input: CreateGrantCommandInput | object): Check {
  const action = `kms:${operation}`;
  if (operation !== "CreateGrant") return { action, target, context: { "kms:GrantIsForAWSResource": "false" } };
  const { GranteePrincipal = "", RetiringPrincipal, Operations = [], Constraints } = input as CreateGrantCommandInput;
  const terms = {
    granteePrincipal: GranteePrincipal,
    retiringPrincipal: RetiringPrincipal ?? null,
    operations: Operations,
    constraints: Constraints ?? {},
  };
  const grants = (target.grants ?? []).filter((one) => isParentOf(one, terms));
  return { action, target: { ...target, grants }, context: grantContext(terms) };
}

interface NamedGrant {
  readonly KeyId: string;
  readonly GrantId: string;
}

/** What it takes to retire a grant: that it names whoever asks, or an account that lets them. */
export function retirement(
  cloud: Cloud,
  caller: Caller,
  region: string,
  { KeyId, GrantId }: NamedGrant,
): Pick<Mapped, "checks" | "accountId"> {
  const key = cloud.kms.named(KeyId, caller.accountId, region);
  const grant = key?.grants?.find(({ id }) => id === GrantId);
  const nobodys: Target = { arn: key?.arn ?? KeyId, accountId: key?.accountId ?? caller.accountId, policy: null };
  const target = (key && grant && retirementOf(key, grant, caller)) ?? nobodys;
  return { checks: [{ action: "kms:RetireGrant", target }], accountId: nobodys.accountId };
}

/** What a request says of the data that it is about, by which grants and policies can limit it. */
export const encryptionContext = (pairs: unknown): Context =>
  typeof pairs === "object" && pairs !== null && Object.keys(pairs).length > 0
    ? {
        ...Object.fromEntries(Object.entries(pairs).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
        "kms:EncryptionContextKeys": Object.keys(pairs),
      }
    : {};
