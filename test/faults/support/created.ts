import type { StandIn } from "../../emulator/server/stand-in.ts";

/** What one deploy makes of all that AWS does not refuse, or must not be asked, to make twice. */
export const asOften = { CreateKey: 1, CreateAlias: 1, CreateBackupVault: 1, CreateRole: 7 };

/** How often an account was asked to make it. */
export function created(standIn: StandIn, accountId: string): Readonly<Record<string, number>> {
  const requests = standIn.log.all().filter((request) => request.accountId === accountId);
  return Object.fromEntries(
    Object.keys(asOften).map((name) => [name, requests.filter(({ operation }) => operation === name).length]),
  );
}

/** By which the second of two applies is stopped: before it begins, or by Terraform. */
export const whyNotApplied =
  /got another apply of this stack .* nothing was changed|got a stale plan: .* nothing was changed|superseded: applied from this commit already/;
