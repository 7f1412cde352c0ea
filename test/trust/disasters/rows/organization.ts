import {
  backupRole,
  centralVault,
  copyBackRole,
  dutyRole,
  hubApplyRole,
  hubPlanRole,
  localVault,
  prefix,
  reachInRole,
} from "../../../../src/names.ts";
import { keyTarget } from "../../../emulator/model/backup/key-target.ts";
import { vaultArn, vaultTarget } from "../../../emulator/model/backup/vault.ts";
import { dayMs } from "../../../emulator/model/clock.ts";
import type { Cloud } from "../../../emulator/model/cloud.ts";
import type { DisasterWorld } from "../../organization/disaster-world.ts";
import { inEnvironment, takeHubRole } from "../../organization/hub-role.ts";
import { administrator, dutyIn, outsideAccount, roleArn, rootUser } from "../../organization/people.ts";
import { copyTo, emptyVault } from "../support/backup-requests.ts";
import { as, type Disaster, done, nothing, refused, type Who } from "../support/disaster.ts";
import { everythingFor, takeRole, updateTrust } from "../support/iam-requests.ts";
import { afterGrace, detachGuardrails } from "./central.ts";

const management: Who = ({ estate }) => rootUser(estate.organization.managementAccountId);
const policyAdmin: Who = ({ estate }) => dutyIn(estate.shared.accountId, "policyAdmin");
const stranger: Who = () => administrator(outsideAccount);
const centralProd = ({ estate }: DisasterWorld) => estate.central.prod.accountId;
const left = { orders: { kind: "central" }, invoices: { kind: "central" }, uploads: { kind: "central" } } as const;
const fiveDaysOld = {
  orders: { kind: "central", atMostDays: 6 },
  invoices: { kind: "central", atMostDays: 7 },
  uploads: { kind: "central", atMostDays: 7 },
} as const;
const longer = "a monthly rule, as silver has one";
/** The newest that is left was made on the first of the month. */
const monthly = { kind: "central", atMostDays: 55 } as const;
const pass =
  (days: number) =>
  async ({ cloud }: { readonly cloud: Cloud }) =>
    cloud.advance(days * dayMs);

const switchOff = done("switch copies between accounts off", (world) =>
  world.cloud.backup.updateGlobalSettings(management(world), "eu-west-2", {
    GlobalSettings: { isCrossAccountBackupEnabled: "false" },
  }),
);

/** Who manages an account of the organization from its management account becomes whoever they like in it. */
async function emptyCentral(world: DisasterWorld): Promise<void> {
  const { accountId, regions } = world.estate.central.prod;
  const custodianArn = roleArn(accountId, dutyRole("vaultCustodian"));
  const boss = administrator(accountId);
  await updateTrust(world.cloud, boss, custodianArn, everythingFor(boss.arn));
  const custodian = await takeRole(world.cloud, boss, custodianArn);
  for (const region of regions) {
    const vault = { BackupVaultName: centralVault("prod") };
    await world.cloud.backup.deleteBackupVaultAccessPolicy(custodian, region, vault);
    await world.cloud.backup.deleteBackupVaultLockConfiguration(custodian, region, vault);
    const points = world.cloud.backup
      .recoveryPoints()
      .filter((one) => one.accountId === accountId && one.region === region);
    for (const { arn: RecoveryPointArn } of points) {
      await world.cloud.backup.deleteRecoveryPoint(boss, region, { ...vault, RecoveryPointArn });
    }
  }
}

async function detachPolicies(world: DisasterWorld): Promise<void> {
  const { organizations } = world.cloud;
  const { Policies = [] } = await organizations.listPolicies(policyAdmin(world), { Filter: "BACKUP_POLICY" });
  for (const { Id: PolicyId } of Policies) {
    const { Targets = [] } = await organizations.listTargetsForPolicy(policyAdmin(world), { PolicyId });
    for (const { TargetId } of Targets) {
      await organizations.detachPolicy(policyAdmin(world), { PolicyId, TargetId });
    }
  }
}

/** Every lifecycle of a policy for one day, and none in cold storage. */
const keptForADay = (key: string, value: unknown) =>
  key === "lifecycle" ? { delete_after_days: { "@@assign": "1" } } : value;

/** Keeps everything for a day only, here and there. */
async function shortenPolicies(world: DisasterWorld): Promise<void> {
  const { organizations } = world.cloud;
  const { Policies = [] } = await organizations.listPolicies(policyAdmin(world), { Filter: "BACKUP_POLICY" });
  for (const { Id: PolicyId } of Policies) {
    const { Policy } = await organizations.describePolicy(policyAdmin(world), { PolicyId });
    const changed = JSON.stringify(JSON.parse(Policy?.Content ?? "{}"), keptForADay);
    await organizations.updatePolicy(policyAdmin(world), { PolicyId, Content: changed });
  }
}

/** What is tried from where the organization is run, from the other class, and from outside. */
export const organizationRows: readonly Disaster[] = [
  {
    id: "policies-detached",
    what: "Every backup policy is detached, and nobody notices for 40 days",
    who: "policy admin",
    changesNothing: false,
    attempts: [done("detach them all", detachPolicies)],
    meanwhile: "40 days pass",
    lossAt: "end",
    afterwards: pass(40),
    left: {
      orders: monthly,
      invoices: monthly,
      stock: monthly,
      uploads: { kind: "none", why: "bronze keeps copies for 35 days", instead: longer, local: false },
    },
    returns: [{ victim: "orders" }, { victim: "stock" }],
    note: "Drift reports it the next day. What is stored keeps its own retention",
  },
  {
    id: "policies-shortened",
    what: "Every backup policy is changed to keep backups for one day, and nobody notices for 5 days",
    who: "policy admin",
    changesNothing: false,
    attempts: [done("change them all", shortenPolicies)],
    meanwhile: "5 days pass",
    lossAt: "end",
    afterwards: pass(5),
    left: fiveDaysOld,
    returns: [{ victim: "orders" }],
    note: "What is stored keeps its own retention; locks refuse new jobs below their minimum, and each alerts",
  },
  {
    id: "nonprod-reaches-prod",
    what: "A non-prod account reaches for prod",
    who: "administrator of sandbox; central non-prod's administrator and restore operator",
    changesNothing: true,
    attempts: [
      ...(
        [
          ["central prod", (world) => vaultArn(centralProd(world), "eu-west-2", centralVault("prod"))],
          ["payments-prod", (world) => vaultArn(world.account("payments-prod"), "eu-west-2", localVault)],
        ] as readonly [string, (world: DisasterWorld) => string][]
      ).map(([where, arn]) =>
        refused(`copy a backup into ${where}`, "RolesThatCopy", (world) =>
          copyTo(
            world,
            administrator(world.account("payments-dev")),
            { name: "trials", region: "eu-west-2", role: backupRole },
            arn(world),
          ),
        ),
      ),
      refused("copy one out of central non-prod into payments-prod", nothing, (world) =>
        copyTo(
          world,
          dutyIn(world.estate.central.nonprod.accountId, "restoreOperator"),
          { name: "trials", region: "eu-west-2", role: copyBackRole },
          vaultArn(world.account("payments-prod"), "eu-west-2", localVault),
        ),
      ),
      ...[
        (world: DisasterWorld) => administrator(world.account("sandbox")),
        (world: DisasterWorld) => administrator(world.estate.central.nonprod.accountId),
        (world: DisasterWorld) => dutyIn(world.estate.central.nonprod.accountId, "restoreOperator"),
      ].map((who, index) =>
        refused(
          `take ${reachInRole("prod")} as ${["sandbox's administrator", "central non-prod's administrator", "its restore operator"][index]}`,
          nothing,
          (world) => takeRole(world.cloud, who(world), roleArn(world.account("payments-prod"), reachInRole("prod"))),
        ),
      ),
    ],
    left,
  },
  {
    id: "prod-reaches-nonprod",
    what: "A prod account reaches for non-prod",
    who: "administrator of payments-prod; central prod's administrator",
    changesNothing: true,
    attempts: [
      ...(
        [
          [
            "central non-prod",
            ({ estate }) => vaultArn(estate.central.nonprod.accountId, "eu-west-2", centralVault("nonprod")),
          ],
          ["sandbox", (world) => vaultArn(world.account("sandbox"), "eu-west-2", localVault)],
        ] as readonly [string, (world: DisasterWorld) => string][]
      ).map(([where, arn]) =>
        refused(`copy a backup into ${where}`, "RolesThatCopy", (world) =>
          copyTo(
            world,
            administrator(world.account("payments-prod")),
            { name: "invoices", region: "eu-west-2", role: backupRole },
            arn(world),
          ),
        ),
      ),
      refused("take the role that reaches into sandbox", nothing, (world) =>
        takeRole(
          world.cloud,
          administrator(centralProd(world)),
          roleArn(world.account("sandbox"), reachInRole("nonprod")),
        ),
      ),
    ],
    left: { mockups: { kind: "central" }, trials: { kind: "central" } },
  },
  {
    id: "stranger",
    what: "Somebody outside the organization tries to get in",
    who: "administrator of an account of another organization",
    changesNothing: true,
    attempts: [
      ...[
        (world: DisasterWorld) => roleArn(centralProd(world), dutyRole("vaultCustodian")),
        (world: DisasterWorld) => roleArn(centralProd(world), dutyRole("restoreOperator")),
        (world: DisasterWorld) => roleArn(world.account("payments-prod"), reachInRole("prod")),
        (world: DisasterWorld) => roleArn(world.account("payments-prod"), `${prefix}-pipeline-apply`),
      ].map((arn, index) =>
        refused(
          `take ${["central's custodian", "central's restore operator", "the role that reaches in", "the pipeline's role"][index]}`,
          nothing,
          (world) => takeRole(world.cloud, stranger(world), arn(world)),
        ),
      ),
      refused("copy something into central prod", nothing, (world) =>
        world.cloud.access.require(
          stranger(world),
          "backup:CopyIntoBackupVault",
          vaultTarget(world.vault(centralProd(world), "eu-west-2")),
        ),
      ),
      refused("decrypt with a central key", nothing, (world) =>
        world.cloud.access.require(
          stranger(world),
          "kms:Decrypt",
          keyTarget(world.key(centralProd(world), "eu-west-2")),
        ),
      ),
      refused("read or detach a policy", "not a member", (world) =>
        world.cloud.organizations.listPolicies(stranger(world), { Filter: "BACKUP_POLICY" }),
      ),
      ...[hubPlanRole, hubApplyRole("central-prod")].map((name) =>
        refused(`take ${name} from a repository of their own`, nothing, (world) =>
          takeHubRole(world, { ...inEnvironment("central-prod"), repository: "stranger/backup" }, name),
        ),
      ),
    ],
    left,
  },
  {
    id: "copies-switched-off",
    what: "Copies between accounts are switched off for 5 days",
    who: "management account",
    changesNothing: false,
    attempts: [switchOff],
    meanwhile: "5 days pass, then the switch is put back",
    lossAt: "end",
    afterwards: async (world) => {
      await world.cloud.advance(5 * dayMs);
      await world.cloud.backup.updateGlobalSettings(management(world), "eu-west-2", {
        GlobalSettings: { isCrossAccountBackupEnabled: "true" },
      });
    },
    left: fiveDaysOld,
    returns: [{ victim: "orders" }],
    note: "Every failed copy alerts from the first night on. Without the switch nothing comes back either",
  },
  {
    id: "account-removed",
    what: "The management account removes an application account, whose administrator then destroys its local backups",
    who: "management account and administrator of payments-prod",
    changesNothing: false,
    attempts: [
      ...as("management account", [
        done("remove the account from the organization", (world) =>
          world.cloud.organizations.removeAccountFromOrganization(management(world), {
            AccountId: world.account("payments-prod"),
          }),
        ),
      ]),
      ...as("administrator", [
        refused("delete every local recovery point", "NobodyDeletesOrShortens", (world) =>
          emptyVault(world, administrator(world.account("payments-prod"))),
        ),
        done(`let themselves into ${dutyRole("vaultCustodian")}, remove lock and policy`, async (world) => {
          const somebody = administrator(world.account("payments-prod"));
          const custodianArn = roleArn(somebody.accountId, dutyRole("vaultCustodian"));
          await updateTrust(world.cloud, somebody, custodianArn, everythingFor(somebody.arn));
          const custodian = await takeRole(world.cloud, somebody, custodianArn);
          const vault = { BackupVaultName: localVault };
          await world.cloud.backup.deleteBackupVaultLockConfiguration(custodian, "eu-west-2", vault);
          await world.cloud.backup.deleteBackupVaultAccessPolicy(custodian, "eu-west-2", vault);
        }),
        done("delete every local recovery point then", (world) =>
          emptyVault(world, administrator(world.account("payments-prod"))),
        ),
        refused("take a role of central prod", nothing, (world) =>
          takeRole(
            world.cloud,
            administrator(world.account("payments-prod")),
            roleArn(centralProd(world), dutyRole("restoreOperator")),
          ),
        ),
      ]),
    ],
    left,
    returns: [{ victim: "orders", into: "storefront-prod" }],
    note: "Outside, no guardrail binds it; an armed compliance lock would",
  },
  {
    id: "central-closed",
    what: "The management account closes a central account, and nobody reopens it",
    who: "management account",
    changesNothing: false,
    attempts: [
      done("close central prod", (world) =>
        world.cloud.organizations.closeAccount(management(world), { AccountId: centralProd(world) }),
      ),
    ],
    meanwhile: "91 days pass",
    lossAt: "end",
    afterwards: pass(91),
    left: {
      orders: {
        kind: "none",
        why: "the account is gone",
        instead: "a management account that nobody uses alone; AWS reopens the account within 90 days",
        local: true,
      },
      uploads: {
        kind: "none",
        why: "the account is gone",
        instead: "a management account that nobody uses alone; AWS reopens the account within 90 days",
        local: true,
      },
    },
    returns: [{ victim: "orders", isLocal: true }],
    note: "No policy of the organization binds its management account. Copies fail, and alert; local backups go on",
  },
  {
    id: "management-goes-rogue",
    what: "The management account detaches the guardrails, enters central and empties it, where the lock is a governance lock",
    who: "management account, as administrator of every account",
    changesNothing: false,
    attempts: [
      done("detach the guardrails", detachGuardrails),
      done("become custodian, unlock, delete everything", emptyCentral),
    ],
    left: {
      orders: { kind: "none", why: "a governance lock gives way", instead: "a compliance lock", local: true },
      uploads: { kind: "none", why: "a governance lock gives way", instead: "a compliance lock", local: true },
    },
    returns: [{ victim: "orders", isLocal: true }],
    note: "Local backups it can destroy in the same way",
  },
  {
    id: "management-goes-rogue-compliance",
    what: "The same where central's lock is an armed compliance lock",
    who: "management account, as administrator of every account",
    world: { estate: afterGrace },
    changesNothing: false,
    attempts: [
      done("detach the guardrails", detachGuardrails),
      refused("become custodian, unlock, delete everything", "can no longer be changed or removed", emptyCentral),
    ],
    left,
    returns: [{ victim: "orders" }],
    note: "Closing the account is what remains to it: 90 days to have it reopened",
  },
];
