import { terraformLiteral } from "../words/terraform-literal.ts";
import type { Statement } from "./policy-document.ts";

export interface PipelineRolesProps {
  readonly planRoleName: string;
  readonly applyRoleName: string;
  readonly planTrust: readonly Statement[];
  readonly plan: readonly Statement[];
  readonly applyTrust: readonly Statement[];
  /** What the role that applies may do, a managed policy each: by name. Besides, it reads what the one that plans reads. */
  readonly apply: Readonly<Record<string, readonly Statement[]>>;
  readonly applyDenials: readonly Statement[];
  /** `null`: nobody holds the duty in accounts of this kind. */
  readonly custodian: {
    readonly roleName: string;
    readonly trust: readonly Statement[];
    readonly statements: readonly Statement[];
    readonly maxSessionHours: number;
  } | null;
  /** Boundaries of the roles that the pipeline makes, by name. */
  readonly boundaries: Readonly<Record<string, readonly Statement[]>>;
}

/**
 * CloudFormation template of what the pipeline finds in an account and cannot change: its two roles, the boundaries of the roles
 * that it makes, and the break-glass custodian. It is the same in each account; what differs is decided by
 * conditions on the account, so that a person can read one document and know them all.
 */
export function pipelineRolesTemplate(props: PipelineRolesProps): string {
  const { custodian } = props;
  const template = JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Roles with which the backup pipeline and the vault custodian enter this account",
    Resources: {
      // as the former boundary has it: CloudFormation refuses to change the description of a policy that has a name
      ...managedPolicies(props.boundaries, "no role that the backup pipeline creates can do more"),
      Plan: role(props.planRoleName, "plans backup infrastructure", props.planTrust, props.plan, 1),
      // what is denied lies in the role, and what is allowed beside it: at no moment is there the one without the other
      Apply: role(
        props.applyRoleName,
        "applies backup infrastructure",
        props.applyTrust,
        [...props.plan, ...props.applyDenials],
        1,
      ),
      ...managedPolicies(props.apply, "what the backup pipeline may change", {
        id: "Apply",
        name: props.applyRoleName,
      }),
      ...(custodian && {
        Custodian: role(
          custodian.roleName,
          "break-glass: unlocks a governance lock, takes a vault's policy off, mends a key's",
          custodian.trust,
          custodian.statements,
          custodian.maxSessionHours,
        ),
      }),
    },
  });
  return terraformLiteral(template);
}

const document = (statements: readonly Statement[]) => ({ Version: "2012-10-17", Statement: statements });

const role = (
  name: string,
  description: string,
  trust: readonly Statement[],
  statements: readonly Statement[],
  hours: number,
) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: name,
    Description: description,
    MaxSessionDuration: hours * 3600,
    AssumeRolePolicyDocument: document(trust),
    Policies: [{ PolicyName: "permissions", PolicyDocument: document(statements) }],
  },
});

function managedPolicies(
  policies: Readonly<Record<string, readonly Statement[]>>,
  description: string,
  of?: { readonly id: string; readonly name: string },
) {
  return Object.fromEntries(
    Object.entries(policies).map(([name, statements]) => [
      logicalId(name),
      {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: name,
          Description: description,
          PolicyDocument: document(statements),
          ...(of && { Roles: [of.name] }),
        },
        ...(of && { DependsOn: of.id }),
      },
    ]),
  );
}

/** CloudFormation's ids are letters and digits: `lockstep-boundary-auditor` is `BoundaryAuditor`. */
const logicalId = (name: string) =>
  name
    .split("-")
    .slice(1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
