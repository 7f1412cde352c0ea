import type { Access, Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Iam } from "../iam.ts";
import { allowEverything } from "../policy-document.ts";
import { executionRole, executionRoleArn, executionRoleObstacle } from "./execution-role.ts";
import { type IamCall, isAlike } from "./iam-call.ts";
import { deletedPolicyCall, policyArn, policyCalls } from "./policy-calls.ts";
import { changedRoleCalls, createdRoleCalls, deletedRoleCalls, roleArn } from "./role-calls.ts";
import { type RolesTemplate, rolesTemplate, type TemplatePolicy, type TemplateRole } from "./roles-template.ts";
import type { StackDeployer } from "./stack-deployer.ts";

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

/**
 * Puts the roles and managed policies of a template into IAM, by the very calls that CloudFormation makes; knows no
 * other kind of resource.
 */
export class IamStackDeployer implements StackDeployer {
  readonly #iam: Iam;
  readonly #access: Access | null;
  /** Accounts that have been given the role with which StackSets work in them. */
  readonly #prepared = new Set<string>();

  /** @param access asked, as the role with which StackSets work in an account; without it they may do everything */
  constructor(iam: Iam, access: Access | null = null) {
    this.#iam = iam;
    this.#access = access;
  }

  async deploy(accountId: string, template: object, previous?: object, stackArn?: string): Promise<void> {
    const wanted = rolesTemplate(template, accountId);
    const had = previous === undefined ? empty : rolesTemplate(previous, accountId);
    refuseReplacements(had, wanted);
    const taken = newcomers(accountId, had, wanted).find((arn) => this.#has(arn));
    if (taken !== undefined) throw new AwsError("AlreadyExistsException", `${taken} already exists`);
    const stack = {
      action: previous === undefined ? "cloudformation:CreateStack" : "cloudformation:UpdateStack",
      arn: stackArn,
    };
    await this.#make(accountId, callsTowards(accountId, had, wanted), stack);
    for (const calls of callsOfCleanup(accountId, had, wanted)) await this.#cleanUp(accountId, calls);
  }

  async remove(accountId: string, template: object, stackArn?: string): Promise<void> {
    const stack = { action: "cloudformation:DeleteStack", arn: stackArn };
    await this.#make(accountId, callsOfCleanup(accountId, rolesTemplate(template, accountId), empty).flat(), stack);
  }

  #has(arn: string): boolean {
    return this.#iam.role(arn) !== undefined || this.#iam.policy(arn) !== undefined;
  }

  /** All of it or nothing: CloudFormation takes back what it has done when a call fails. */
  async #make(
    accountId: string,
    calls: readonly IamCall[],
    stack: { readonly action: string; readonly arn: string | undefined },
  ): Promise<void> {
    await this.#ask(accountId, [
      { action: stack.action, arn: stack.arn ?? `arn:aws:cloudformation:*:${accountId}:stack/StackSet-*` },
      ...calls,
    ]);
    const lost = calls.find(({ isOfExisting, arn }) => isOfExisting && !this.#has(arn));
    if (lost) throw new AwsError("NoSuchEntity", `${lost.action}: ${lost.arn} cannot be found.`, 404);
    const takeBack = this.#iam.remember(accountId);
    try {
      for (const call of calls) call.make(this.#iam);
    } catch (error) {
      takeBack();
      throw error;
    }
  }

  /**
   * What the template no longer names goes once the rest is done, and what cannot go stays, without failing the update.
   * Source: repost.aws/knowledge-center/cloudformation-stack-cleanup-stuck, "tries to delete a resource three times before
   * CloudFormation skips the resource"
   */
  async #cleanUp(accountId: string, calls: readonly IamCall[]): Promise<void> {
    try {
      await this.#ask(accountId, calls);
      for (const call of calls) call.make(this.#iam);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }

  async #ask(accountId: string, calls: readonly Pick<IamCall, "action" | "arn" | "context">[]): Promise<void> {
    if (this.#access === null) return;
    const caller = this.#executionRole(accountId);
    for (const { action, arn, context } of calls) {
      await this.#access.require(caller, action, { arn, accountId, policy: null }, context);
    }
  }

  /**
   * CloudFormation makes it in each target account; it then makes the resources, as an administrator whom service control
   * policies bind. Whether it is made again once somebody has deleted or changed it is not said: a service-linked role
   * could, though not lift a boundary or restore a trust (CloudFormationStackSetsOrgMemberServiceRolePolicy, version 2).
   * Here nobody does.
   * Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
   *
   * @throws AwsError when StackSets cannot act as it
   */
  #executionRole(accountId: string): Caller {
    if (!this.#prepared.has(accountId)) {
      this.#prepared.add(accountId);
      if (!this.#iam.policy(administratorAccess)) this.#iam.putPolicy(administratorAccess, allowEverything);
      this.#iam.putRole(executionRole(accountId));
    }
    const obstacle = executionRoleObstacle(this.#iam, accountId);
    if (obstacle !== null) throw new AwsError("ValidationError", obstacle);
    return { arn: executionRoleArn(accountId), accountId };
  }
}

/**
 * IAM cannot change a policy's description, nor a path: a resource that is to have another is to be made anew, which
 * CloudFormation does under a new name only.
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html,
 * aws-resource-iam-role.html; repost.aws/knowledge-center/cloudformation-custom-name
 *
 * @throws AwsError
 */
function refuseReplacements(had: RolesTemplate, wanted: RolesTemplate): void {
  const madeAnew = (one: TemplateRole | TemplatePolicy) =>
    "description" in one ? [one.path, one.description] : [one.path];
  const before = new Map([...had.policies, ...had.roles].map((one) => [one.id, one]));
  for (const one of [...wanted.policies, ...wanted.roles]) {
    const old = before.get(one.id);
    if (old?.name !== one.name || isAlike(madeAnew(old), madeAnew(one))) continue;
    throw new AwsError(
      "ValidationError",
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${one.name} and update the stack again.`,
    );
  }
}

/** What is to be made, by its ARN. By another id in the template it is another resource, whatever its name. */
function newcomers(accountId: string, had: RolesTemplate, wanted: RolesTemplate): readonly string[] {
  const before = new Map([...had.policies, ...had.roles].map((one) => [one.id, one.name]));
  const isNew = (one: TemplateRole | TemplatePolicy) => before.get(one.id) !== one.name;
  return [
    ...wanted.policies.filter(isNew).map((one) => policyArn(accountId, one)),
    ...wanted.roles.filter(isNew).map((one) => roleArn(accountId, one)),
  ];
}

/** What makes what is new, and changes what differs: policies before the roles that have them. */
function callsTowards(accountId: string, had: RolesTemplate, wanted: RolesTemplate): readonly IamCall[] {
  const policyBefore = new Map(had.policies.map((one) => [policyArn(accountId, one), one]));
  const roleBefore = new Map(had.roles.map((one) => [roleArn(accountId, one), one]));
  return [
    ...wanted.policies.flatMap((one) => policyCalls(accountId, policyBefore.get(policyArn(accountId, one)), one)),
    ...wanted.roles.flatMap((one) => {
      const before = roleBefore.get(roleArn(accountId, one));
      return before ? changedRoleCalls(accountId, before, one) : createdRoleCalls(accountId, one);
    }),
  ];
}

/** What takes away what is no longer wanted, one by one: roles before the policies they have. */
function callsOfCleanup(accountId: string, had: RolesTemplate, wanted: RolesTemplate): readonly (readonly IamCall[])[] {
  const wantedArns = [
    ...wanted.policies.map((policy) => policyArn(accountId, policy)),
    ...wanted.roles.map((role) => roleArn(accountId, role)),
  ];
  return [
    ...had.roles
      .filter((one) => !wantedArns.includes(roleArn(accountId, one)))
      .map((one) => deletedRoleCalls(accountId, one)),
    ...had.policies
      .filter((one) => !wantedArns.includes(policyArn(accountId, one)))
      .map((one) => [deletedPolicyCall(accountId, one)]),
  ];
}

const empty: RolesTemplate = { roles: [], policies: [] };
