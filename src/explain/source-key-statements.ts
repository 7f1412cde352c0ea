import type { AppAccount, Estate } from "../model.ts";
import { accountRootArn, backupRole, backupServiceLinkedRole, restoreRole, roleArn } from "../names.ts";

/** A statement of a key's policy, as KMS takes it. */
export interface KeyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: { readonly AWS: string };
  readonly Action: readonly string[];
  readonly Resource: "*";
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * What the policy of a customer key must allow so that AWS Backup can back up, copy to central and restore what the key
 * encrypts; whichever account and Region the key is in: `central` is what AWS Backup asks for in the central account, which
 * makes the copies, `own` what the account's own roles do.
 *
 * Each principal is an account with a condition on the role: KMS refuses a policy that names a role which does not exist
 * yet, and forgets one that is made anew.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html, create-cross-account-backup.html;
 * docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function sourceKeyStatements(
  estate: Estate,
  account: AppAccount,
): { readonly central: readonly KeyStatement[]; readonly own: readonly KeyStatement[] } {
  const { accountId: central } = estate.central[account.class];
  const own = [backupRole, restoreRole].map((role) => roleArn(estate, account.accountId, role));
  return {
    central: useAndGrants("LockstepCentral", accountRootArn(estate, central), [
      roleArn(estate, central, backupServiceLinkedRole),
    ]),
    own: useAndGrants("LockstepBackups", accountRootArn(estate, account.accountId), own),
  };
}

function useAndGrants(sid: string, account: string, roles: readonly string[]): readonly KeyStatement[] {
  const ArnEquals = { "aws:PrincipalArn": roles };
  const common = { Effect: "Allow", Principal: { AWS: account } } as const;
  return [
    {
      Sid: `${sid}Use`,
      ...common,
      Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { ArnEquals },
    },
    {
      Sid: `${sid}Grants`,
      ...common,
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: "*",
      Condition: { ArnEquals, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
