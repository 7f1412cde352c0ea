import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document.ts";

export interface RoleProps {
  readonly provider: TerraformProvider;
  readonly name: string;
  readonly description: string;
  /** Who may take the role. */
  readonly trust: readonly Statement[];
  /** What the role can do at most, whatever is attached to it; `null`: only a person changes this role. */
  readonly boundaryArn: string | null;
  /** @default no policy but the managed ones */
  readonly statements?: readonly Statement[];
  /** @default none */
  readonly managedPolicyArns?: readonly string[];
  /** @default 1 */
  readonly maxSessionHours?: number;
}

/** An IAM role with its trust, its policy and its boundary. */
export class Role extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { provider } = props;

    this.role = new IamRole(this, "role", {
      provider,
      name: props.name,
      description: props.description,
      maxSessionDuration: (props.maxSessionHours ?? 1) * 3600,
      assumeRolePolicy: policyDocument(props.trust),
      ...(props.boundaryArn === null ? {} : { permissionsBoundary: props.boundaryArn }),
    });
    for (const arn of props.managedPolicyArns ?? []) {
      const name = arn.slice(arn.lastIndexOf("/") + 1);
      new IamRolePolicyAttachment(this, name, { provider, role: this.role.name, policyArn: arn });
    }
    if (props.statements) {
      new IamRolePolicy(this, "permissions", {
        provider,
        name: "permissions",
        role: this.role.name,
        policy: policyDocument(props.statements),
      });
    }
  }
}
