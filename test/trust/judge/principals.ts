import type { Statement } from "../../emulator/model/policy-document.ts";
import { list } from "../organization/documents.ts";

/**
 * How a resource's policy names somebody: `account` hands the decision to the account's own policies; `arn` is the
 * principal itself; `anyone` is everybody, or a principal that is no IAM identity.
 */
export type Named = "no" | "account" | "arn" | "anyone";

export type NamesPrincipal = (principal: Principal) => Named;

export interface Principal {
  readonly arn: string;
  /** `""`: no identity of an account, but a service or a provider of tokens. */
  readonly accountId: string;
  /** Where a provider of tokens is set up. */
  readonly providedIn: string;
}

/** @throws when it names somebody whom a question can't be asked as, or in a way that it does not know */
export function principals(principal: NonNullable<Statement["Principal"]>): NamesPrincipal {
  if (principal === "*") return () => "anyone";
  if (typeof principal === "string") throw unknown(principal);
  const accounts = new Set<string>();
  const arns = new Set<string>();
  const others = new Set<string>();
  let everybody = false;
  for (const [kind, named] of Object.entries(principal)) {
    for (const one of list(named)) {
      const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(one)?.[1];
      if (kind === "AWS" && one === "*") everybody = true;
      else if (kind === "AWS" && account !== undefined) accounts.add(account);
      // a role is itself asked as, and not one of its sessions
      else if (kind === "AWS" && /^arn:[^:*?]+:iam::\d{12}:(role|user)\/[^*?]+$/.test(one)) arns.add(one);
      else if ((kind === "Service" || kind === "Federated") && /^[^*?]+$/.test(one)) others.add(one);
      else throw unknown(`${kind} ${one}`);
    }
  }
  if (everybody) return () => "anyone";
  return ({ arn, accountId, providedIn }) => {
    // whether who has but a token counts as of the account is not said
    if (accounts.has(providedIn)) throw new Error(`got the account ${providedIn} as principal, asked with ${arn}`);
    if (others.has(arn)) return "anyone";
    if (arns.has(arn)) return "arn";
    return accounts.has(accountId) ? "account" : "no";
  };
}

const unknown = (principal: string) =>
  new Error(`got the principal ${principal}; quickJudge knows *, accounts, roles, users, services and federations`);

const asked = new Map<string, Principal>();

/** Who asks. @throws when it is neither a root user, a role or a user, nor a service or a provider of tokens */
export function principalOf(arn: string): Principal {
  const known = asked.get(arn);
  if (known) return known;
  const identity = /^arn:[^:]+:iam::(\d{12}):(?:root$|role\/|user\/)/.exec(arn);
  const provider = /^arn:[^:]+:iam::(\d{12}):(?:oidc|saml)-provider\//.exec(arn);
  if (!identity && !provider && !/^[a-z0-9.-]+\.amazonaws\.com$/.test(arn)) throw unknown(arn);
  const principal = { arn, accountId: identity?.[1] ?? "", providedIn: provider?.[1] ?? "" };
  asked.set(arn, principal);
  return principal;
}
