import type { AccountStatus } from "../handoff/account-status.ts";

/** Why nobody can enter an account any more, as {@link AccountStatus} names it. */
export type Closure = "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED" | "MISSING";

const closures: readonly string[] = ["SUSPENDED", "PENDING_CLOSURE", "CLOSED", "MISSING"] satisfies Closure[];

// an approval may have waited for weeks, in which an account is reopened
const mostHours = 24;

export interface ClosedAccount {
  /** `null`: it is not known to be closed, and is treated as one that can be entered. */
  readonly closure: Closure | null;
  /** Why that is not known, with the stack's name; empty: it is. */
  readonly doubt: string;
}

/**
 * Whether an account is closed to everybody. What could not be asked, and what was asked too long ago, counts as open.
 *
 * @param status `null`: nobody has asked
 * @param now as ISO 8601
 * @throws when it is the status of something else
 */
export function closedAccount(
  status: AccountStatus | null,
  { stack, accountId }: { readonly stack: string; readonly accountId: string },
  now: string,
): ClosedAccount {
  if (status === null) return { closure: null, doubt: "" };
  if (status.stack !== stack || status.accountId !== accountId) {
    throw new Error(
      `--status: got the status of ${status.stack} in account ${status.accountId}; use that of ${stack} in ${accountId}`,
    );
  }
  const { state, why, askedAt } = status;
  if (state === "UNKNOWN") {
    return {
      closure: null,
      doubt: `${stack}: AWS Organizations could not be asked whether account ${accountId} is closed: ${why}`,
    };
  }
  if (!closures.includes(state)) return { closure: null, doubt: "" };
  const isOld = Date.parse(now) - Date.parse(askedAt) > mostHours * 3_600_000;
  if (isOld) {
    const doubt = `${stack}: AWS Organizations was asked at ${askedAt} whether account ${accountId} is closed, which is more than a day ago; run retire again`;
    return { closure: null, doubt };
  }
  return { closure: state as Closure, doubt: "" };
}
