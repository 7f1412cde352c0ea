import {
  backupRole,
  boundaryOf,
  centralVault,
  copyBackRole,
  dutyRole,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  pipelineApplyRole,
  pipelinePlanRole,
  prefix,
  type Scope,
} from "../../../../src/names.ts";
import { hourMs } from "../../../emulator/model/clock.ts";
import { allowEverything } from "../../../emulator/model/policy-document.ts";
import type { DisasterWorld } from "../../organization/disaster-world.ts";
import { inEnvironment, ofPullRequest, onMain, takeHubRole, type Workflow } from "../../organization/hub-role.ts";
import { administrator, roleArn, roleOf, rootUser } from "../../organization/people.ts";
import { emptyVault, inAccount, inCentral, onVault, openTo, type Where } from "../support/backup-requests.ts";
import { type Attempt, type Disaster, done, nothing, refused, type Who } from "../support/disaster.ts";
import {
  createRole,
  deleteRole,
  everythingFor,
  putRolePolicy,
  replacePolicy,
  takeRole,
  updateTrust,
} from "../support/iam-requests.ts";
import { deleteAliases, disableKey, putKeyPolicy, scheduleKeyDeletion } from "../support/kms-requests.ts";

const own = (sid: string) => `inline policy permissions of ${pipelineApplyRole("app-prod")}: ${sid}`;
const guard = (sid: string) => `service control policy ${prefix}-guardrails: ${sid}`;
const left = { orders: { kind: "central" }, invoices: { kind: "central" }, uploads: { kind: "central" } } as const;

/** The newest that is left was made on the first of the month. */
const monthly = { kind: "central", atMostDays: 55 } as const;

const enter = (
  what: string,
  workflow: Workflow,
  hub: string,
  role: (world: DisasterWorld) => string,
  because?: string | RegExp,
) => {
  const attempt = async (world: DisasterWorld) =>
    takeRole(world.cloud, await takeHubRole(world, workflow, hub), role(world));
  return because === undefined ? done(what, attempt) : refused(what, because, attempt);
};

const applyIn =
  (where: Where): Who =>
  (world) =>
    roleOf(where(world).accountId, pipelineApplyRole("app-prod"));
const planIn =
  (where: Where): Who =>
  (world) =>
    roleOf(where(world).accountId, pipelinePlanRole);
const at = (accountOf: (world: DisasterWorld) => string, name: string) => (world: DisasterWorld) =>
  roleArn(accountOf(world), name);
const centralProd = ({ estate }: DisasterWorld) => estate.central.prod.accountId;
const payments = (world: DisasterWorld) => world.account("payments-prod");
const sandbox = (world: DisasterWorld) => world.account("sandbox");

/** What the pipeline's apply role is denied whatever a merged change asks it to do. */
function applyCannot(where: Where, victim: "orders"): readonly Attempt[] {
  const who = applyIn(where);
  const key = (world: DisasterWorld) => {
    const { accountId, region } = where(world);
    return world.key(accountId, region).arn;
  };
  const role = (world: DisasterWorld, name: string) => roleArn(where(world).accountId, name);
  return [
    ...onVault(who, where, victim, {
      deletePoint: own("BackupsStay"),
      shortenPoint: own("BackupsStay"),
      deleteVault: own("BackupsStay"),
      unlock: own("BackupsStay"),
      deletePolicy: own("BackupsStay"),
    }),
    refused("schedule the deletion of the vault's key", own("BackupsStay"), (world) =>
      scheduleKeyDeletion(world.cloud, who(world), key(world)),
    ),
    refused("disable it", own("BackupsStay"), (world) => disableKey(world.cloud, who(world), key(world))),
    refused("take its alias away", own("BackupsStay"), (world) => deleteAliases(world.cloud, who(world), key(world))),
    refused("let itself into lockstep-vault-custodian", own("PowersStay"), (world) =>
      updateTrust(world.cloud, who(world), role(world, dutyRole("vaultCustodian")), everythingFor(who(world).arn)),
    ),
    refused("make itself more powerful", own("PowersStay"), (world) =>
      putRolePolicy(world.cloud, who(world), who(world).arn, allowEverything),
    ),
    refused("put another text into the boundary", own("PowersStay"), (world) =>
      replacePolicy(world.cloud, who(world), boundaryOf(copyBackRole), allowEverything),
    ),
    refused("make a role without the boundary", nothing, (world) =>
      createRole(world.cloud, who(world), { name: "lockstep-new", trust: everythingFor(who(world).arn) }),
    ),
    refused("delete a role", nothing, (world) =>
      deleteRole(world.cloud, who(world), role(world, dutyRole("restoreOperator"))),
    ),
  ];
}

const putLock = (
  where: Where,
  what: string,
  sid: string,
  lock: { MinRetentionDays?: number; MaxRetentionDays?: number; ChangeableForDays?: number },
) =>
  refused(what, own(sid), (world) =>
    world.cloud.backup.putBackupVaultLockConfiguration(applyIn(where)(world), where(world).region, {
      BackupVaultName: world.vault(where(world).accountId, where(world).region).name,
      ...lock,
    }),
  );

/** The pipeline, turned against what it deploys: from a pull request, and by a change that was merged. */
export const pipelineRows: readonly Disaster[] = [
  {
    id: "pull-request",
    what: "A pull request runs whatever its author likes",
    who: "workflow of a pull request",
    changesNothing: true,
    attempts: [
      enter(`take ${pipelinePlanRole} of payments-prod`, ofPullRequest, hubPlanRole, at(payments, pipelinePlanRole)),
      enter("take it of central prod", ofPullRequest, hubPlanRole, at(centralProd, pipelinePlanRole)),
      enter(
        `take ${pipelineApplyRole("app-prod")} of payments-prod`,
        ofPullRequest,
        hubPlanRole,
        at(payments, pipelineApplyRole("app-prod")),
        nothing,
      ),
      ...[
        hubDeployPlanRole,
        ...(["app-prod", "central-prod", "policies-prod", "shared"] as const).map(hubApplyRole),
      ].map((name) => refused(`take ${name}`, nothing, (world) => takeHubRole(world, ofPullRequest, name))),
      ...onVault(planIn(inAccount("payments-prod")), inAccount("payments-prod"), "orders", {
        deletePoint: "NobodyDeletesOrShortens",
        unlock: "OnlyCustodianUnlocks",
        putPolicy: "OnlyPipelineChangesThis",
        deleteVault: "NobodyDeletesOrShortens",
      }).map((one) => ({ ...one, as: "in payments-prod" })),
      ...onVault(planIn(inCentral("prod")), inCentral("prod"), "orders", {
        deletePoint: "NobodyDeletesOrShortens",
        unlock: "OnlyCustodianUnlocks",
        putPolicy: "OnlyPipelineChangesThis",
      }).map((one) => ({ ...one, as: "in central prod" })),
      refused("look into a recovery point", nothing, (world) => {
        const { accountId, region } = inCentral("prod")(world);
        return world.cloud.backup.getRecoveryPointRestoreMetadata(planIn(inCentral("prod"))(world), region, {
          BackupVaultName: centralVault("prod"),
          RecoveryPointArn: world.point("orders", accountId, region).arn,
        });
      }),
    ],
    left,
  },
  {
    id: "main-plans",
    what: "A merged change makes the planning jobs of the deploying branch do more than to plan",
    who: "workflow on the deploying branch, outside an environment",
    changesNothing: true,
    attempts: [
      enter(`take ${pipelinePlanRole} of payments-prod`, onMain, hubDeployPlanRole, at(payments, pipelinePlanRole)),
      enter(
        `take ${pipelineApplyRole("app-prod")} of it`,
        onMain,
        hubDeployPlanRole,
        at(payments, pipelineApplyRole("app-prod")),
        nothing,
      ),
      ...(["app-prod", "central-prod", "policies-prod"] as const).map((scope) =>
        refused(`take ${hubApplyRole(scope)}`, nothing, (world) => takeHubRole(world, onMain, hubApplyRole(scope))),
      ),
    ],
    left,
  },
  {
    id: "merged-change-in-application",
    what: "A merged change turns the pipeline against an application account",
    who: "workflow in the environment app-prod",
    changesNothing: true,
    attempts: [
      enterByEnvironment("app-prod", "payments-prod", payments),
      enterByEnvironment("app-prod", "central prod", centralProd, /NotTheSpecialAccounts|nothing allows it/),
      enterByEnvironment("app-prod", "sandbox", sandbox, nothing),
      enterByEnvironment("app-nonprod", "payments-prod", payments, nothing),
      ...applyCannot(inAccount("payments-prod"), "orders"),
      putLock(inAccount("payments-prod"), "arm a compliance lock", "ArmingIsAskedFor", {
        MinRetentionDays: 7,
        MaxRetentionDays: 365,
        ChangeableForDays: 3,
      }),
    ],
    left,
  },
  {
    id: "merged-change-in-central",
    what: "A merged change turns the pipeline against a central account",
    who: "workflow in the environment central-prod",
    changesNothing: true,
    attempts: [
      enterByEnvironment("central-prod", "central prod", centralProd),
      enterByEnvironment("central-prod", "payments-prod", payments, nothing),
      ...applyCannot(inCentral("prod"), "orders"),
      putLock(inCentral("prod"), "lower the lock's minimum", "CentralProdMin", {
        MinRetentionDays: 1,
        MaxRetentionDays: 2920,
      }),
      putLock(inCentral("prod"), "leave the minimum out", "CentralNoMin", { MaxRetentionDays: 2920 }),
      putLock(inCentral("prod"), "arm a compliance lock", "ArmingIsAskedFor", {
        MinRetentionDays: 7,
        MaxRetentionDays: 2920,
        ChangeableForDays: 3,
      }),
    ],
    left,
  },
  {
    id: "merged-change-strips-central",
    what: "A merged change strips a central vault and its key of their policies, and somebody waits there",
    who: "workflow in the environment central-prod, with central prod's administrator",
    changesNothing: false,
    attempts: [
      done("open the vault's policy", (world) => openVault(world, inCentral("prod"))),
      done("open the key's policy", (world) => {
        const { accountId, region } = inCentral("prod")(world);
        return putKeyPolicy(
          world.cloud,
          applyIn(inCentral("prod"))(world),
          world.key(accountId, region).arn,
          anybodyOf(accountId),
        );
      }),
      ...onVault((world) => administrator(centralProd(world)), inCentral("prod"), "orders", {
        deletePoint: guard("CentralBackupsStay"),
        shortenPoint: guard("CentralBackupsStay"),
        unlock: guard("Vaults"),
      }).map((one) => ({ ...one, as: "as central's administrator" })),
      refused(
        "delete a recovery point with the pipeline's role",
        [own("BackupsStay"), guard("CentralBackupsStay")],
        (world) => deletePoint(world, applyIn(inCentral("prod"))(world)),
      ),
      refused("schedule the key's deletion as central's administrator", guard("Keys"), (world) => {
        const { accountId, region } = inCentral("prod")(world);
        return scheduleKeyDeletion(world.cloud, administrator(accountId), world.key(accountId, region).arn);
      }),
      refused("schedule it with the pipeline's role", own("BackupsStay"), (world) => {
        const { accountId, region } = inCentral("prod")(world);
        return scheduleKeyDeletion(world.cloud, applyIn(inCentral("prod"))(world), world.key(accountId, region).arn);
      }),
      ...["lockstep-new", backupRole].map((name) =>
        refused(`make ${name}, which central has none of, with a boundary that there is`, nothing, async (world) => {
          const who = applyIn(inCentral("prod"))(world);
          const { accountId } = who;
          const boundaryArn = `arn:aws:iam::${accountId}:policy/${boundaryOf(copyBackRole)}`;
          await createRole(world.cloud, who, { name, trust: everythingFor(administrator(accountId).arn), boundaryArn });
        }),
      ),
      refused("let the administrator take the role that copies back", nothing, (world) => {
        const accountId = centralProd(world);
        return updateTrust(
          world.cloud,
          applyIn(inCentral("prod"))(world),
          roleArn(accountId, copyBackRole),
          everythingFor(administrator(accountId).arn),
        );
      }),
      done("let the administrator be the restore operator, and allow that everything", async (world) => {
        const who = applyIn(inCentral("prod"))(world);
        const arn = roleArn(who.accountId, dutyRole("restoreOperator"));
        await updateTrust(world.cloud, who, arn, everythingFor(administrator(who.accountId).arn));
        await putRolePolicy(world.cloud, who, arn, allowEverything);
      }),
      refused("delete a recovery point with that", guard("CentralBackupsStay"), async (world) => {
        const accountId = centralProd(world);
        const arn = roleArn(accountId, dutyRole("restoreOperator"));
        return deletePoint(world, await takeRole(world.cloud, administrator(accountId), arn));
      }),
    ],
    left,
    note: "The guard refuses both plans before they are applied",
  },
  {
    id: "merged-change-strips-application",
    what: "A merged change strips an unlocked local vault of its policy, and the account's administrator empties it",
    who: "workflow in the environment app-prod, with storefront-prod's administrator",
    changesNothing: false,
    attempts: [
      done("open the vault's policy", (world) => openVault(world, inAccount("storefront-prod"))),
      done("delete every local recovery point", (world) =>
        emptyVault(world, administrator(world.account("storefront-prod"))),
      ),
    ],
    left: { carts: { kind: "central" }, catalogue: { kind: "central" } },
    returns: [{ victim: "carts", into: "payments-prod" }],
    note: "The guard refuses the plan before it is applied; a local lock would keep what is there. Until its policy is mended, the vault takes nothing back",
  },
  {
    id: "merged-change-of-policies",
    what: "A merged change detaches every backup policy of prod, and nobody notices for 40 days",
    who: "workflow in the environment policies-prod",
    changesNothing: false,
    attempts: [
      refused("detach the policies of non-prod too", nothing, (world) => detachAll(world, "nonprod")),
      done("detach those of prod", (world) => detachAll(world, "prod")),
    ],
    meanwhile: "40 days pass",
    lossAt: "end",
    afterwards: ({ cloud }) => cloud.advance(40 * 24 * hourMs),
    left: {
      orders: monthly,
      invoices: monthly,
      stock: monthly,
      uploads: {
        kind: "none",
        why: "bronze keeps copies for 35 days",
        instead: "a monthly rule, as silver has one",
        local: false,
      },
    },
    returns: [{ victim: "orders", by: "account" }, { victim: "stock" }],
    note: "The guard refuses the plan before it is applied. Once it is applied, drift does not see it: config says so",
  },
];

function enterByEnvironment(
  scope: Scope,
  where: string,
  accountOf: (world: DisasterWorld) => string,
  because?: string | RegExp,
) {
  return enter(
    `enter ${where}${because === undefined ? "" : ` from ${scope}`}`,
    inEnvironment(scope),
    hubApplyRole(scope),
    at(accountOf, pipelineApplyRole("app-prod")),
    because,
  );
}

const anybodyOf = (accountId: string) =>
  ({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Open",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  }) as const;

function openVault(world: DisasterWorld, where: Where) {
  const { accountId, region } = where(world);
  return world.cloud.backup.putBackupVaultAccessPolicy(applyIn(where)(world), region, {
    BackupVaultName: world.vault(accountId, region).name,
    Policy: openTo(accountId),
  });
}

function deletePoint(world: DisasterWorld, caller: { readonly arn: string; readonly accountId: string }) {
  const { accountId, region } = inCentral("prod")(world);
  return world.cloud.backup.deleteRecoveryPoint(caller, region, {
    BackupVaultName: centralVault("prod"),
    RecoveryPointArn: world.point("orders", accountId, region).arn,
  });
}

async function detachAll(world: DisasterWorld, cls: "prod" | "nonprod") {
  const { organizations } = world.cloud;
  const { accountId } = world.estate.shared;
  const role = roleOf(accountId, pipelineApplyRole("policies-prod"));
  const { Policies = [] } = await organizations.listPolicies(rootUser(accountId), { Filter: "BACKUP_POLICY" });
  for (const { Id: PolicyId, Name } of Policies) {
    if (!Name?.startsWith(`${prefix}-${cls}-`)) continue;
    const { Targets = [] } = await organizations.listTargetsForPolicy(rootUser(accountId), { PolicyId });
    for (const { TargetId } of Targets) await organizations.detachPolicy(role, { PolicyId, TargetId });
  }
}
