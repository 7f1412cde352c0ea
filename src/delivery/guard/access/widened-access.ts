import { several } from "../several.ts";
import type { Condition, Statement } from "./statement.ts";
import { type ConditionRule, isAsked, parts, statementCovers } from "./statement-covers.ts";

/**
 * Who `after` lets in, or to what, that `before` did not; a line a statement. Accounts and units come and go within an
 * organization that a policy already names: onboarding an account is no widening. In a trust policy so do the roles of
 * an account that is already trusted.
 */
export function widenedAccess(
  before: readonly Statement[],
  after: readonly Statement[],
  kind: "resource" | "trust",
): readonly string[] {
  const allowed = before.filter(({ effect }) => effect === "Allow");
  const holds = kind === "trust" ? inTrust : withinOrganization;
  return after
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => {
      const gained = parts(statement).filter((part) => !allowed.some((allow) => statementCovers(allow, part, holds)));
      if (gained.length === 0) return [];
      const unique = (texts: readonly string[]) => several([...new Set(texts)]);
      const who = unique(
        gained.flatMap(({ principals }) => principals.patterns.map((one) => (one === "*" ? "anybody" : one))),
      );
      const what = unique(gained.flatMap(({ actions }) => actions.patterns));
      const within = statement.conditions.length > 0 ? " within other conditions" : "";
      return [`${what} for ${who}${within} (statement ${statement.name})`];
    });
}

/** Statements that let in anybody at all, whatever was there before. */
export function openAccess(statements: readonly Statement[]): readonly string[] {
  return statements
    .filter(({ effect, principals, conditions }) => {
      const isAnybody = principals.except || principals.patterns.includes("*");
      return effect === "Allow" && isAnybody && !conditions.some(namesSomebody);
    })
    .map(({ name }) => name);
}

const whoKeys =
  /^(aws:principal(orgid|orgpaths|account|arn)|aws:source(account|arn|orgid|orgpaths)|kms:calleraccount)$/;
const namesSomebody = ({ operator, key, values }: Condition) =>
  whoKeys.test(key) && !/not|null|ifexists|forallvalues/.test(operator) && !values.includes("*");

const organization = "aws:principalorgid";
const account = "aws:principalaccount";
const paths = "aws:principalorgpaths";

const withinOrganization: ConditionRule = (wide, narrow, all) => {
  if (isAsked(wide, narrow, all)) return true;
  if (wide.key !== account && wide.key !== paths) return false;
  // that the organization stays the same is asked by its own condition
  return (
    all.some(({ key, operator }) => key === organization && operator === "stringequals") && narrow.some(namesMembers)
  );
};

function namesMembers({ key, operator, values }: Condition): boolean {
  if (key === account) return operator === "stringequals" && values.every((value) => /^\d{12}$/.test(value));
  // at least one unit deep: the root is the whole organization
  return (
    key === paths &&
    operator === "foranyvalue:stringlike" &&
    values.every((value) => /^o-[a-z0-9]+\/r-[a-z0-9]+\/ou-[a-z0-9-]+\//.test(value))
  );
}

const inTrust: ConditionRule = (wide, narrow, all) => {
  if (withinOrganization(wide, narrow, all)) return true;
  if (wide.key !== "aws:principalarn" || wide.operator.includes("not")) return false;
  const trusted = new Set(wide.values.map(accountIn));
  const named = narrow.find(({ key, operator }) => key === wide.key && operator === wide.operator);
  return (
    named?.values.every((arn) => trusted.has(accountIn(arn)) && /^\d{12}$/.test(accountIn(arn)) && !isAll(arn)) ?? false
  );
};

const accountIn = (arn: string) => arn.split(":")[4] ?? "";
const isAll = (arn: string) => /[:/]\*?$/.test(arn) || /:(role|user)?\*/.test(arn);
