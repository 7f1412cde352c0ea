import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { Estate } from "../model.ts";
import { isOutOfReach } from "../outside/out-of-reach.ts";
import { firstLine } from "./ask.ts";
import type { Caller } from "./facts.ts";

/**
 * Whose credentials these are.
 *
 * @throws when there are none, or when they are of an account that AWS tells nothing of the organization
 */
export async function callerOf(sts: STSClient, estate: Estate, accounts: readonly string[]): Promise<Caller> {
  const wanted = `credentials of ${accounts.map((id) => nameOf(estate, id)).join(" or ")}`;
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({})).catch((error: Error) => {
    if (isOutOfReach(error)) throw new Error(`${error.name}: ${firstLine(error.message)}`, { cause: error });
    throw new Error(`got no AWS credentials that work (${error.name}: ${firstLine(error.message)}); use ${wanted}`);
  });
  if (Account === undefined || !accounts.includes(Account)) {
    throw new Error(`got credentials of account ${Account} (${Arn}); use ${wanted}`);
  }
  return { accountId: Account, role: Arn?.match(/:assumed-role\/([^/]+)\//)?.[1] ?? null };
}

const nameOf = (estate: Estate, id: string) =>
  id === estate.shared.accountId ? `the shared account (${id})` : `the management account (${id})`;
