import type { Caller, Context, Target } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Vault } from "./vault.ts";
import { vaultArn, vaultTarget } from "./vault.ts";
import type { World } from "./world.ts";

/**
 * What comes before every request: the Region answers, and the policies allow it.
 *
 * @throws AwsError
 */
export async function enter(
  world: World,
  caller: Caller,
  region: string,
  action: string,
  target: Target,
  context: Context = {},
): Promise<void> {
  if (world.lostRegions.has(region)) throw new AwsError("ServiceUnavailableException", "Service Unavailable", 500);
  await world.access.require(caller, action, target, context);
}

/** For actions that know no resources. */
export const anything = ({ accountId }: Caller): Target => ({ arn: "*", accountId, policy: null });

/** A vault by its name, whether or not there is one. */
export function namedVaultTarget({ vaults }: World, { accountId }: Caller, region: string, name: string): Target {
  const vault = vaults.named(accountId, region, name);
  return vault ? vaultTarget(vault) : { arn: vaultArn(accountId, region, name), accountId, policy: null };
}

/** @throws AwsError when there is none */
export function namedVault({ vaults }: World, { accountId }: Caller, region: string, name: string): Vault {
  const vault = vaults.named(accountId, region, name);
  if (!vault) throw new AwsError("ResourceNotFoundException", `Backup vault ${name} does not exist`);
  return vault;
}

/**
 * A vault of another account can be named where logically air-gapped vaults are shared, which the model has none of.
 *
 * @throws AwsError
 */
export function refuseOtherAccount(caller: Caller, vaultAccountId: string | undefined): void {
  if (vaultAccountId === undefined || vaultAccountId === caller.accountId) return;
  throw new AwsError("AccessDeniedException", `The vault is not shared with ${caller.accountId}`, 403);
}

/** @throws AwsError when it was left out */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === "") throw new AwsError("MissingParameterValueException", `${name} is required`);
  return value;
}

export const invalid = (message: string): AwsError => new AwsError("InvalidParameterValueException", message);
export const refused = (message: string): AwsError => new AwsError("InvalidRequestException", message);
export const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);
