import { allowEverything } from "../../../support/policy-document.ts";
import type { Access, Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Iam } from "../iam.ts";
import { executionRole, executionRoleArn, executionRoleObstacle } from "./execution-role.ts";
import type { IamCall } from "./iam-call.ts";
import { deletedPolicyCall, policyArn, policyCalls } from "./policy-calls.ts";
import { changedRoleCalls, createdRoleCalls, deletedRoleCalls, roleArn } from "./role-calls.ts";
import { type RolesTemplate, rolesTemplate } from "./roles-template.ts";
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
    const wanted = rolesTemplate(template);
    const had = previous === undefined ? empty : rolesTemplate(previous);
    const hadArns = arnsOf(accountId, had);
    const taken = arnsOf(accountId, wanted).find((arn) => !hadArns.includes(arn) && this.#has(arn));
    if (taken !== undefined) throw new AwsError("AlreadyExistsException", `${taken} already exists`);
    await this.#make(accountId, callsBetween(accountId, had, wanted), {
      action: previous === undefined ? "cloudformation:CreateStack" : "cloudformation:UpdateStack",
      arn: stackArn,
    });
  }

  async remove(accountId: string, template: object, stackArn?: string): Promise<void> {
    const stack = { action: "cloudformation:DeleteStack", arn: stackArn };
    await this.#make(accountId, callsBetween(accountId, rolesTemplate(template), empty), stack);
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
    if (this.#access !== null) {
      const access = this.#access;
      const caller = this.#executionRole(accountId);
      const ask = ({ action, arn, context }: Pick<IamCall, "action" | "arn" | "context">) =>
        access.require(caller, action, { arn, accountId, policy: null }, context);
      await ask({ action: stack.action, arn: stack.arn ?? `arn:aws:cloudformation:*:${accountId}:stack/StackSet-*` });
      for (const call of calls) await ask(call);
    }
    const lost = calls.find(({ isOfExisting, arn }) => isOfExisting && !this.#has(arn));
    if (lost) throw new AwsError("NoSuchEntity", `${lost.action}: ${lost.arn} cannot be found.`, 404);
    for (const call of calls) call.make(this.#iam);
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

/** What is new or changed comes first, what is no longer wanted goes at the end, roles before the policies they have. */
function callsBetween(accountId: string, had: RolesTemplate, wanted: RolesTemplate): readonly IamCall[] {
  const policyBefore = new Map(had.policies.map((one) => [policyArn(accountId, one), one]));
  const roleBefore = new Map(had.roles.map((one) => [roleArn(accountId, one), one]));
  const wantedArns = arnsOf(accountId, wanted);
  return [
    ...wanted.policies.flatMap((one) => policyCalls(accountId, policyBefore.get(policyArn(accountId, one)), one)),
    ...wanted.roles.flatMap((one) => {
      const before = roleBefore.get(roleArn(accountId, one));
      return before ? changedRoleCalls(accountId, before, one) : createdRoleCalls(accountId, one);
    }),
    ...had.roles
      .filter((one) => !wantedArns.includes(roleArn(accountId, one)))
      .flatMap((one) => deletedRoleCalls(accountId, one)),
    ...had.policies
      .filter((one) => !wantedArns.includes(policyArn(accountId, one)))
      .map((one) => deletedPolicyCall(accountId, one)),
  ];
}

const empty: RolesTemplate = { roles: [], policies: [] };

const arnsOf = (accountId: string, { policies, roles }: RolesTemplate): readonly string[] => [
  ...policies.map((policy) => policyArn(accountId, policy)),
  ...roles.map((role) => roleArn(accountId, role)),
];
