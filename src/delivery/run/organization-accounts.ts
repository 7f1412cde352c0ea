import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { awsClient } from "../../outside/aws-client.ts";
import { asPartOf, awsPatience, type Patience } from "../../outside/patience.ts";
import { takeRole } from "../../outside/take-role.ts";
import { type AccountState, accountStates } from "../handoff/account-status.ts";
import { stateBucketOf } from "../handoff/state-bucket.ts";
import { stackOfHead } from "../stack/stack-of-head.ts";
import { stackAccess } from "../takeover/stack-access.ts";

/** What AWS Organizations says of one account. */
export interface AccountAnswer {
  readonly state: AccountState;
  /** Why it could not be asked; empty: it was. */
  readonly why: string;
}

/** Asks of one account. It throws nothing: what cannot be asked is `UNKNOWN`. */
export type AskAccount = (accountId: string) => Promise<AccountAnswer>;

// pages hold 20 accounts, and AWS gives some eight pages a second
const mostMs = 120_000;

/**
 * Asks by the role that plans the stack `shared`, in whose account AWS Organizations lists all accounts. It is asked once,
 * when the first account is asked of.
 *
 * @param head synthesized folder
 * @param wholeMs how long the whole list may take, in milliseconds
 */
export function organizationAccounts(head: string, wholeMs = mostMs): AskAccount {
  let asked: ReturnType<typeof listedBy> | undefined;
  return async (accountId) => {
    try {
      asked ??= listedBy(head, asPartOf(awsPatience, wholeMs));
      return { state: stateIn(await asked, accountId), why: "" };
    } catch (error) {
      const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { state: "UNKNOWN", why: why.replace(/\s+/g, " ").slice(0, 1000) };
    }
  };
}

function stateIn(states: ReadonlyMap<string, string>, accountId: string): AccountState {
  const said = states.get(accountId);
  if (said === undefined) return "MISSING";
  const known = accountStates.find((state) => state === said);
  if (known === undefined) throw new Error(`got an account that is ${said}, which this Lockstep does not know`);
  return known;
}

async function listedBy(head: string, patience: Patience): Promise<ReadonlyMap<string, string>> {
  const { stack, json, place } = await stackOfHead(head, "shared");
  const { region } = stateBucketOf(stack, json);
  const { roleArn } = stackAccess(json);
  const role = roleArn === null ? {} : { credentials: await takeRole(roleArn, region, patience) };
  const client = awsClient(OrganizationsClient, { region, ...role }, patience);
  const states = new Map<string, string>();
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
    // Status was retired in September 2026; stand-ins and older endpoints still have nothing else
    for (const { Id, State, Status } of Accounts) if (Id) states.set(Id, State ?? Status ?? "of unknown state");
  }
  // an account that is in no list of another organization would look as if it were gone
  if (!states.has(place.accountId))
    throw new Error(`got a list of accounts without ${place.accountId}, which asked for it`);
  return states;
}
