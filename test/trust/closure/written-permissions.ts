import type { Actor } from "./actor.ts";
import { ownPolicy } from "./documents.ts";
import type { Fact, Holdings } from "./holdings.ts";
import type { Thing } from "./thing.ts";

/** Attaching adds; putting an inline policy of the same name takes its denials away as well. */
export function writes(role: Actor, action: string): readonly Fact[] {
  const isPut = action.startsWith("iam:Put");
  const kept = isPut ? role.policies.filter(({ id, document }) => id !== document) : role.policies;
  const added = { id: `added to ${role.id}`, document: ownPolicy };
  const id = `${role.id}, who may do everything${isPut ? "" : " that is not denied"}`;
  return [{ kind: "acts", actor: { ...role, id, policies: [...kept, added] } }];
}

const usersOf = ({ actors }: Holdings, accountId: string): readonly Actor[] =>
  [...actors.values()].filter((one) => one.sort === "user" && one.accountId === accountId);

/** A group's policies add to what the users in it may do, and take no denial away. */
export const writesByGroup = (holdings: Holdings, { accountId }: Thing): readonly Fact[] =>
  usersOf(holdings, accountId)
    // once is enough, or there would be no end to it
    .filter(({ policies }) => policies.every(({ document }) => document !== ownPolicy))
    .flatMap((user) => writes(user, "iam:AttachGroupPolicy"));

/** Whether somebody has another user of the same account, who can be given its name. */
export const holdsUserBeside = (holdings: Holdings, { arn, accountId }: Actor): boolean =>
  usersOf(holdings, accountId).some((user) => user.arn !== arn);
