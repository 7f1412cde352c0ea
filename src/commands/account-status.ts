import { accountStatusFile } from "../delivery/handoff/account-status.ts";
import { organizationAccounts } from "../delivery/run/organization-accounts.ts";
import { stackOfHead } from "../delivery/stack/stack-of-head.ts";
import { maskSecrets } from "../delivery/terraform/mask-secrets.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { print } from "./print.ts";

export interface AccountStatusOptions {
  readonly stack: string;
  /** Synthesized folder of what is merged. */
  readonly head: string;
  /** File that gets what AWS Organizations says. */
  readonly out: string;
}

/**
 * Asks AWS Organizations for the state of a stack's account, by the credentials of a role that plans.
 *
 * @returns the exit code: 0 also when it could not be asked, which `retire` takes for an account that is open
 */
export async function accountStatus(options: AccountStatusOptions, env: Environment = process.env): Promise<number> {
  const { stack, place } = await stackOfHead(options.head, options.stack);
  const { accountId } = place;
  const said = await organizationAccounts(options.head)(accountId);
  const answer = { ...said, why: maskSecrets(said.why, env) };
  await accountStatusFile.write(options.out, { stack, accountId, ...answer, askedAt: new Date().toISOString() });
  print(
    `${stack}: account ${accountId} is ${answer.state}${answer.why === "" ? "" : `, since AWS Organizations could not be asked: ${answer.why}`}`,
  );
  return 0;
}
