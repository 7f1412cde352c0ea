import { allowEverything } from "../../../support/policy-document.ts";
import type { Access, Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Iam } from "../iam.ts";
import { executionRoleName } from "./execution-role.ts";
import { type RolesTemplate, rolesTemplate } from "./roles-template.ts";
import type { StackDeployer } from "./stack-deployer.ts";

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Puts the roles and managed policies of a template into IAM; knows no other kind of resource. */
export class IamStackDeployer implements StackDeployer {
  readonly #iam: Iam;
  readonly #access: Access | null;

  /** @param access asked, as the role with which StackSets work in an account; without it they may do everything */
  constructor(iam: Iam, access: Access | null = null) {
    this.#iam = iam;
    this.#access = access;
  }

  async deploy(accountId: string, template: object, previous?: object): Promise<void> {
    const wanted = rolesTemplate(template);
    const had = previous === undefined ? empty : rolesTemplate(previous);
    const hadArns = arnsOf(accountId, had);
    const taken = arnsOf(accountId, wanted).find((arn) => !hadArns.includes(arn) && this.#has(arn));
    if (taken !== undefined) throw new AwsError("AlreadyExistsException", `${taken} already exists`);
    if (this.#access !== null) await this.#requireAll(this.#access, accountId, wanted, creations);

    this.#drop(hadArns.filter((arn) => !arnsOf(accountId, wanted).includes(arn)));
    for (const policy of wanted.policies) this.#iam.putPolicy(policyArn(accountId, policy), policy.document);
    for (const role of wanted.roles) this.#iam.putRole({ ...role, arn: roleArn(accountId, role), accountId });
  }

  async remove(accountId: string, template: object): Promise<void> {
    const had = rolesTemplate(template);
    if (this.#access !== null) await this.#requireAll(this.#access, accountId, had, deletions);
    this.#drop(arnsOf(accountId, had));
  }

  #has(arn: string): boolean {
    return this.#iam.role(arn) !== undefined || this.#iam.policy(arn) !== undefined;
  }

  #drop(arns: readonly string[]): void {
    for (const arn of arns) {
      this.#iam.deleteRole(arn);
      this.#iam.deletePolicy(arn);
    }
  }

  async #requireAll(access: Access, accountId: string, { policies, roles }: RolesTemplate, actions: Actions) {
    const caller = this.#executionRole(accountId);
    const ask = (action: string, arn: string) => access.require(caller, action, { arn, accountId, policy: null });
    for (const policy of policies) await ask(actions.onPolicy, policyArn(accountId, policy));
    for (const role of roles) await ask(actions.onRole, roleArn(accountId, role));
  }

  /**
   * "StackSets creates the IAM role in each member account on your behalf", by its service-linked role; that role then
   * makes the resources, as an administrator whom service control policies bind.
   * Source: docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudformation.html
   */
  #executionRole(accountId: string): Caller {
    const name = executionRoleName(accountId);
    const arn = `arn:aws:iam::${accountId}:role/${name}`;
    if (!this.#iam.policy(administratorAccess)) this.#iam.putPolicy(administratorAccess, allowEverything);
    this.#iam.putRole({
      arn,
      accountId,
      name,
      path: "/",
      trust: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "stacksets.cloudformation.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      },
      inline: new Map(),
      attachedPolicyArns: [administratorAccess],
      boundaryArn: null,
      tags: {},
    });
    return { arn, accountId };
  }
}

interface Actions {
  readonly onPolicy: string;
  readonly onRole: string;
}

const creations: Actions = { onPolicy: "iam:CreatePolicy", onRole: "iam:CreateRole" };
const deletions: Actions = { onPolicy: "iam:DeletePolicy", onRole: "iam:DeleteRole" };

const empty: RolesTemplate = { roles: [], policies: [] };

const roleArn = (accountId: string, { path, name }: { readonly path: string; readonly name: string }) =>
  `arn:aws:iam::${accountId}:role${path}${name}`;

const policyArn = (accountId: string, { path, name }: { readonly path: string; readonly name: string }) =>
  `arn:aws:iam::${accountId}:policy${path}${name}`;

const arnsOf = (accountId: string, { policies, roles }: RolesTemplate): readonly string[] => [
  ...policies.map((policy) => policyArn(accountId, policy)),
  ...roles.map((role) => roleArn(accountId, role)),
];
