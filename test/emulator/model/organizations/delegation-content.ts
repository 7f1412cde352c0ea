import { delegableActions } from "./delegable-actions.ts";
import { badInput, violation } from "./refusal.ts";

/** Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const maxCharacters = 40_000;

/**
 * @param isMember whether an account may be delegated to
 * @throws AwsError when AWS would not take it as the organization's resource policy
 */
export function checkDelegationContent(content: string, isMember: (accountId: string) => boolean): void {
  if (content.length > maxCharacters) {
    throw violation("POLICY_CONTENT_LIMIT_EXCEEDED", `got ${content.length} characters; use at most ${maxCharacters}`);
  }
  const refuse = (reason: string, message: string) => badInput(`${reason}: ${message}`);
  for (const statement of statementsIn(content)) {
    // since 30 June 2026: docs.aws.amazon.com/organizations/latest/userguide/orgs-policy-delegate.html
    for (const element of ["NotAction", "NotResource"] as const) {
      if (element in statement) throw refuse("INVALID_RESOURCE_POLICY_JSON", `got ${element}`);
    }
    for (const action of [statement.Action ?? []].flat()) {
      if (!delegableActions.some((one) => matches(action, `organizations:${one}`))) {
        throw refuse("UNSUPPORTED_ACTION_IN_RESOURCE_POLICY", `got ${action}`);
      }
    }
    for (const principal of principalsOf(statement)) {
      const accountId = /^(?:arn:[^:]+:iam::)?(\d{12})(?::.+)?$/.exec(principal)?.[1];
      if (principal !== "*" && !(accountId !== undefined && isMember(accountId))) {
        throw refuse("INVALID_PRINCIPAL", `got ${principal}, which is in no account of the organization`);
      }
    }
  }
}

interface Statement {
  readonly Action?: string | readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
}

function statementsIn(content: string): readonly Statement[] {
  try {
    const { Statement } = JSON.parse(content) as { Statement?: Statement | readonly Statement[] };
    if (Statement !== undefined) return [Statement].flat() as readonly Statement[];
  } catch {
    // the same refusal as for JSON without a statement
  }
  throw badInput("INVALID_RESOURCE_POLICY_JSON: got no policy document");
}

const principalsOf = ({ Principal = {} }: Statement): readonly string[] =>
  Principal === "*" ? ["*"] : Object.values(Principal).flat();

function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i").test(action);
}
