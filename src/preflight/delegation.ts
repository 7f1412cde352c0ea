import { delegationStatements } from "../constructs/delegation-policy.ts";
import type { Estate } from "../model.ts";
import { accountRootArn } from "../names.ts";
import { covers } from "../words/pattern.ts";
import type { PolicyStatement } from "./facts.ts";

/** What the delegation policy must hold for the shared account. */
export const neededStatements = (estate: Estate): readonly PolicyStatement[] =>
  delegationStatements({
    partition: estate.partition,
    managementAccountId: estate.organization.managementAccountId,
    delegateArn: accountRootArn(estate, estate.shared.accountId),
  }).map((statement) => ({ ...statement }));

/**
 * Actions on backup policies that the statements do not give the shared account. Judged by principal, action, effect
 * and the type of policy; resources are taken as written, since AWS knows the ids that Terraform will make only later.
 */
export function missingActions(estate: Estate, statements: readonly PolicyStatement[]): readonly string[] {
  const needed = [...new Set(neededStatements(estate).flatMap(({ Action }) => texts(Action)))];
  const ours = statements.filter((statement) => isFor(estate, statement) && isOfBackup(statement));
  const given = (effect: "Allow" | "Deny", action: string) =>
    ours.some(({ Effect, Action }) => Effect === effect && texts(Action).some((pattern) => takes(pattern, action)));
  return needed.filter((action) => !given("Allow", action) || given("Deny", action)).sort();
}

/** Statements that are not Lockstep's: a new policy takes the place of the whole, so it must hold them too. */
export function foreignStatements(estate: Estate, statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const own = neededStatements(estate).map(({ Sid }) => Sid);
  return statements.filter(({ Sid }) => !own.includes(Sid as string));
}

function isFor(estate: Estate, { Principal }: PolicyStatement): boolean {
  const { accountId } = estate.shared;
  const principals =
    typeof Principal === "object" && Principal !== null && "AWS" in Principal ? Principal.AWS : Principal;
  return texts(principals).some((text) => ["*", accountId, accountRootArn(estate, accountId)].includes(text));
}

function isOfBackup({ Condition }: PolicyStatement): boolean {
  const tests = Object.values((Condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  const types = tests.flatMap((test) =>
    Object.entries(test).flatMap(([key, value]) =>
      key.toLowerCase() === "organizations:policytype" ? texts(value) : [],
    ),
  );
  return types.length === 0 || types.some((type) => takes(type, "BACKUP_POLICY"));
}

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((part) => typeof part === "string");

// AWS takes actions and types of policies in whatever case
const takes = (pattern: string, value: string) => covers(pattern.toUpperCase(), value.toUpperCase());
