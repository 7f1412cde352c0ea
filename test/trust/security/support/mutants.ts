import { groupBy } from "../../../../src/group-by.ts";
import { boundaryOf, prefix } from "../../../../src/names.ts";
import type { Written } from "../../organization/documents.ts";
import { Organization } from "../../organization/organization.ts";

/** The organization without one statement, wherever that statement stands: a guard that somebody forgot. */
export interface Mutant {
  /** Kind of document, what it is of, and the statement. */
  readonly guard: string;
  /** In how many documents it stands. */
  readonly count: number;
  readonly of: (in_: Organization) => Organization;
}

/** One for each statement of each kind of document. The same statement of several accounts is one guard. */
export function mutants({ written }: Organization): readonly Mutant[] {
  const statements = written
    .filter(({ of }) => !isOfAwsBackup(of))
    .flatMap((one) => one.document.Statement.map(({ Sid = "" }) => ({ one, sid: Sid })));
  const nameless = statements.find(({ sid }) => sid === "");
  if (nameless) throw new Error(`got a statement without a Sid in the ${nameless.one.kind} of ${nameless.one.of}`);

  return [...groupBy(statements, ({ one, sid }) => `${one.kind} of ${one.of}: ${sid}`)].map(([guard, found]) => ({
    guard,
    count: found.length,
    of: (in_) =>
      new Organization(
        in_.estate,
        in_.resources,
        in_.written.map((one) => without(one, guard)),
      ),
  }));
}

/** Boundaries of the roles that AWS Backup works with: test/constructs/boundaries holds each statement against AWS's own. */
const isOfAwsBackup = (policy: string) => policy.startsWith(boundaryOf(`${prefix}-AWSBackup-`));

/** The same document, not just an equal one, when the guard is not in it: verdicts about it are known already. */
function without(one: Written, guard: string): Written {
  const { kind, of, document } = one;
  const kept = document.Statement.filter(({ Sid }) => `${kind} of ${of}: ${Sid}` !== guard);
  return kept.length === document.Statement.length ? one : { ...one, document: { ...document, Statement: kept } };
}
