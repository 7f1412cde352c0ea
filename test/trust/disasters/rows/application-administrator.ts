import {
  backupRole,
  boundaryOf,
  centralVault,
  dutyRole,
  localVault,
  pipelineApplyRole,
  prefix,
  reachInRole,
  restoreRole,
} from "../../../../src/names.ts";
import { keyTarget } from "../../../emulator/model/backup/key-target.ts";
import { recoveryPointTarget } from "../../../emulator/model/backup/recovery-point.ts";
import { serviceLinkedRoleArn } from "../../../emulator/model/backup/service-linked-role.ts";
import { vaultArn, vaultTarget } from "../../../emulator/model/backup/vault.ts";
import { allowEverything } from "../../../emulator/model/policy-document.ts";
import { strangersVault } from "../../organization/disaster-world.ts";
import { administrator, classlessAccount, outsideAccount, roleArn, rootUser } from "../../organization/people.ts";
import { copyTo, inAccount, onVault } from "../support/backup-requests.ts";
import { type Attempt, type Disaster, nothing, refused, type Who } from "../support/disaster.ts";
import {
  attachRolePolicy,
  createRole,
  deleteBoundaryOf,
  deleteRole,
  deleteServiceLinkedRole,
  detachRolePolicies,
  everythingFor,
  putRolePolicy,
  replacePolicy,
  runAs,
  takeRole,
  updateTrust,
} from "../support/iam-requests.ts";
import { deleteAliases, disableKey, putKeyPolicy, scheduleKeyDeletion } from "../support/kms-requests.ts";

const payments: Who = (world) => administrator(world.account("payments-prod"));
const storefrontRoot: Who = (world) => rootUser(world.account("storefront-prod"));
const paymentsPlace = inAccount("payments-prod");
const guard = (sid: string) => `service control policy ${prefix}-guardrails: ${sid}`;
const vaultSays = (sid: string, vault = localVault) => `vault policy of ${vault}: ${sid}`;
const keySays = (sid: string) => `key policy of alias/${prefix}-local: ${sid}`;

const stay = vaultSays("NobodyDeletesOrShortens");
const onLocalVault = {
  deletePoint: stay,
  shortenPoint: stay,
  giveUpPoint: stay,
  deleteVault: [stay, guard("Vaults")],
  unlock: [vaultSays("OnlyCustodianUnlocks"), guard("Vaults")],
  putLock: [vaultSays("OnlyPipelineLocks"), guard("Locks")],
  putPolicy: [vaultSays("OnlyPipelineChangesThis"), guard("VaultPolicies")],
  deletePolicy: [vaultSays("OnlyCustodianUnlocks"), guard("Vaults")],
} as const;

const left = { orders: { kind: "central" }, invoices: { kind: "central" }, uploads: { kind: "central" } } as const;

/** Somebody's own role for AWS Backup, with every permission that an account can give. */
const ownRole = "team-AWSBackup";

const copiesOut = (who: string, role: string): readonly Attempt[] =>
  (
    [
      ["a stranger's vault in the organization", () => strangersVault(classlessAccount)],
      ["a stranger's vault outside of it", () => strangersVault(outsideAccount)],
      [
        "central non-prod",
        ({ estate }) => vaultArn(estate.central.nonprod.accountId, "eu-west-2", centralVault("nonprod")),
      ],
      ["another prod account", (world) => vaultArn(world.account("storefront-prod"), "eu-west-2", localVault)],
      ["a non-prod account", (world) => vaultArn(world.account("sandbox"), "eu-west-2", localVault)],
      ["a vault of their own beside it", (world) => vaultArn(world.account("payments-prod"), "eu-west-2", "team")],
    ] as readonly (readonly [string, (world: Parameters<Who>[0]) => string])[]
  ).map(([where, arn]) => ({
    ...refused(
      `copy a backup to ${where}`,
      // a role of Lockstep's they can't hand on; another organization AWS refuses before it looks at a vault's policy
      role !== ownRole
        ? guard("RolesThatCopy")
        : where.endsWith("outside of it")
          ? "member of the same organization"
          : vaultSays("CopiesGoNowhereElse"),
      async (world) => {
        const caller = payments(world);
        if (role === ownRole) await makeOwnRole(world);
        const isThere = world.cloud.backup.vaults().some(({ arn: one }) => one === arn(world));
        if (!isThere) await world.cloud.backup.createBackupVault(caller, "eu-west-2", { BackupVaultName: "team" });
        return copyTo(world, caller, { name: "invoices", region: "eu-west-2", role }, arn(world));
      },
    ),
    as: `with ${who}`,
  }));

async function makeOwnRole(world: Parameters<Who>[0]) {
  const caller = payments(world);
  const arn = roleArn(caller.accountId, ownRole);
  if (world.cloud.iam.role(arn)) return;
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
  } as const;
  await createRole(world.cloud, caller, { name: ownRole, trust });
  await putRolePolicy(world.cloud, caller, arn, allowEverything);
}

const own = (name: string) => (world: Parameters<Who>[0]) => roleArn(world.account("payments-prod"), name);

/** What the administrator of an application account tries, and what an account's own policies could ever allow. */
export const applicationAdministratorRows: readonly Disaster[] = [
  {
    id: "administrator-deletes-backups",
    what: "An application account's administrator attacks its locked local vault",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: onVault(payments, paymentsPlace, "orders", onLocalVault),
    left,
  },
  {
    id: "root-user-deletes-backups",
    what: "An application account's root user attacks its local vault, which has no lock",
    who: "root user of storefront-prod",
    changesNothing: true,
    attempts: onVault(storefrontRoot, inAccount("storefront-prod"), "carts", onLocalVault),
    left: { carts: { kind: "central" }, catalogue: { kind: "central" } },
  },
  {
    id: "administrator-destroys-key",
    what: "An application account's administrator attacks the key of its local vault",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [
      ...(
        [
          ["schedule its deletion", scheduleKeyDeletion, "NobodyDestroys", "Keys"],
          ["disable it", disableKey, "NobodyDestroys", "Keys"],
          [
            "change its policy",
            (cloud, caller, arn) => putKeyPolicy(cloud, caller, arn, allowEverything),
            "OnlyPipelineOrCustodianChangesThis",
            "KeyPolicies",
          ],
        ] as readonly [string, typeof disableKey, string, string][]
      ).map(([what, request, sid, guarded]) =>
        refused(what, [keySays(sid), guard(guarded)], (world) => {
          const { accountId, region } = paymentsPlace(world);
          return request(world.cloud, payments(world), world.key(accountId, region).arn);
        }),
      ),
      refused("take its alias away, by which policies know it", guard("KeyAliases"), (world) => {
        const { accountId, region } = paymentsPlace(world);
        return deleteAliases(world.cloud, payments(world), world.key(accountId, region).arn);
      }),
    ],
    left,
  },
  {
    id: "administrator-destroys-roles",
    what: "An application account's administrator attacks the roles that AWS Backup works with",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [
      refused("delete the roles for backup and restore", guard("Roles"), async (world) => {
        await deleteRole(world.cloud, payments(world), own(backupRole)(world));
      }),
      refused("take the restore role's permissions away", guard("Roles"), (world) =>
        detachRolePolicies(world.cloud, payments(world), own(restoreRole)(world)),
      ),
      refused("add a denial to the backup role", guard("Roles"), (world) =>
        putRolePolicy(world.cloud, payments(world), own(backupRole)(world), {
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
        }),
      ),
      refused("take AWS Backup out of the backup role's trust", guard("Roles"), (world) =>
        updateTrust(world.cloud, payments(world), own(backupRole)(world), { Version: "2012-10-17", Statement: [] }),
      ),
      refused("delete AWS Backup's service-linked role", guard("ServiceLinkedRoles"), (world) =>
        deleteServiceLinkedRole(world.cloud, payments(world), serviceLinkedRoleArn(world.account("payments-prod"))),
      ),
    ],
    left,
  },
  {
    id: "administrator-becomes-exempt",
    what: "An application account's administrator tries to become somebody whom the guardrails let through",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [
      refused("make a role of Lockstep's name", guard("Roles"), (world) =>
        createRole(world.cloud, payments(world), { name: "lockstep-mine", trust: everythingFor(payments(world).arn) }),
      ),
      refused("make it with a boundary of Lockstep's", guard("Roles"), (world) =>
        createRole(world.cloud, payments(world), {
          name: "lockstep-mine",
          trust: everythingFor(payments(world).arn),
          boundaryArn: `arn:aws:iam::${world.account("payments-prod")}:policy/${boundaryOf(backupRole)}`,
        }),
      ),
      refused("make a role of the name that StackSets deploy with", guard("StackSetRoles"), (world) =>
        createRole(world.cloud, payments(world), {
          name: "stacksets-exec-0123456789abcdef",
          trust: everythingFor(payments(world).arn),
        }),
      ),
      ...[
        dutyRole("vaultCustodian"),
        pipelineApplyRole("app-prod"),
        dutyRole("restoreOperator"),
        reachInRole("prod"),
      ].map((name) =>
        refused(`take ${name}`, nothing, (world) => takeRole(world.cloud, payments(world), own(name)(world))),
      ),
      refused("let themselves into lockstep-vault-custodian", guard("Roles"), (world) =>
        updateTrust(
          world.cloud,
          payments(world),
          own(dutyRole("vaultCustodian"))(world),
          everythingFor(payments(world).arn),
        ),
      ),
      refused("make lockstep-restore-operator an administrator", guard("Roles"), (world) =>
        attachRolePolicy(
          world.cloud,
          payments(world),
          own(dutyRole("restoreOperator"))(world),
          "arn:aws:iam::aws:policy/AdministratorAccess",
        ),
      ),
      refused("take a role's boundary away", guard("Roles"), (world) =>
        deleteBoundaryOf(world.cloud, payments(world), own(backupRole)(world)),
      ),
      refused("put another text into a boundary", guard("Roles"), (world) =>
        replacePolicy(world.cloud, payments(world), boundaryOf(backupRole), allowEverything),
      ),
      refused("run code of their own as the backup role", guard("RolesThatCopy"), (world) =>
        runAs(world.cloud, payments(world), own(backupRole)(world), "lambda.amazonaws.com"),
      ),
    ],
    left,
  },
  {
    id: "administrator-copies-out",
    what: "An application account's administrator copies backups out, to where they could be read or deleted",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [...copiesOut("Lockstep's role", backupRole), ...copiesOut("a role of their own", ownRole)],
    left,
  },
  {
    id: "administrator-enters-central",
    what: "An application account's administrator tries to act in the central accounts",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [
      ...(["prod", "nonprod"] as const).flatMap((cls): readonly Attempt[] => {
        const central = ({ estate }: Parameters<Who>[0]) => estate.central[cls].accountId;
        return [
          ...[dutyRole("vaultCustodian"), dutyRole("restoreOperator"), pipelineApplyRole(`central-${cls}`)].map(
            (name) =>
              refused(`take ${name} of central ${cls}`, nothing, (world) =>
                takeRole(world.cloud, payments(world), roleArn(central(world), name)),
              ),
          ),
          refused(`read, delete or unlock something in central ${cls}`, nothing, async (world) => {
            const vault = world.vault(central(world), "eu-west-2");
            const point = world.point(cls === "prod" ? "orders" : "trials", central(world), "eu-west-2");
            const asked = [
              ["backup:DescribeRecoveryPoint", recoveryPointTarget(point, vault)],
              ["backup:StartRestoreJob", recoveryPointTarget(point, vault)],
              ["backup:DeleteRecoveryPoint", recoveryPointTarget(point, vault)],
              ["backup:PutBackupVaultAccessPolicy", vaultTarget(vault)],
              ["backup:DeleteBackupVaultLockConfiguration", vaultTarget(vault)],
            ] as const;
            return firstAllowed(world, asked);
          }),
          refused(`decrypt with the key of central ${cls}`, nothing, (world) =>
            world.cloud.access.require(
              payments(world),
              "kms:Decrypt",
              keyTarget(world.key(central(world), "eu-west-2")),
            ),
          ),
        ];
      }),
      refused("delete a central recovery point by its ARN", "does not exist", (world) => {
        const { accountId } = world.estate.central.prod;
        return world.cloud.backup.deleteRecoveryPoint(payments(world), "eu-west-2", {
          BackupVaultName: centralVault("prod"),
          RecoveryPointArn: world.point("orders", accountId, "eu-west-2").arn,
        });
      }),
      refused("make a vault of a central vault's name, to catch copies", guard("VaultNames"), (world) =>
        world.cloud.backup.createBackupVault(payments(world), "eu-west-2", { BackupVaultName: centralVault("prod") }),
      ),
    ],
    left,
  },
  {
    id: "administrator-leaves",
    what: "An application account's administrator takes it out of the organization, where no guardrail would bind it",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [
      refused("leave the organization", guard("NobodyLeaves"), (world) =>
        world.cloud.organizations.leaveOrganization(payments(world)),
      ),
    ],
    left,
  },
  {
    id: "administrator-changes-policies",
    what: "An application account's administrator reads and edits the organization's policies",
    who: "administrator of payments-prod",
    changesNothing: true,
    attempts: [
      ...(
        [
          ["read a backup policy", "describePolicy"],
          ["change one", "updatePolicy"],
          ["detach one", "detachPolicy"],
          ["delete one", "deletePolicy"],
        ] as const
      ).map(([what, method]) =>
        refused(what, /nothing allows it|nor delegated/, async (world) => {
          const { organizations } = world.cloud;
          const { accountId: shared } = world.estate.shared;
          const { Policies } = await organizations.listPolicies(rootUser(shared), { Filter: "BACKUP_POLICY" });
          const PolicyId = Policies?.[0]?.Id;
          const input = { PolicyId, TargetId: world.account("payments-prod"), Content: "{}" };
          return organizations[method](payments(world), input);
        }),
      ),
      refused("write one of their own", /nothing allows it|nor delegated/, (world) =>
        world.cloud.organizations.createPolicy(payments(world), {
          Name: "mine",
          Type: "BACKUP_POLICY",
          Description: "",
          Content: "{}",
        }),
      ),
      refused("take the shared account's policy admin", nothing, (world) =>
        takeRole(world.cloud, payments(world), roleArn(world.estate.shared.accountId, dutyRole("policyAdmin"))),
      ),
    ],
    left,
  },
];

/** The first that AWS would do; if none, what it says to the first. */
async function firstAllowed(
  world: Parameters<Who>[0],
  asked: readonly (readonly [string, Parameters<typeof world.cloud.access.require>[2]])[],
): Promise<void> {
  const caller = payments(world);
  for (const [action, target] of asked) {
    const { allowed } = await world.cloud.access.verdict(caller, action, target);
    if (allowed) return;
  }
  const [first] = asked;
  if (first) await world.cloud.access.require(caller, first[0], first[1]);
}
