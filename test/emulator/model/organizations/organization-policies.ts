import { AwsError } from "../aws-error.ts";
import { allowEverything } from "../policy-document.ts";
import { naiveMerge, type PolicyJson } from "./naive-merge.ts";
import { checkPolicyContent, type ModelledPolicyType } from "./policy-content.ts";
import { badInput, violation } from "./refusal.ts";

export interface OrganizationPolicy {
  readonly id: string;
  readonly name: string;
  readonly type: ModelledPolicyType;
  readonly description: string;
  readonly content: string;
  readonly isAwsManaged: boolean;
}

/** Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const limits = {
  attachedPerTarget: { BACKUP_POLICY: 10, SERVICE_CONTROL_POLICY: 10, RESOURCE_CONTROL_POLICY: 5 },
  policies: { BACKUP_POLICY: 1_000, SERVICE_CONTROL_POLICY: 10_000, RESOURCE_CONTROL_POLICY: 2_000 },
  nameCharacters: 128,
  descriptionCharacters: 512,
} as const;

/** AWS's own policy that lets everything through, on every root, unit and account once service control policies are on. */
export const fullAccessId = "p-FullAWSAccess";

const fullAccess: OrganizationPolicy = {
  id: fullAccessId,
  name: "FullAWSAccess",
  type: "SERVICE_CONTROL_POLICY",
  description: "Allows access to every operation",
  content: JSON.stringify(allowEverything),
  isAwsManaged: true,
};

/** The same for resource control policies; nobody can detach it. */
export const resourceFullAccessId = "p-RCPFullAWSAccess";

const resourceFullAccess: OrganizationPolicy = {
  id: resourceFullAccessId,
  name: "RCPFullAWSAccess",
  type: "RESOURCE_CONTROL_POLICY",
  description: "Allows access to every resource",
  content: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  }),
  isAwsManaged: true,
};

/** AWS's own, where a type of policies begins with one. */
const firstPolicies: Readonly<Partial<Record<ModelledPolicyType, string>>> = {
  SERVICE_CONTROL_POLICY: fullAccessId,
  RESOURCE_CONTROL_POLICY: resourceFullAccessId,
};

/** Policies of an organization, which types of them are on, and what they are attached to. */
export class OrganizationPolicies {
  readonly #policies = new Map<string, OrganizationPolicy>([
    [fullAccessId, fullAccess],
    [resourceFullAccessId, resourceFullAccess],
  ]);
  readonly #enabled = new Set<ModelledPolicyType>();
  /** By target, in the order of attachment. */
  readonly #attached = new Map<string, readonly string[]>();
  readonly #effective = new Map<string, object>();
  #created = 0;

  isEnabled(type: ModelledPolicyType): boolean {
    return this.#enabled.has(type);
  }

  enabled(): readonly ModelledPolicyType[] {
    return [...this.#enabled];
  }

  /** @param targets everything that policies attach to */
  enable(type: ModelledPolicyType, targets: readonly string[]): void {
    this.#enabled.add(type);
    for (const target of targets) this.startFor(target);
  }

  /** Every policy of the type is detached from everything. */
  disable(type: ModelledPolicyType): void {
    this.#enabled.delete(type);
    for (const [target, ids] of this.#attached) {
      this.#attached.set(
        target,
        ids.filter((id) => this.#policies.get(id)?.type !== type),
      );
    }
  }

  /** What a new unit or account starts with. */
  startFor(target: string): void {
    for (const type of this.#enabled) {
      const first = firstPolicies[type];
      if (first === undefined || this.on(target, type).length > 0) continue;
      this.#attached.set(target, [...this.idsOn(target), first]);
    }
  }

  /** The target is gone, and its attachments with it. */
  endFor(target: string): void {
    this.#attached.delete(target);
  }

  /** The id that the next policy gets. */
  nextId(): string {
    return `p-${(this.#created + 1).toString(36).padStart(10, "0")}`;
  }

  create(policy: Omit<OrganizationPolicy, "id" | "isAwsManaged">): OrganizationPolicy {
    const { type } = policy;
    this.#check(policy);
    const count = [...this.#policies.values()].filter((one) => one.type === type && !one.isAwsManaged).length;
    if (count >= limits.policies[type]) {
      throw violation("POLICY_NUMBER_LIMIT_EXCEEDED", `an organization has ${limits.policies[type]} of ${type}`);
    }
    const created = { ...policy, id: this.nextId(), isAwsManaged: false };
    this.#created += 1;
    this.#policies.set(created.id, created);
    return created;
  }

  update(id: string, change: Partial<Pick<OrganizationPolicy, "name" | "description" | "content">>) {
    const before = this.#own(id);
    const after = { ...before, ...change };
    this.#check(after, before);
    this.#policies.set(id, after);
    return after;
  }

  delete(id: string): void {
    this.#own(id);
    if (this.targetsOf(id).length > 0) {
      throw new AwsError("PolicyInUseException", "The policy is attached to one or more entities. Detach it first.");
    }
    this.#policies.delete(id);
  }

  find(id: string): OrganizationPolicy | undefined {
    return this.#policies.get(id);
  }

  /** @throws AwsError when there is none */
  get(id: string): OrganizationPolicy {
    const policy = this.#policies.get(id);
    if (!policy) {
      throw new AwsError(
        "PolicyNotFoundException",
        `We can't find a policy with the PolicyId that you specified: ${id}`,
      );
    }
    return policy;
  }

  all(type: ModelledPolicyType): readonly OrganizationPolicy[] {
    return [...this.#policies.values()].filter((one) => one.type === type);
  }

  attach(id: string, target: string): void {
    const { type } = this.get(id);
    this.requireEnabled(type);
    if (this.idsOn(target).includes(id)) {
      throw new AwsError("DuplicatePolicyAttachmentException", `The policy ${id} is already attached to ${target}.`);
    }
    const most = limits.attachedPerTarget[type];
    if (this.on(target, type).length >= most) {
      const message = `got one more than ${most} policies of ${type} on ${target}`;
      throw violation("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", message);
    }
    this.#attached.set(target, [...this.idsOn(target), id]);
  }

  detach(id: string, target: string): void {
    const { type } = this.get(id);
    this.requireEnabled(type);
    if (!this.idsOn(target).includes(id)) {
      throw new AwsError("PolicyNotAttachedException", `The policy ${id} isn't attached to ${target}.`);
    }
    if (id === resourceFullAccessId) {
      throw violation("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", `${id} stays on ${target}`);
    }
    // a target without any service control policy would be one in which nothing is allowed
    if (type === "SERVICE_CONTROL_POLICY" && this.on(target, type).length === 1) {
      throw violation("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", `${id} is the last one of ${type} on ${target}`);
    }
    this.#attached.set(
      target,
      this.idsOn(target).filter((one) => one !== id),
    );
  }

  /** @throws AwsError `PolicyTypeNotEnabledException` */
  requireEnabled(type: ModelledPolicyType): void {
    if (this.#enabled.has(type)) return;
    throw new AwsError(
      "PolicyTypeNotEnabledException",
      `The policy type ${type} isn't currently enabled in this root.`,
    );
  }

  idsOn(target: string): readonly string[] {
    return this.#attached.get(target) ?? [];
  }

  /** In the order of attachment. */
  on(target: string, type: ModelledPolicyType): readonly OrganizationPolicy[] {
    return this.idsOn(target)
      .map((id) => this.get(id))
      .filter((policy) => policy.type === type);
  }

  targetsOf(id: string): readonly string[] {
    return [...this.#attached].flatMap(([target, ids]) => (ids.includes(id) ? [target] : []));
  }

  /** What the backup policies on these targets come to; the same object until one of them changes. */
  effectiveBackupPolicy(targets: readonly string[]): object {
    const levels = targets.map((target) => this.on(target, "BACKUP_POLICY"));
    const contents = levels.map((level) => level.map(({ content }) => content));
    const key = JSON.stringify(contents);
    const known = this.#effective.get(key);
    if (known) return known;
    const effective = naiveMerge(contents.map((level) => level.map((content) => JSON.parse(content) as PolicyJson)));
    this.#effective.set(key, effective);
    return effective;
  }

  #own(id: string): OrganizationPolicy {
    const policy = this.get(id);
    if (!policy.isAwsManaged) return policy;
    throw badInput(`IMMUTABLE_POLICY: ${id} is AWS's own policy`);
  }

  #check(
    { name, description, type, content }: Omit<OrganizationPolicy, "id" | "isAwsManaged">,
    itself?: { id: string },
  ) {
    if (name.length < 1 || name.length > limits.nameCharacters)
      throw badInput(`got a name of ${name.length} characters`);
    if (description.length > limits.descriptionCharacters) {
      throw badInput(`got a description of ${description.length} characters`);
    }
    const namesake = this.all(type).find((one) => one.name === name && one.id !== itself?.id);
    if (namesake) throw new AwsError("DuplicatePolicyException", "A policy with the same name already exists.");
    checkPolicyContent(type, content);
  }
}
