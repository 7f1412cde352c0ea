import type { Conditions, Statement } from "../policy-document.ts";
import { from, outside, unless } from "./unless.ts";

export interface KeyGuardrailProps {
  readonly prefix: string;
  readonly pipelineRoleArn: string;
  readonly custodianRoleArn: string;
  readonly bootstrapAccountId: string;
  readonly centralAccountIds: readonly string[];
  /** The roles with which EC2 decrypts the volumes of an instance. */
  readonly instanceRoleArn: string;
}

/**
 * Keys with an alias of Lockstep's name.
 *
 * Their direct use is denied, what AWS's services do with them is not. A service that works for somebody says so by
 * `kms:ViaService`, which forward access sessions carry and nobody can set, and of grants by
 * `kms:GrantIsForAWSResource`: EBS and RDS make grants so (KMS Developer Guide, "AWS KMS condition keys"; EBS User Guide,
 * "Requirements for Amazon EBS encryption"; RDS User Guide, "AWS KMS key management"). AWS Backup's own policies allow
 * `kms:CreateGrant` with the one and decrypting with the other only, and none of them takes a grant back. A service
 * retires its grants as itself, and no service control policy binds a service or its linked roles. But it does bind the
 * role with which EC2 decrypts an instance's volumes, as itself (EBS User Guide, as above).
 */
export function keyGuardrails(props: KeyGuardrailProps): Statement[] {
  const { pipelineRoleArn, custodianRoleArn, bootstrapAccountId } = props;
  const alias = `alias/${props.prefix}-*`;
  const aliasArn = `arn:*:kms:*:*:${alias}`;
  const own: Conditions = { "ForAnyValue:StringLike": { "kms:ResourceAliases": alias } };
  const direct: Conditions = { Null: { "kms:ViaService": "true" } };
  const deny = (
    Sid: string,
    Action: string | readonly string[],
    Condition: Conditions | undefined,
    Resource = "*",
  ): Statement => ({ Sid, Effect: "Deny", Action, Resource, ...(Condition ? { Condition } : {}) });

  return [
    deny(
      "Keys",
      ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:DisableKeyRotation", "kms:ScheduleKeyDeletion"],
      own,
    ),
    deny("KeyPolicies", "kms:PutKeyPolicy", {
      ...unless(pipelineRoleArn, custodianRoleArn),
      ...outside(bootstrapAccountId),
      ...own,
    }),
    // KMS refuses a policy that its author could not change again, unless told not to look
    deny("KeyLockOut", "kms:PutKeyPolicy", { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" }, ...own }),
    deny("NewKeyLockOut", ["kms:CreateKey", "kms:PutKeyPolicy"], {
      Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" },
      ArnLike: { "aws:PrincipalArn": [pipelineRoleArn, custodianRoleArn] },
    }),
    deny("KeyGrants", ["kms:CreateGrant", "kms:RevokeGrant"], {
      ...direct,
      BoolIfExists: { "kms:GrantIsForAWSResource": "false" },
      ...own,
    }),
    deny("GrantsAreNotRetired", "kms:RetireGrant", { ...direct, ...own }),
    deny("CentralKeys", ["kms:Decrypt", "kms:ReEncrypt*"], {
      ...unless(props.instanceRoleArn),
      ...from(props.centralAccountIds),
      ...direct,
      ...own,
    }),
    deny("KeyAliases", ["kms:DeleteAlias", "kms:UpdateAlias"], undefined, aliasArn),
    // a key that takes such an alias counts as Lockstep's
    deny("KeyNames", "kms:CreateAlias", { ...unless(pipelineRoleArn), ...outside(bootstrapAccountId) }, aliasArn),
  ];
}
