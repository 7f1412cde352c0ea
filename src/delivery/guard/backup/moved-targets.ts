import { planTag } from "../../../names.ts";
import { isBackupPolicy, organizationPolicyType, policyAttachmentType } from "../../resources/policies.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";
import type { PlanJson, ResourceChange } from "../../terraform/plan-json.ts";

/** Units and accounts that get another backup policy of the same plan, as where its starts are spread. */
export interface MovedTargets {
  /** Addresses of attachments, and of policies that are left without any, that are deleted for it and for nothing else. */
  readonly addresses: ReadonlySet<string>;
  /** What the plan says there before and after, as if one policy changed from the one text to the other. */
  readonly changes: readonly ResourceChange[];
  readonly count: number;
}

/** An attachment is gone and in the same plan the same target gets one to a policy of the same plan. */
export function movedTargets({ resource_changes: all = [] }: PlanJson): MovedTargets {
  const policies = all.filter(({ type }) => type === organizationPolicyType);
  const attachments = all.filter(({ type }) => type === policyAttachmentType);
  const gone = attachments.filter(isOnly("delete"));
  const added = attachments.filter(isOnly("create"));

  const moved = gone.flatMap((attachment) => {
    const { target_id: target, policy_id: id } = before(attachment);
    const from = policies.find((policy) => typeof id === "string" && before(policy)["id"] === id);
    if (typeof target !== "string" || !from || !isBackupPolicy(from.type, before(from))) return [];
    const next = added
      .filter((other) => after(other)["target_id"] === target)
      .flatMap((other) => policyOf(other, policies) ?? [])
      .filter((policy) => isBackupPolicy(policy.type, after(policy)) && planOf(after(policy)) === planOf(before(from)));
    const [to, ...others] = next;
    return to && others.length === 0 && planOf(before(from)) !== undefined ? [{ attachment, from, to }] : [];
  });

  const addresses = new Set(moved.map(({ attachment }) => attachment.address));
  const emptied = policies.filter((policy) => {
    const own = attachments.filter((attachment) => before(attachment)["policy_id"] === before(policy)["id"]);
    return isOnly("delete")(policy) && own.length > 0 && own.every(({ address }) => addresses.has(address));
  });
  const pairs = new Map(moved.map((one) => [`${one.from.address} ${one.to.address}`, one]));
  return {
    addresses: new Set([...addresses, ...emptied.map(({ address }) => address)]),
    changes: [...pairs.values()].map(({ attachment, from, to }) => ({
      ...to,
      address: attachment.address,
      change: { ...to.change, actions: ["update"], before: from.change.before },
    })),
    count: moved.length,
  };
}

const isOnly =
  (action: "create" | "delete") =>
  ({ change: { actions } }: ResourceChange) =>
    actions.length === 1 && actions[0] === action;

const before = ({ change }: ResourceChange): JsonObject => (isObject(change.before) ? change.before : {});
const after = ({ change }: ResourceChange): JsonObject => (isObject(change.after) ? change.after : {});
const planOf = ({ tags }: JsonObject) => (isObject(tags) ? tags[planTag] : undefined);

/** A policy that is new has no id yet: then it is told by its name, which `verify-synth` has held against config. */
function policyOf(attachment: ResourceChange, policies: readonly ResourceChange[]): ResourceChange | undefined {
  const { policy_id: id } = after(attachment);
  if (typeof id === "string") return policies.find((policy) => before(policy)["id"] === id);
  return policies
    .filter(({ name }) => attachment.name.startsWith(name.replace(/policy$/, "")))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}
