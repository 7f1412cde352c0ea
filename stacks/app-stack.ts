import type { Construct } from "constructs";
import { reachInStatements } from "../src/constructs/reach-in-policy.ts";
import { Role } from "../src/constructs/role.ts";
import { trustIn, trustInService } from "../src/constructs/trust.ts";
import { Vault } from "../src/constructs/vault.ts";
import { vaultAccessStatements } from "../src/constructs/vault-access-policy.ts";
import { onlyBackupService, vaultKeyStatements } from "../src/constructs/vault-key-policy.ts";
import type { AppAccount, Estate } from "../src/model.ts";
import {
  accountRootArn,
  appStackId,
  backupRole,
  backupServiceLinkedRole,
  boundaryOf,
  centralVault,
  classTag,
  copyBackRole,
  dutyRole,
  localKeyAlias,
  localVault,
  ownerTag,
  pipelineApplyRole,
  policyArn,
  prefix,
  reachInRole,
  roleArn,
  stateTag,
  vaultArn,
} from "../src/names.ts";
import { tagText } from "../src/words/tag-text.ts";
import { addDuties, addEventForwarding, addOptIn, addRestoreRole, addServiceLinkedRole } from "./backup-account.ts";
import { BaseStack } from "./base-stack.ts";
import { vaultLock } from "./vault-lock.ts";

/** An application account: local vaults, the roles that back up and restore, and its central account's way in. */
export class AppStack extends BaseStack {
  constructor(construct: Construct, estate: Estate, account: AppAccount) {
    const { accountId, regions, class: cls } = account;
    const scope = `app-${cls}` as const;
    super(construct, appStackId(account.name), {
      estate,
      scope,
      accountId,
      regions,
      tags: {
        [classTag]: cls,
        [ownerTag]: account.owner,
        ...(account.state === "retired" ? { [stateTag]: account.state } : {}),
      },
    });

    const central = estate.central[cls].accountId;
    const pipelineRoleArn = roleArn(estate, accountId, pipelineApplyRole(scope));
    const custodianRoleArn = roleArn(estate, accountId, dutyRole("vaultCustodian"));
    const boundary = (role: string) => policyArn(estate, accountId, boundaryOf(role));
    const restoreOperatorRoleArn = roleArn(estate, accountId, dutyRole("restoreOperator"));
    const fromCentral = {
      Sid: "FromCentral",
      Condition: { StringEquals: { "aws:PrincipalOrgID": estate.organization.id, "aws:PrincipalAccount": central } },
    };

    for (const region of regions) {
      new Vault(this, region, {
        provider: this.in(region),
        name: localVault,
        keyAlias: localKeyAlias,
        // AWS Backup in the central account reads what it copies with this key
        keyStatements: vaultKeyStatements({
          accountRootArn: accountRootArn(estate, accountId),
          otherAccounts: [
            {
              Sid: "ToCentral",
              Condition: onlyBackupService(estate.partition, backupServiceLinkedRole, fromCentral.Condition),
            },
          ],
          pipelineRoleArn,
          custodianRoleArn,
        }),
        accessStatements: vaultAccessStatements({
          copyIn: [fromCentral],
          copyInRoleArns: [copyBackRole, dutyRole("restoreOperator")].map((role) => roleArn(estate, central, role)),
          copyOutTo: [
            vaultArn(estate, "*", central, centralVault(cls)),
            // restored in another of its Regions
            vaultArn(estate, "*", accountId, localVault),
          ],
          pipelineRoleArn,
          custodianRoleArn,
          restoreOperatorRoleArn,
        }),
        lock: account.lock ? vaultLock(account.lock) : null,
        tags: account.lock ? { [`${prefix}:lock-reason`]: tagText(account.lock.reason) } : {},
      });
    }

    if (account.createServiceLinkedRole) addServiceLinkedRole(this);
    addOptIn(this, account.optIn);

    const managed = (policy: string) => `arn:${estate.partition}:iam::aws:policy/${policy}`;
    const backup = new Role(this, backupRole, {
      provider: this.global,
      name: backupRole,
      description: "AWS Backup backs up and copies with it; recovery points can expire only as long as it exists",
      trust: trustInService("backup.amazonaws.com"),
      boundaryArn: boundary(backupRole),
      managedPolicyArns: [
        managed("service-role/AWSBackupServiceRolePolicyForBackup"),
        managed("AWSBackupServiceRolePolicyForS3Backup"),
      ],
    });
    const restore = addRestoreRole(this, estate, accountId);

    new Role(this, "reach-in", {
      provider: this.global,
      name: reachInRole(cls),
      description: "the restore operator of the central account inspects and restores here",
      boundaryArn: boundary(reachInRole(cls)),
      trust: trustIn([roleArn(estate, central, dutyRole("restoreOperator"))], {
        organizationId: estate.organization.id,
        // a role session carries no MFA; the restore operator gave it when taking the first role
        requireMfa: false,
      }),
      statements: reachInStatements(restore.role.arn),
    });
    addDuties(this, estate, accountId, "app", {
      backupRoleArn: backup.role.arn,
      restoreRoleArns: [restore.role.arn],
      reachInRoleArn: null,
    });
    addEventForwarding(this, estate, accountId, regions);
  }
}
