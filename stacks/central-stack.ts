import type { Construct } from "constructs";
import { memberConditions } from "../src/constructs/class-members.ts";
import { Role } from "../src/constructs/role.ts";
import { trustInService } from "../src/constructs/trust.ts";
import { Vault } from "../src/constructs/vault.ts";
import { vaultAccessStatements } from "../src/constructs/vault-access-policy.ts";
import { onlyBackupService, vaultKeyStatements } from "../src/constructs/vault-key-policy.ts";
import type { CentralAccount, Estate } from "../src/model.ts";
import {
  accountRootArn,
  backupRole,
  backupServiceLinkedRole,
  boundaryOf,
  centralKeyAlias,
  centralVault,
  classTag,
  copyBackRole,
  dutyRole,
  localVault,
  pipelineApplyRole,
  policyArn,
  reachInRole,
  roleArn,
  vaultArn,
} from "../src/names.ts";
import { addDuties, addEventForwarding, addOptIn, addRestoreRole, addServiceLinkedRole } from "./backup-account.ts";
import { BaseStack } from "./base-stack.ts";
import { classMembers } from "./class-members.ts";
import { vaultLock } from "./vault-lock.ts";

/** A central account: locked vaults that take copies from the accounts of one class and give them back to nobody else. */
export class CentralStack extends BaseStack {
  constructor(construct: Construct, estate: Estate, central: CentralAccount) {
    const { class: cls, accountId, regions } = central;
    const id = `central-${cls}` as const;
    super(construct, id, { estate, scope: id, accountId, regions, tags: { [classTag]: cls } });

    const pipelineRoleArn = roleArn(estate, accountId, pipelineApplyRole(id));
    const custodianRoleArn = roleArn(estate, accountId, dutyRole("vaultCustodian"));
    const restoreOperatorRoleArn = roleArn(estate, accountId, dutyRole("restoreOperator"));
    const members = memberConditions(classMembers(estate, cls));

    for (const region of regions) {
      new Vault(this, region, {
        provider: this.in(region),
        name: centralVault(cls),
        keyAlias: centralKeyAlias(cls),
        // the way back: AWS Backup in the account that a copy returns to reads it with this key
        keyStatements: vaultKeyStatements({
          accountRootArn: accountRootArn(estate, accountId),
          otherAccounts: members.map(({ Sid, Condition }) => ({
            Sid,
            Condition: onlyBackupService(estate.partition, backupServiceLinkedRole, Condition),
          })),
          pipelineRoleArn,
          custodianRoleArn,
        }),
        accessStatements: vaultAccessStatements({
          copyIn: members,
          copyInRoleArns: [backupRole, dutyRole("backupOperator")].map((role) => roleArn(estate, "*", role)),
          // nobody but the pipeline can make a vault of this name, and each lets in its own central account only
          copyOutTo: [vaultArn(estate, "*", "*", localVault)],
          pipelineRoleArn,
          custodianRoleArn,
          restoreOperatorRoleArn,
        }),
        lock: vaultLock(central.lock),
        tags: {},
      });
    }

    if (central.createServiceLinkedRole) addServiceLinkedRole(this);
    addOptIn(this, central.optIn);

    const copyBack = new Role(this, copyBackRole, {
      provider: this.global,
      name: copyBackRole,
      description: "copies recovery points back to application accounts, and nowhere else",
      trust: trustInService("backup.amazonaws.com"),
      boundaryArn: policyArn(estate, accountId, boundaryOf(copyBackRole)),
      managedPolicyArns: [`arn:${estate.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup`],
      statements: [
        {
          Sid: "OnlyToLocalVaults",
          Effect: "Deny",
          Action: "backup:CopyIntoBackupVault",
          NotResource: `arn:${estate.partition}:backup:*:*:backup-vault:${localVault}`,
        },
        {
          Sid: "NoNewBackups",
          Effect: "Deny",
          Action: "backup:StartBackupJob",
          Resource: "*",
        },
      ],
    });
    // what is in cold storage cannot be copied back: it is restored here
    const restore = addRestoreRole(this, estate, accountId);
    addDuties(this, estate, accountId, "central", {
      backupRoleArn: null,
      restoreRoleArns: [copyBack.role.arn, restore.role.arn],
      reachInRoleArn: roleArn(estate, "*", reachInRole(cls)),
    });
    addEventForwarding(this, estate, accountId, regions);
  }
}
