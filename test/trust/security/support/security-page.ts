import { roomLeft, type Size } from "../../organization/document-sizes.ts";
import { actionsTable } from "./actions-table.ts";
import { dangerAsks } from "./danger-asks.ts";
import { dangerTable } from "./danger-table.ts";
import type { Weight } from "./guards-in.ts";
import type { Matrix } from "./matrix.ts";

/** Places that stand for their kind; the others are asked in the same way, and answer in the same way. */
const shown = /^(payments-prod|central prod|shared|management|the )/;

/**
 * docs/security.md: what a disaster leaves, who may do what, and what each statement is for.
 *
 * @param disasters that part, as it is
 * @param paths ways that somebody could go step by step, as that part is @default none
 * @param sizes of the documents that are worth telling of @default none
 */
export function securityPage(
  disasters: string,
  matrix: Matrix,
  weights: readonly Weight[],
  paths = "",
  sizes: readonly Size[] = [],
): string {
  const { answers, dangers, asked } = matrix;
  const dangerCount = new Set(dangerAsks.flatMap(({ actions }) => actions)).size;
  const told = answers.filter(({ ask }) => shown.test(ask.where));
  const count = (weight: Weight["weight"]) => weights.filter((one) => one.weight === weight).length;
  const second = weights.filter(({ weight }) => weight === "second line").map(({ mutant }) => `- ${mutant.guard}`);

  return `# Security

What the deployed policies are worth: what is left after each disaster, who may do what, and which statement decides. All of it is
asked of the example organization, with the documents that Terraform deploys, judged by IAM's rules. A test writes this page
and fails when it is no longer true; [how](emulated-aws.md). What no policy can give stands at the end. Read [open paths](#open-paths) first: the
rest of this page holds for as long as nobody takes one of them.

## What is left after a disaster

${disasters.trim()}

## Who may do what

Everybody with a role, everybody who administers an account, AWS's own services, workflows on GitHub and strangers asked for
everything below, in every kind of account: ${number(asked)} requests. Where several statements deny, each alone would. *payments-prod* stands for every
application account and *central prod* for both central accounts; "role" is the policy of the role that asks, "vault", "key", "trust",
"bus", "topic" and "bucket" are the policy of what is asked for, "its boundary" is that of a role which the pipeline makes, "guardrail" the
service control policy at the root.

### What is dangerous

Every action of AWS's that takes data out, weakens, changes who may, or reads data, as
[the classification](../test/trust/actions/action-class.ts) has it: ${number(dangerCount)} of them, each on everything that it acts on of what Lockstep makes and what central
holds, and on something else of its kind. Things, actions and places with equal answers are one row. *Owners* are an account's
administrator, its root user and the role that StackSets deploy with; a *made role* is the most that a merged change can make of a role, of
those that the account has: everything is allowed to it, within its boundary. Where no statement is named, they have AdministratorAccess and nothing denies it. An action is
asked without words, and with those that a policy waits for. What nobody but a role's own policy denies it is not told, nor what no statement
speaks of. To make, move or delete an alias takes a yes on the key as well.

${dangerTable(dangers, (where) => shown.test(where))}

### What somebody needs, and what its words make dangerous

What no classification knows: what a request's words make dangerous, and the work that has to be allowed.

${actionsTable(told)}

## What each statement is for

Each of the ${weights.length} statements was taken away, one at a time, and everything it had a part in was asked again. Without ${count("decides")} of them
somebody gets what they must not have, or does not get what they need. The other ${count("second line")} are a second line: another statement
gives the same answer today, and they hold when that one is lost. No statement is there for nothing.

${second.join("\n")}

## How full the documents are

What AWS takes of each, and the fullest ones of the example organization. A test keeps 15 % of the pipeline's own free.

| document | characters | AWS takes | left |
| --- | --- | --- | --- |
${sizes.map((size) => `| ${size.what} | ${number(size.characters)} | ${number(size.most)} | ${roomLeft(size)} % |`).join("\n")}

${paths === "" ? "" : `${paths.trim()}\n\n`}## What policies cannot give

- **The management account** is bound by no guardrail. Whoever administers it can switch copies between accounts off, detach policies, and close
  accounts; a closed account's vaults are gone after 90 days, locked or not. Nobody works there day by day.
- **One custodian** can remove a governance lock and take a vault's policy off; the guardrail still denies deletion to everybody in a central account.
  A [compliance lock](runbooks/arm-a-compliance-lock.md) is the only thing that nobody can undo.
- **The owner of a resource** can delete or encrypt it, take its tag away, or tag it \`none\`. Its copies stay until they expire: how long damage may go
  unnoticed is what \`keep: central\` is for.
- **Opt-in settings of an application account** are its administrator's. The management account's settings count for types; the full management of
  DynamoDB is the account's own, and without it its backups are not copied. The failed copies are alerts.
- **Native interfaces** of EC2, RDS and others know nothing of vault policies. AWS itself refuses to delete some of what AWS Backup owns by them,
  [but not all](#services-own-interfaces). The resource's key can be disabled by whoever owns it, and with it every local backup that uses it. Central
  copies have central's key.
`;
}

const number = (value: number) => new Intl.NumberFormat("en").format(value);
