import type { Estate } from "../../../../src/model.ts";
import { copyBackRole } from "../../../../src/names.ts";
import { dayMs } from "../../../emulator/model/clock.ts";
import type { DisasterWorld } from "../../organization/disaster-world.ts";
import { administrator, dutyIn, rootUser } from "../../organization/people.ts";
import { accountNamed, type VictimName } from "../../organization/victims.ts";
import { copyPoint } from "../support/backup-requests.ts";
import { type Disaster, done, refused, type Who } from "../support/disaster.ts";
import { disableKey, pendDeletion, scheduleKeyDeletion } from "../support/kms-requests.ts";
import { survivorsOf } from "../support/survivors.ts";

const payments: Who = (world) => administrator(world.account("payments-prod"));
const all = ["orders", "invoices", "uploads"] as const;
const left = { orders: { kind: "central" }, invoices: { kind: "central" }, uploads: { kind: "central" } } as const;
const deleteResources = (names: readonly VictimName[]) => (world: DisasterWorld) => {
  for (const name of names) world.cloud.resources.delete(world.victim(name).arn);
};

/** Central non-prod with a second Region, as central prod has one. */
const withFurtherRegion = (estate: Estate): Estate => {
  const { nonprod, prod } = estate.central;
  const optIn = { ...nonprod.optIn, "eu-west-1": prod.optIn["eu-west-1"] ?? [] };
  const central = { ...estate.central, nonprod: { ...nonprod, regions: ["eu-west-2", "eu-west-1"], optIn } };
  // an account has to have a vault there to restore into
  const accounts = estate.accounts.map((account) =>
    account.name === "storefront-staging"
      ? {
          ...account,
          regions: ["eu-west-2", "eu-west-1"],
          optIn: { ...account.optIn, "eu-west-1": account.optIn["eu-west-2"] ?? [] },
        }
      : account,
  );
  return { ...estate, central, accounts };
};

/** An account more, to take what a lost one had. */
const withRecoveryAccount = (estate: Estate): Estate => {
  const payments = accountNamed(estate, "payments-prod");
  const recovery = {
    ...payments,
    name: "recovery-prod",
    accountId: "555555555599",
    lock: null,
    createServiceLinkedRole: true,
  };
  return { ...estate, accounts: [...estate.accounts, recovery].sort((a, b) => (a.name < b.name ? -1 : 1)) };
};

const closed = (days: number) => async (world: DisasterWorld) => {
  await world.cloud.advance(days * dayMs);
};

const closeOwn = (account: string) =>
  done("close the account", (world) => world.cloud.organizations.closeOwnAccount(rootUser(world.account(account))));

/** What happens to data, accounts, Regions and keys, whoever did it. */
export const lossRows: readonly Disaster[] = [
  {
    id: "resources-deleted",
    what: "Every resource of an account is deleted",
    who: "administrator of payments-prod",
    changesNothing: false,
    attempts: [done("delete them: they are theirs", async (world) => deleteResources(all)(world))],
    left,
    returns: [{ victim: "orders" }, { victim: "invoices" }, { victim: "uploads", by: "account" }],
  },
  {
    id: "silent-corruption",
    what: "Data is spoilt silently, and found after 20 days",
    who: "an application, or ransomware",
    world: {
      before: {
        day: 25,
        happens: (world) => {
          for (const name of [...all, "stock"] as const) world.cloud.resources.corrupt(world.victim(name).arn);
        },
      },
    },
    changesNothing: false,
    attempts: [],
    left: {
      orders: { kind: "central", atMostDays: 21 },
      invoices: { kind: "central", atMostDays: 22 },
      stock: { kind: "central", atMostDays: 22 },
      uploads: { kind: "central", atMostDays: 22 },
    },
    returns: [{ victim: "orders" }, { victim: "invoices" }, { victim: "stock" }, { victim: "uploads" }],
    note: "Newer recovery points are there, and spoilt",
  },
  {
    id: "account-closed-yesterday",
    what: "An application account was closed yesterday",
    who: "root user of payments-prod",
    changesNothing: false,
    attempts: [closeOwn("payments-prod")],
    meanwhile: "1 day passes",
    afterwards: closed(1),
    left,
    returns: [
      { victim: "orders", into: "recovery-prod" },
      { victim: "invoices", into: "recovery-prod" },
      { victim: "uploads", into: "storefront-prod" },
    ],
    world: { estate: withRecoveryAccount },
    note: "Restored into any account of the class: here one that has data of its own, and `recovery-prod`, empty and onboarded beforehand with `serviceLinkedRole: create`",
  },
  {
    id: "account-closed-for-good",
    what: "An application account was closed 91 days ago, and everything in it is gone",
    who: "root user of payments-prod",
    changesNothing: false,
    attempts: [
      closeOwn("payments-prod"),
      done("wait 91 days", closed(91)),
      refused("copy `invoices` back", "cold storage", (world) => {
        const { accountId } = world.estate.central.prod;
        const [point] = survivorsOf(world, world.victim("invoices")).central;
        if (!point) throw new Error("got nothing to copy back");
        return copyPoint(
          world,
          dutyIn(accountId, "restoreOperator"),
          { point, role: copyBackRole },
          world.vault(world.account("storefront-prod"), "eu-west-2").arn,
        );
      }),
    ],
    left: {
      orders: { kind: "central", atMostDays: 15 },
      invoices: { kind: "central", atMostDays: 15 },
      uploads: {
        kind: "none",
        why: "bronze keeps copies for 35 days",
        instead: "a monthly rule, as silver has one",
        local: false,
      },
    },
    returns: [
      { victim: "orders", into: "recovery-prod" },
      { victim: "invoices", isInCentral: true },
    ],
    world: { estate: withRecoveryAccount },
    note: "What is left of EFS is in cold storage by then, out of which AWS copies nothing: it is restored in central, and its data taken from there",
  },
  {
    id: "tagged-none",
    what: "Everything in an account is tagged `backup-plan: none` and destroyed 20 days later",
    who: "administrator of payments-prod",
    changesNothing: false,
    attempts: [
      done("tag the resources: they are theirs", async (world) => {
        for (const name of all) world.cloud.resources.tag(world.victim(name).arn, { "backup-plan": "none" });
      }),
    ],
    meanwhile: "20 days pass, then everything is deleted",
    lossAt: "end",
    afterwards: async (world) => {
      await world.cloud.advance(20 * dayMs);
      deleteResources(all)(world);
    },
    left: {
      orders: { kind: "central", atMostDays: 21 },
      invoices: { kind: "central", atMostDays: 22 },
      uploads: { kind: "central", atMostDays: 22 },
    },
    returns: [{ victim: "orders" }, { victim: "invoices" }, { victim: "uploads" }],
    note: "No job fails, so that nothing alerts: after 35 days bronze would have nothing left. A tag policy, or a plan that takes no `none`, would prevent it",
  },
  {
    id: "opted-out",
    what: "An account opts its types out of AWS Backup, and DynamoDB out of its advanced features, 20 days long",
    who: "administrator of storefront-prod",
    changesNothing: false,
    attempts: [
      done("opt out", async (world) => {
        const caller = administrator(world.account("storefront-prod"));
        for (const region of ["eu-west-2", "eu-west-1"]) {
          await world.cloud.backup.updateRegionSettings(caller, region, {
            ResourceTypeOptInPreference: {
              DynamoDB: true,
              EBS: false,
              EFS: false,
              RDS: false,
              Aurora: false,
              S3: false,
            },
            ResourceTypeManagementPreference: { DynamoDB: false },
          });
        }
      }),
    ],
    meanwhile: "20 days pass",
    lossAt: "end",
    afterwards: ({ cloud }) => cloud.advance(20 * dayMs),
    left: {
      catalogue: { kind: "central" },
      carts: { kind: "central", atMostDays: 21 },
    },
    returns: [{ victim: "carts" }],
    note: "Opting out changes nothing of what is backed up: the management account's setting counts; but what is opted out takes no copy back before somebody opts in. Without advanced features DynamoDB is not copied; every failed copy alerts",
  },
  {
    id: "own-key-destroyed",
    what: "The key of an account's own data is destroyed",
    who: "administrator of payments-prod",
    changesNothing: false,
    attempts: [
      done("disable it: it is theirs", (world) => disableKey(world.cloud, payments(world), ownKey(world))),
      done("schedule its deletion", (world) => scheduleKeyDeletion(world.cloud, payments(world), ownKey(world), 7)),
    ],
    meanwhile: "8 days pass",
    afterwards: ({ cloud }) => cloud.advance(8 * dayMs),
    left: { orders: { kind: "central" }, invoices: { kind: "central" } },
    returns: [{ victim: "orders" }, { victim: "invoices" }],
    note: "Local backups of Aurora, EBS, RDS and others have that key and are lost; copies have central's",
  },
  {
    id: "local-key-gone",
    what: "The key of a local vault is deleted all the same",
    who: "nobody can: it is supposed",
    changesNothing: false,
    attempts: [],
    meanwhile: "its waiting time ends",
    afterwards: async (world) => {
      pendDeletion(world.cloud, world.key(world.account("payments-prod"), "eu-west-2"), 0);
    },
    left,
    returns: [
      { victim: "orders", into: "storefront-prod" },
      { victim: "invoices", into: "storefront-prod" },
    ],
    note: "A vault cannot be given another key: until the account has a new vault, its backups come back in another account of the class",
  },
  {
    id: "region-lost",
    what: "The home Region is lost",
    who: "nobody",
    changesNothing: false,
    attempts: [],
    meanwhile: "eu-west-2 is gone",
    afterwards: async ({ cloud }) => cloud.loseRegion("eu-west-2"),
    left: {
      orders: { kind: "central", region: 1 },
      invoices: { kind: "central", region: 1 },
      carts: { kind: "central", region: 1 },
      uploads: { kind: "central", region: 1 },
      mockups: {
        kind: "none",
        why: "central non-prod has one Region",
        instead: "a further Region of central non-prod",
        local: false,
      },
    },
    returns: [
      { victim: "carts", region: "eu-west-1" },
      { victim: "orders", into: "storefront-prod", region: "eu-west-1" },
    ],
    note: "payments-prod has no vault in another Region: it gets one by `regions:` and a deployment, whose state was in the lost Region; until then its data comes back in an account that has one",
  },
  {
    id: "region-lost-with-further",
    what: "The home Region is lost, and central non-prod has a further Region",
    who: "nobody",
    world: { estate: withFurtherRegion },
    changesNothing: false,
    attempts: [],
    meanwhile: "eu-west-2 is gone",
    afterwards: async ({ cloud }) => cloud.loseRegion("eu-west-2"),
    left: { mockups: { kind: "central", region: 1 }, trials: { kind: "central", region: 1 } },
    returns: [{ victim: "mockups", region: "eu-west-1" }],
  },
  {
    id: "no-customer-key",
    what: "A volume without a customer key is deleted, its account closed",
    who: "root user of sandbox",
    changesNothing: false,
    attempts: [done("delete the volume", async (world) => deleteResources(["scratch"])(world)), closeOwn("sandbox")],
    meanwhile: "1 day passes",
    afterwards: closed(1),
    left: {
      scratch: {
        kind: "none",
        why: "AWS never copies what is encrypted with `aws/ebs`",
        instead: "a customer key (`sourceKeys: customer`)",
        local: false,
      },
    },
    note: "`check` warns of it; until the account was closed the local vault had it",
  },
];

const ownKey = (world: DisasterWorld) =>
  world.cloud.resources.get(world.victim("orders").arn)?.keyArn ?? "there is none";
