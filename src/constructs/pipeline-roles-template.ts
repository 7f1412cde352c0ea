import type { Statement } from "./policy-document.ts";

export interface PipelineRolesProps {
  readonly boundaryName: string;
  readonly planRoleName: string;
  readonly applyRoleName: string;
  readonly custodianRoleName: string;
  readonly boundary: readonly Statement[];
  readonly planTrust: readonly Statement[];
  readonly plan: readonly Statement[];
  readonly applyTrust: readonly Statement[];
  readonly apply: readonly Statement[];
  readonly custodianTrust: readonly Statement[];
  readonly custodian: readonly Statement[];
  readonly custodianMaxSessionHours: number;
}

/**
 * CloudFormation template for every account: the pipeline's two roles, the boundary of what it creates, and the
 * break-glass custodian, which therefore is out of the pipeline's reach. It is the same in each account; what differs is
 * decided by conditions on the account, so that a person can read one document and know them all.
 */
export function pipelineRolesTemplate(props: PipelineRolesProps): string {
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

  return JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Roles with which the backup pipeline and the vault custodian enter this account",
    Resources: {
      Boundary: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: props.boundaryName,
          Description: "no role that the backup pipeline creates can do more",
          PolicyDocument: document(props.boundary),
        },
      },
      Plan: role(props.planRoleName, "plans backup infrastructure", props.planTrust, props.plan, 1),
      Apply: role(props.applyRoleName, "applies backup infrastructure", props.applyTrust, props.apply, 1),
      Custodian: role(
        props.custodianRoleName,
        "break-glass: unlocks a governance lock, mends a vault's or key's policy",
        props.custodianTrust,
        props.custodian,
        props.custodianMaxSessionHours,
      ),
    },
  }).replaceAll("${", "$${");
}
