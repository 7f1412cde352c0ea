import {
  backupRole,
  copyBackRole,
  dutyRole,
  localVault,
  prefix,
  reachInRole,
  restoreRole,
} from "../../../../src/names.ts";
import type { Caller } from "../../../emulator/model/access.ts";
import { vaultArn } from "../../../emulator/model/backup/vault.ts";
import { allowEverything } from "../../../emulator/model/policy-document.ts";
import { type DisasterWorld, strangersVault } from "../../organization/disaster-world.ts";
import {
  administrator,
  classlessAccount,
  dutyIn,
  personOf,
  roleArn,
  rootUser,
  withMfa,
} from "../../organization/people.ts";
import { copyTo, emptyVault, inAccount, inCentral, onVault, type Where } from "../support/backup-requests.ts";
import { type Attempt, as, type Disaster, done, nothing, refused, type Who } from "../support/disaster.ts";
import { takeRole } from "../support/iam-requests.ts";
import { putKeyPolicy, scheduleKeyDeletion } from "../support/kms-requests.ts";

const policyOf = (role: string, sid: string) => `inline policy permissions of ${role}: ${sid}`;
const place = inAccount("payments-prod");
const inPayments =
  (duty: Parameters<typeof dutyIn>[1]): Who =>
  (world) =>
    dutyIn(world.account("payments-prod"), duty);
const inCentralProd =
  (duty: Parameters<typeof dutyIn>[1]): Who =>
  ({ estate }) =>
    dutyIn(estate.central.prod.accountId, duty);

const left = { orders: { kind: "central" }, invoices: { kind: "central" }, uploads: { kind: "central" } } as const;

const startBackup = (who: Who, because: string) =>
  refused("start a backup", because, (world) => {
    const caller = who(world);
    return world.cloud.backup.startBackupJob(caller, "eu-west-2", {
      BackupVaultName: localVault,
      ResourceArn: world.victim("orders").arn,
      IamRoleArn: roleArn(caller.accountId, backupRole),
    });
  });

const startRestore = (who: Who, because: string, where: Where = place, role = restoreRole) =>
  refused("restore", because, (world) => {
    const caller = who(world);
    const { accountId, region } = where(world);
    return world.cloud.backup.startRestoreJob(caller, region, {
      RecoveryPointArn: world.point("invoices", accountId, region).arn,
      IamRoleArn: roleArn(accountId, role),
      Metadata: {},
    });
  });

const destroy = (who: Who, where: Where, deleting: string | readonly string[], ruling: string | readonly string[]) =>
  onVault(who, where, "orders", {
    deletePoint: deleting,
    shortenPoint: deleting,
    deleteVault: deleting,
    unlock: ruling,
    putPolicy: ruling,
    deletePolicy: ruling,
  });

const attackKey = (who: Who, where: Where): readonly Attempt[] => [
  refused("schedule the deletion of the vault's key", "NobodyDestroys", (world) => {
    const { accountId, region } = where(world);
    return scheduleKeyDeletion(world.cloud, who(world), world.key(accountId, region).arn);
  }),
  refused("change the key's policy", "OnlyPipelineOrCustodianChangesThis", (world) => {
    const { accountId, region } = where(world);
    return putKeyPolicy(world.cloud, who(world), world.key(accountId, region).arn, allowEverything);
  }),
];

const detach = async (world: DisasterWorld, caller: Caller, plan: string) => {
  const { organizations } = world.cloud;
  const { Policies = [] } = await organizations.listPolicies(rootUser(world.estate.shared.accountId), {
    Filter: "BACKUP_POLICY",
  });
  const policy = Policies.find(({ Name }) => Name?.startsWith(`${prefix}-prod-${plan}`));
  return organizations.detachPolicy(caller, { PolicyId: policy?.Id, TargetId: world.account("payments-prod") });
};

const changesPolicies = (who: Who, because: string | RegExp) =>
  refused("detach a backup policy", because, (world) => detach(world, who(world), "gold"));

/** Each duty beyond what it is for. */
export const dutyRows: readonly Disaster[] = [
  {
    id: "backup-operator-beyond",
    what: "A backup operator does more than to back up",
    who: "backup operator of payments-prod",
    changesNothing: true,
    attempts: [
      ...destroy(
        inPayments("backupOperator"),
        place,
        "NobodyDeletesOrShortens",
        policyOf(dutyRole("backupOperator"), "OtherDuties"),
      ),
      startRestore(inPayments("backupOperator"), policyOf(dutyRole("backupOperator"), "OtherDuties")),
      refused("copy a backup to a stranger", "CopiesGoNowhereElse", (world) =>
        copyTo(
          world,
          inPayments("backupOperator")(world),
          { name: "invoices", region: "eu-west-2", role: backupRole },
          strangersVault(classlessAccount),
        ),
      ),
      ...attackKey(inPayments("backupOperator"), place),
      changesPolicies(inPayments("backupOperator"), /OtherDuties|nor delegated/),
    ],
    left,
  },
  {
    id: "restore-operator-beyond",
    what: "An application account's restore operator does more than to restore",
    who: "restore operator of payments-prod",
    changesNothing: true,
    attempts: [
      ...destroy(
        inPayments("restoreOperator"),
        place,
        "NobodyDeletesOrShortens",
        policyOf(dutyRole("restoreOperator"), "OtherDuties"),
      ),
      startBackup(inPayments("restoreOperator"), policyOf(dutyRole("restoreOperator"), "OtherDuties")),
      refused("copy a backup", policyOf(dutyRole("restoreOperator"), "OtherDuties"), (world) =>
        copyTo(
          world,
          inPayments("restoreOperator")(world),
          { name: "invoices", region: "eu-west-2", role: restoreRole },
          strangersVault(classlessAccount),
        ),
      ),
      ...attackKey(inPayments("restoreOperator"), place),
    ],
    left,
  },
  {
    id: "central-restore-operator-beyond",
    what: "Central's restore operator does more than to bring backups back",
    who: "restore operator of central prod",
    changesNothing: true,
    attempts: [
      ...destroy(
        inCentralProd("restoreOperator"),
        inCentral("prod"),
        "NobodyDeletesOrShortens",
        policyOf(dutyRole("restoreOperator"), "OtherDuties"),
      ),
      ...(
        [
          ["a stranger", () => strangersVault(classlessAccount), "CopiesGoNowhereElse"],
          ["a non-prod account", (world) => vaultArn(world.account("sandbox"), "eu-west-2", localVault), nothing],
          [
            "central non-prod",
            ({ estate }) => vaultArn(estate.central.nonprod.accountId, "eu-west-2", `${prefix}-central-nonprod`),
            "CopiesGoNowhereElse",
          ],
        ] as readonly [string, (world: DisasterWorld) => string, string][]
      ).map(([where, arn, because]) =>
        refused(`copy a backup to ${where}`, because, (world) =>
          copyTo(
            world,
            inCentralProd("restoreOperator")(world),
            { name: "invoices", region: "eu-west-2", role: copyBackRole },
            arn(world),
          ),
        ),
      ),
      refused("reach into a non-prod account", nothing, (world) =>
        takeRole(
          world.cloud,
          inCentralProd("restoreOperator")(world),
          roleArn(world.account("sandbox"), reachInRole("nonprod")),
        ),
      ),
      ...attackKey(inCentralProd("restoreOperator"), inCentral("prod")),
    ],
    left,
  },
  {
    id: "reach-in-beyond",
    what: "The role that central reaches in with is used for more than to restore",
    who: "restore operator of central prod, in payments-prod",
    changesNothing: true,
    attempts: [
      done(`take ${reachInRole("prod")} from central prod`, (world) =>
        takeRole(
          world.cloud,
          inCentralProd("restoreOperator")(world),
          roleArn(world.account("payments-prod"), reachInRole("prod")),
        ),
      ),
      refused("take it from central non-prod", nothing, (world) =>
        takeRole(
          world.cloud,
          dutyIn(world.estate.central.nonprod.accountId, "restoreOperator"),
          roleArn(world.account("payments-prod"), reachInRole("prod")),
        ),
      ),
      ...destroy(
        (world) => ({
          arn: roleArn(world.account("payments-prod"), reachInRole("prod")),
          accountId: world.account("payments-prod"),
        }),
        place,
        "NobodyDeletesOrShortens",
        `service control policy ${prefix}-guardrails`,
      ),
      startBackup(
        (world) => ({
          arn: roleArn(world.account("payments-prod"), reachInRole("prod")),
          accountId: world.account("payments-prod"),
        }),
        nothing,
      ),
    ],
    left,
  },
  {
    id: "auditor-beyond",
    what: "An auditor does more than to read",
    who: "auditor of central prod",
    changesNothing: true,
    attempts: [
      ...onVault(inCentralProd("auditor"), inCentral("prod"), "orders", {
        deletePoint: policyOf(dutyRole("auditor"), "ChangeNothing"),
        shortenPoint: policyOf(dutyRole("auditor"), "ChangeNothing"),
        deleteVault: policyOf(dutyRole("auditor"), "ChangeNothing"),
        unlock: policyOf(dutyRole("auditor"), "ChangeNothing"),
        putLock: policyOf(dutyRole("auditor"), "ChangeNothing"),
        putPolicy: policyOf(dutyRole("auditor"), "ChangeNothing"),
      }),
      startRestore(
        inCentralProd("auditor"),
        policyOf(dutyRole("auditor"), "ChangeNothing"),
        inCentral("prod"),
        copyBackRole,
      ),
      refused("copy a backup", policyOf(dutyRole("auditor"), "ChangeNothing"), (world) =>
        copyTo(
          world,
          inCentralProd("auditor")(world),
          { name: "invoices", region: "eu-west-2", role: copyBackRole },
          vaultArn(world.account("payments-prod"), "eu-west-2", localVault),
        ),
      ),
      ...attackKey(inCentralProd("auditor"), inCentral("prod")),
    ],
    left,
  },
  {
    id: "custodian-beyond",
    what: "An application account's custodian does more than to unlock and mend",
    who: "vault custodian of payments-prod",
    changesNothing: true,
    attempts: [
      ...onVault(inPayments("vaultCustodian"), place, "orders", {
        deletePoint: ["DestroysNothing", "NobodyDeletesOrShortens"],
        shortenPoint: ["DestroysNothing", "NobodyDeletesOrShortens"],
        deleteVault: ["DestroysNothing", "NobodyDeletesOrShortens"],
        putLock: ["OnlyPipelineLocks", "Locks"],
      }),
      startBackup(inPayments("vaultCustodian"), policyOf(dutyRole("vaultCustodian"), "OtherDuties")),
      startRestore(inPayments("vaultCustodian"), policyOf(dutyRole("vaultCustodian"), "OtherDuties")),
      changesPolicies(inPayments("vaultCustodian"), /OtherDuties|nor delegated/),
    ],
    left,
  },
  {
    id: "custodian-and-administrator",
    what: "An application account's custodian breaks the glass, and together with its administrator destroys its local backups",
    who: "vault custodian and administrator of payments-prod",
    changesNothing: false,
    attempts: [
      ...as(
        "custodian",
        onVault(inPayments("vaultCustodian"), place, "orders", {
          unlock: null,
          putPolicy: ["OnlyPipelineChangesThis", "VaultPolicies"],
          deletePolicy: null,
          deletePoint: policyOf(dutyRole("vaultCustodian"), "DestroysNothing"),
          shortenPoint: policyOf(dutyRole("vaultCustodian"), "DestroysNothing"),
        }),
      ),
      ...as("administrator", [
        done("delete every recovery point", (world) =>
          emptyVault(world, administrator(world.account("payments-prod"))),
        ),
      ]),
    ],
    left,
    returns: [{ victim: "orders", into: "storefront-prod" }],
    note: "Two people, one of them with a hardware key. An armed compliance lock would stop them",
  },
  {
    id: "custodian-without-mfa",
    what: "Somebody has the password of a custodian, but not the hardware key",
    who: "custodian-1 without MFA; then with it",
    changesNothing: true,
    attempts: [
      ...(["payments-prod", "central prod"] as const).map((where) =>
        refused(`take ${dutyRole("vaultCustodian")} of ${where} without MFA`, nothing, (world) =>
          takeRole(world.cloud, personOf(world.estate, "vaultCustodian"), custodianArn(world, where)),
        ),
      ),
      refused("take it as the person who restores, with MFA", nothing, (world) =>
        takeRole(world.cloud, withMfa(personOf(world.estate, "restoreOperator")), custodianArn(world, "central prod")),
      ),
      refused("take it as an administrator of the shared account, with MFA", nothing, (world) =>
        takeRole(
          world.cloud,
          withMfa(administrator(world.estate.shared.accountId)),
          custodianArn(world, "central prod"),
        ),
      ),
      done("take it as custodian-1 with MFA", (world) =>
        takeRole(world.cloud, withMfa(personOf(world.estate, "vaultCustodian")), custodianArn(world, "central prod")),
      ),
    ],
    left,
  },
  {
    id: "policy-admin-beyond",
    what: "A policy admin does more than to change backup policies",
    who: "policy admin",
    changesNothing: true,
    attempts: [
      refused("detach the guardrails", /PolicyType|nothing allows it|nor delegated/, async (world) => {
        const { organizations } = world.cloud;
        const management = rootUser(world.estate.organization.managementAccountId);
        const { Policies = [] } = await organizations.listPolicies(management, { Filter: "SERVICE_CONTROL_POLICY" });
        const guardrails = Policies.find(({ Name }) => Name === `${prefix}-guardrails`);
        return organizations.detachPolicy(policyAdmin(world), {
          PolicyId: guardrails?.Id,
          TargetId: world.estate.organization.rootId,
        });
      }),
      refused("give the delegation to somebody else", /nothing allows it|nor delegated/, (world) =>
        world.cloud.organizations.putResourcePolicy(policyAdmin(world), { Content: JSON.stringify(allowEverything) }),
      ),
      refused("switch copies between accounts off", nothing, (world) =>
        world.cloud.backup.updateGlobalSettings(policyAdmin(world), "eu-west-2", {
          GlobalSettings: { isCrossAccountBackupEnabled: "false" },
        }),
      ),
      ...(
        [
          [dutyRole("vaultCustodian"), nothing],
          [dutyRole("restoreOperator"), nothing],
        ] as const
      ).map(([name, because]) =>
        refused(`take ${name} of central prod`, because, (world) =>
          takeRole(world.cloud, policyAdmin(world), roleArn(world.estate.central.prod.accountId, name)),
        ),
      ),
    ],
    left,
  },
];

const policyAdmin: Who = ({ estate }) => dutyIn(estate.shared.accountId, "policyAdmin");
const custodianArn = (world: DisasterWorld, where: "payments-prod" | "central prod") =>
  roleArn(
    where === "central prod" ? world.estate.central.prod.accountId : world.account(where),
    dutyRole("vaultCustodian"),
  );
