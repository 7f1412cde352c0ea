import type { Estate } from "../../../../src/model.ts";
import { centralVault, copyBackRole, dutyRole, localVault, prefix } from "../../../../src/names.ts";
import { serviceLinkedRoleArn } from "../../../emulator/model/backup/service-linked-role.ts";
import { vaultArn } from "../../../emulator/model/backup/vault.ts";
import { dayMs } from "../../../emulator/model/clock.ts";
import { allowEverything, type Document } from "../../../emulator/model/policy-document.ts";
import { type DisasterWorld, strangersVault } from "../../organization/disaster-world.ts";
import {
  administrator,
  classlessAccount,
  dutyIn,
  outsideAccount,
  personOf,
  roleArn,
  rootUser,
  withMfa,
} from "../../organization/people.ts";
import { copyTo, inCentral, onVault } from "../support/backup-requests.ts";
import { type Attempt, as, type Disaster, done, refused, type Who } from "../support/disaster.ts";
import { deleteRole, deleteServiceLinkedRole, everythingFor, takeRole, updateTrust } from "../support/iam-requests.ts";
import {
  cancelKeyDeletion,
  deleteAliases,
  disableKey,
  enableKey,
  pendDeletion,
  putKeyPolicy,
  scheduleKeyDeletion,
} from "../support/kms-requests.ts";

const vault = centralVault("prod");
const vaultSays = (sid: string) => `vault policy of ${vault}: ${sid}`;
const guard = (sid: string) => `service control policy ${prefix}-guardrails: ${sid}`;
const keySays = (sid: string) => `key policy of alias/${prefix}-central-prod: ${sid}`;
const place = inCentral("prod");
const accountOf = ({ estate }: DisasterWorld) => estate.central.prod.accountId;
const keyOf = (world: DisasterWorld, index = 0) => {
  const { accountId, region } = inCentral("prod", index)(world);
  return world.key(accountId, region);
};
const root: Who = (world) => rootUser(accountOf(world));
const boss: Who = (world) => administrator(accountOf(world));
const custodian: Who = (world) => dutyIn(accountOf(world), "vaultCustodian");
const left = { orders: { kind: "central" }, invoices: { kind: "central" }, uploads: { kind: "central" } } as const;

const further = { kind: "central", region: 1 } as const;

const becomeCustodian = done(`take ${dutyRole("vaultCustodian")} with MFA`, (world) =>
  takeRole(
    world.cloud,
    withMfa(personOf(world.estate, "vaultCustodian")),
    roleArn(accountOf(world), dutyRole("vaultCustodian")),
  ),
);

const keyAttacks = (who: Who, index = 0): readonly Attempt[] => [
  refused("schedule its deletion", [keySays("NobodyDestroys"), guard("Keys")], (world) =>
    scheduleKeyDeletion(world.cloud, who(world), keyOf(world, index).arn),
  ),
  refused("disable it", [keySays("NobodyDestroys"), guard("Keys")], (world) =>
    disableKey(world.cloud, who(world), keyOf(world, index).arn),
  ),
  refused("change its policy", [keySays("OnlyPipelineOrCustodianChangesThis"), guard("KeyPolicies")], (world) =>
    putKeyPolicy(world.cloud, who(world), keyOf(world, index).arn, allowEverything),
  ),
  refused("take its alias away", guard("KeyAliases"), (world) =>
    deleteAliases(world.cloud, who(world), keyOf(world, index).arn),
  ),
];

const allAttacks = (who: Who): readonly Attempt[] =>
  onVault(who, place, "orders", {
    deletePoint: [vaultSays("NobodyDeletesOrShortens"), guard("CentralBackupsStay")],
    shortenPoint: [vaultSays("NobodyDeletesOrShortens"), guard("CentralBackupsStay")],
    deleteVault: [vaultSays("NobodyDeletesOrShortens"), guard("Vaults")],
    unlock: [vaultSays("OnlyCustodianUnlocks"), guard("Vaults")],
    putLock: [vaultSays("OnlyPipelineLocks"), guard("Locks")],
    putPolicy: [vaultSays("OnlyPipelineChangesThis"), guard("VaultPolicies")],
    deletePolicy: [vaultSays("OnlyCustodianUnlocks"), guard("Vaults")],
  });

/** As config would have it: both decisions taken, and the days of grace that are given. */
const withArmedLock = (estate: Estate, coolingOffDays: number): Estate => {
  const { prod } = estate.central;
  const lock = { ...prod.lock, mode: "compliance", armedOn: "2026-03-01", coolingOffDays } as const;
  return { ...estate, central: { ...estate.central, prod: { ...prod, lock } } };
};
const inGrace = (estate: Estate) => withArmedLock(estate, 60);
export const afterGrace = (estate: Estate) => withArmedLock(estate, 14);

const custodianKeeps = [
  `inline policy permissions of ${dutyRole("vaultCustodian")}: DestroysNothing`,
  guard("Keys"),
] as const;
const oneKey = {
  kind: "none",
  why: "the one key is gone",
  instead: "a further Region of central non-prod",
  local: true,
} as const;

/** What a key's policy denies left out, and somebody let in. */
const openedTo = (policy: Document, ...arns: readonly string[]): Document => ({
  ...policy,
  Statement: [
    ...policy.Statement.filter(({ Effect }) => Effect === "Allow"),
    { Sid: "Mine", Effect: "Allow", Principal: { AWS: arns }, Action: "kms:*", Resource: "*" },
  ],
});

/** To be put back, as config has it. */
const policiesBefore = new WeakMap<DisasterWorld, Document>();

/** What is tried in the isolated account itself. */
export const centralRows: readonly Disaster[] = [
  {
    id: "central-administrator",
    what: "A central account's administrator attacks what it holds, without break-glass",
    who: "administrator of central prod",
    changesNothing: true,
    attempts: [
      ...allAttacks(boss),
      ...(
        [
          ["a stranger's vault in the organization", () => strangersVault(classlessAccount)],
          ["a stranger's vault outside of it", () => strangersVault(outsideAccount)],
          ["a non-prod account", (world) => vaultArn(world.account("sandbox"), "eu-west-2", localVault)],
          ["a prod account", (world) => vaultArn(world.account("payments-prod"), "eu-west-2", localVault)],
        ] as readonly [string, (world: DisasterWorld) => string][]
      ).map(([where, arn]) =>
        refused(`copy a backup to ${where}`, guard("CentralRestores"), (world) =>
          copyTo(world, boss(world), { name: "invoices", region: "eu-west-2", role: copyBackRole }, arn(world)),
        ),
      ),
      refused("make an image of EC2 unusable", guard("CentralBackupsStay"), (world) =>
        world.cloud.access.require(boss(world), "ec2:DisableImage", {
          arn: `arn:aws:ec2:eu-west-2:${accountOf(world)}:image/ami-0123456789abcdef0`,
          accountId: accountOf(world),
          policy: null,
        }),
      ),
      refused("opt it out of what it takes copies of", guard("CentralOptInStays"), (world) =>
        world.cloud.backup.updateRegionSettings(boss(world), "eu-west-2", {
          ResourceTypeOptInPreference: { Aurora: false, EFS: false, S3: false },
        }),
      ),
      refused("delete the role that copies back", guard("Roles"), (world) =>
        deleteRole(world.cloud, boss(world), roleArn(accountOf(world), copyBackRole)),
      ),
      refused("let themselves into lockstep-vault-custodian", guard("Roles"), (world) =>
        updateTrust(
          world.cloud,
          boss(world),
          roleArn(accountOf(world), dutyRole("vaultCustodian")),
          everythingFor(boss(world).arn),
        ),
      ),
      refused("delete AWS Backup's service-linked role", guard("ServiceLinkedRoles"), (world) =>
        deleteServiceLinkedRole(world.cloud, boss(world), serviceLinkedRoleArn(accountOf(world))),
      ),
    ],
    left,
  },
  {
    id: "central-root-user",
    what: "A central account's root user attacks what it holds, and tries to take the account away",
    who: "root user of central prod",
    changesNothing: true,
    attempts: [
      ...allAttacks(root),
      refused("leave the organization", guard("NobodyLeaves"), (world) =>
        world.cloud.organizations.leaveOrganization(root(world)),
      ),
      refused("close the account", guard("AccountsStay"), (world) =>
        world.cloud.organizations.closeOwnAccount(root(world)),
      ),
    ],
    left,
  },
  {
    id: "central-key",
    what: "Somebody tries to destroy a central key",
    who: "administrator and root user of central prod, custodian",
    changesNothing: true,
    attempts: [
      ...as("administrator", keyAttacks(boss)),
      ...as("root user, in the further Region", keyAttacks(root, 1)),
      ...as("custodian", [
        refused("schedule its deletion", keySays("NobodyDestroys"), (world) =>
          scheduleKeyDeletion(world.cloud, custodian(world), keyOf(world).arn),
        ),
        refused("disable it", keySays("NobodyDestroys"), (world) =>
          disableKey(world.cloud, custodian(world), keyOf(world).arn),
        ),
      ]),
    ],
    left,
  },
  {
    id: "central-custodian-unlocks",
    what: "A custodian breaks the glass, and together with the central account's administrator means harm",
    who: "custodian and administrator of central prod",
    changesNothing: false,
    attempts: [
      becomeCustodian,
      ...as(
        "custodian",
        onVault(custodian, place, "orders", {
          unlock: null,
          putPolicy: [vaultSays("OnlyPipelineChangesThis"), guard("VaultPolicies")],
          deletePolicy: null,
        }),
      ),
      ...as(
        "administrator",
        onVault(boss, place, "orders", {
          deletePoint: guard("CentralBackupsStay"),
          shortenPoint: guard("CentralBackupsStay"),
          deleteVault: guard("Vaults"),
        }),
      ),
      ...as(
        "custodian",
        onVault(custodian, place, "orders", {
          deletePoint: ["DestroysNothing", guard("CentralBackupsStay")],
          shortenPoint: ["DestroysNothing", guard("CentralBackupsStay")],
        }),
      ),
      refused("close the account", guard("AccountsStay"), (world) =>
        world.cloud.organizations.closeOwnAccount(root(world)),
      ),
    ],
    left,
    returns: [{ victim: "orders" }],
    note: "With lock and vault policy gone the guardrail alone holds: it takes the management account as a third, or an open path",
  },
  {
    id: "central-custodian-key",
    what: "A custodian breaks the glass and, together with the central account's administrator, turns against the keys",
    who: "custodian and administrator of central prod",
    changesNothing: false,
    attempts: [
      becomeCustodian,
      done("open the policies of both keys", async (world) => {
        for (const index of [0, 1]) {
          const { arn, policy } = keyOf(world, index);
          const opened = openedTo(policy, custodian(world).arn, boss(world).arn);
          await putKeyPolicy(world.cloud, custodian(world), arn, opened);
        }
      }),
      ...[0, 1].flatMap((index) => [
        ...as("custodian", [
          refused(
            `schedule the deletion of the ${index === 0 ? "home" : "further"} Region's`,
            custodianKeeps,
            (world) => scheduleKeyDeletion(world.cloud, custodian(world), keyOf(world, index).arn, 7),
          ),
        ]),
        ...as("administrator", [
          refused(`schedule the deletion of the ${index === 0 ? "home" : "further"} Region's`, guard("Keys"), (world) =>
            scheduleKeyDeletion(world.cloud, boss(world), keyOf(world, index).arn, 7),
          ),
        ]),
      ]),
    ],
    left,
    returns: [{ victim: "orders" }],
    note: "The guardrail alone holds the administrator: it takes the management account as a third, or an open path",
  },
  {
    id: "central-key-shut",
    what: "A custodian breaks the glass and shuts everybody else out of a central key",
    who: "custodian of central prod; a merged change could do the same",
    changesNothing: false,
    attempts: [
      becomeCustodian,
      done("put a policy that lets nobody else in", async (world) => {
        const { arn, policy } = keyOf(world);
        policiesBefore.set(world, policy);
        await putKeyPolicy(world.cloud, custodian(world), arn, {
          Version: "2012-10-17",
          Statement: [
            { Sid: "Mine", Effect: "Allow", Principal: { AWS: custodian(world).arn }, Action: "kms:*", Resource: "*" },
          ],
        });
      }),
      ...as("restore operator", [
        refused("copy a backup back", /kms:\w+ on/, (world) =>
          copyTo(
            world,
            dutyIn(accountOf(world), "restoreOperator"),
            { name: "orders", region: place(world).region, role: copyBackRole },
            world.vault(world.account("payments-prod"), "eu-west-2").arn,
          ),
        ),
      ]),
      ...as("the other custodian", [
        done("put the policy back", (world) => {
          const before = policiesBefore.get(world);
          if (!before) throw new Error("got no policy to put back");
          return putKeyPolicy(world.cloud, custodian(world), keyOf(world).arn, before);
        }),
      ]),
    ],
    left,
    returns: [{ victim: "orders" }],
    note: "Until then nothing comes back out of that Region; the further one has a key of its own. A policy that lets in nobody at all is mended by AWS's support. The guard lets a change through that does the same",
  },
  {
    id: "compliance-in-grace",
    what: "A compliance lock is removed while its grace time runs",
    who: "administrator and custodian of central prod",
    world: { estate: inGrace },
    changesNothing: false,
    attempts: [
      ...as(
        "administrator",
        onVault(boss, place, "orders", {
          unlock: [vaultSays("OnlyCustodianUnlocks"), guard("Vaults")],
          deletePoint: [vaultSays("NobodyDeletesOrShortens"), guard("CentralBackupsStay")],
        }),
      ),
      ...as("custodian", onVault(custodian, place, "orders", { unlock: null })),
      ...as(
        "administrator, once it is off",
        onVault(boss, place, "orders", {
          deletePoint: [vaultSays("NobodyDeletesOrShortens"), guard("CentralBackupsStay")],
        }),
      ),
    ],
    left,
    returns: [{ victim: "invoices" }],
  },
  {
    id: "compliance-after-grace",
    what: "A compliance lock is attacked when its grace time is over, with every policy around it gone",
    who: "custodian, administrator and root user of central prod, management account",
    world: { estate: afterGrace },
    changesNothing: false,
    attempts: [
      ...as("custodian", onVault(custodian, place, "orders", { unlock: "can no longer be changed or removed" })),
      ...as("management account", [done("detach the guardrails", detachGuardrails)]),
      ...as("custodian", onVault(custodian, place, "orders", { deletePolicy: null })),
      ...([boss, root] as const).flatMap((who) =>
        as(
          who === boss ? "administrator" : "root user",
          onVault(who, place, "orders", {
            deletePoint: "is locked",
            shortenPoint: "is locked",
            unlock: "can no longer be changed or removed",
            putLock: "can no longer be changed or removed",
            deleteVault: "contains recovery points",
          }),
        ),
      ),
    ],
    left,
    returns: [{ victim: "orders" }],
    note: "What is left to attack is the key and the account itself",
  },
  {
    id: "central-key-pending",
    what: "A central key is scheduled for deletion all the same, and found in time",
    who: "nobody can: it is supposed",
    changesNothing: false,
    attempts: [],
    meanwhile: "5 days pass, then the custodian cancels",
    lossAt: "end",
    afterwards: async (world) => {
      pendDeletion(world.cloud, keyOf(world));
      await world.cloud.advance(5 * dayMs);
      await cancelKeyDeletion(world.cloud, custodian(world), keyOf(world).arn);
      await enableKey(world.cloud, custodian(world), keyOf(world).arn);
    },
    left: { orders: further, invoices: further, uploads: further },
    returns: [{ victim: "orders" }, { victim: "invoices", from: 0 }],
    note: "Meanwhile copies into the home Region fail, and alert; those into the further Region go on",
  },
  {
    id: "central-key-gone",
    what: "A central key was scheduled for deletion all the same, and nobody looked for 30 days",
    who: "nobody can: it is supposed",
    changesNothing: false,
    attempts: [],
    meanwhile: "31 days pass",
    lossAt: "end",
    afterwards: async (world) => {
      pendDeletion(world.cloud, keyOf(world));
      await world.cloud.advance(31 * dayMs);
    },
    left: { orders: further, invoices: further, uploads: further },
    returns: [{ victim: "invoices" }],
    note: "What the home Region holds cannot be read any more; the further Region has a key of its own",
  },
  {
    id: "central-key-gone-in-one-region",
    what: "The same in a central account with one Region",
    who: "nobody can: it is supposed",
    changesNothing: false,
    attempts: [],
    meanwhile: "31 days pass",
    lossAt: "end",
    afterwards: async (world) => {
      const { accountId, regions } = world.estate.central.nonprod;
      pendDeletion(world.cloud, world.key(accountId, regions[0] ?? ""));
      await world.cloud.advance(31 * dayMs);
    },
    left: { mockups: oneKey, trials: oneKey },
    returns: [{ victim: "mockups", isLocal: true }],
  },
];

export async function detachGuardrails(world: DisasterWorld): Promise<void> {
  const { organizations } = world.cloud;
  const { managementAccountId, rootId } = world.estate.organization;
  const { Policies = [] } = await organizations.listPolicies(rootUser(managementAccountId), {
    Filter: "SERVICE_CONTROL_POLICY",
  });
  const guardrails = Policies.find(({ Name }) => Name === `${prefix}-guardrails`);
  await organizations.detachPolicy(rootUser(managementAccountId), { PolicyId: guardrails?.Id, TargetId: rootId });
}
