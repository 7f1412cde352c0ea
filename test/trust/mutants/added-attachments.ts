import { type AccountClass, accountClasses, type Estate } from "../../../src/model.ts";
import { prefix } from "../../../src/names.ts";
import type { Addition } from "./mutant.ts";
import { addResource, all, namedOf, type StackJson } from "./stack-json.ts";

interface Target {
  readonly id: string;
  readonly words: string;
}

const attachment = (policy: string, target: Target, name: string) =>
  addResource("aws_organizations_policy_attachment", name, () => ({
    policy_id: `\${aws_organizations_policy.${policy}.id}`,
    target_id: target.id,
  }));

/** Backup policies of a class, those that it has and a new one, on the root and on all that the other class has. */
export function attachedToOtherClass(estate: Estate, cls: AccountClass, json: StackJson): readonly Addition[] {
  const own = Object.keys(namedOf(json, "aws_organizations_policy"));
  const added = "added";
  const create = addResource("aws_organizations_policy", added, () => ({
    name: `${prefix}-${cls}-${added}`,
    type: "BACKUP_POLICY",
    content: JSON.stringify({ plans: {} }),
  }));
  return targets(estate, cls).flatMap((target) => [
    ...own.map((policy): Addition => {
      const name = `${policy}_${added}`;
      return { how: "attachment", of: policy, what: target.words, edit: attachment(policy, target, name) };
    }),
    {
      how: "attachment" as const,
      of: "a new backup policy",
      what: target.words,
      edit: all(create, attachment(added, target, added)),
    },
  ]);
}

function targets({ organization, accounts, units }: Estate, cls: AccountClass): readonly Target[] {
  const isOther = (one: { readonly class: AccountClass }) => one.class !== cls;
  return [
    { id: organization.rootId, words: "the root" },
    ...units.filter(isOther).map(({ ouId, name }) => ({ id: ouId, words: `unit ${name}` })),
    ...accounts.filter(isOther).map(({ accountId, name }) => ({ id: accountId, words: `account ${name}` })),
  ];
}

/** A service control policy that denies everything, where work or backups would stand still. */
export function attachedGuardrails(estate: Estate): readonly Addition[] {
  const { organization, central, shared, accounts } = estate;
  const name = "added";
  const denial = { Sid: "Added", Effect: "Deny", Action: "*", Resource: "*" };
  const create = addResource("aws_organizations_policy", name, () => ({
    name: `${prefix}-${name}`,
    type: "SERVICE_CONTROL_POLICY",
    content: JSON.stringify({ Version: "2012-10-17", Statement: [denial] }),
  }));
  return [
    { id: organization.rootId, words: "the root" },
    { id: shared.accountId, words: "the shared account" },
    ...accountClasses.map((cls) => ({ id: central[cls].accountId, words: `the central ${cls} account` })),
    ...accounts.map(({ accountId, name: account }) => ({ id: accountId, words: `account ${account}` })),
  ].map((target) => ({
    how: "attachment",
    of: "a new service control policy",
    what: target.words,
    edit: all(create, attachment(name, target, name)),
  }));
}
