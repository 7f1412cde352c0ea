import { expect, test } from "vitest";
import { example, type Request, target } from "../organization/organization.ts";
import { central } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { boundedRole, byGuardrail, made } from "./attackers.ts";
import { asks } from "./aws-step.ts";

const { accountId } = central.prod;
const [region = ""] = central.prod.regions;
const of = (service: string, id: string) => target(`arn:aws:${service}:${region}:${accountId}:${id}`, accountId);
// images and snapshots of EC2 have no account in their ARN
const ofEc2 = (id: string) => target(`arn:aws:ec2:${region}::${id}`, accountId);
const image = ofEc2("image/ami-0123456789abcdef0");
const snapshot = ofEc2("snapshot/snap-0123456789abcdef0");
const dbSnapshot = of("rds", "snapshot:awsbackup:copyjob-1");
const clusterSnapshot = of("rds", "cluster-snapshot:awsbackup:copyjob-1");

// of what AWS Backup manages AWS says to delete it in AWS Backup, as in AuroraUserGuide/USER_DeleteSnapshot.html; that the
// service itself refuses is not documented of each
const native: readonly Request[] = [
  ["fsx:DeleteBackup", of("fsx", "backup/backup-0123456789abcdef0")],
  ["rds:DeleteDBSnapshot", dbSnapshot],
  ["rds:ModifyDBSnapshotAttribute", dbSnapshot],
  ["rds:DeleteDBClusterSnapshot", clusterSnapshot],
  ["rds:ModifyDBClusterSnapshotAttribute", clusterSnapshot],
  ["ec2:DeregisterImage", image],
  ["ec2:DeleteSnapshot", snapshot],
  ["ec2:ModifySnapshotAttribute", snapshot],
  ["ec2:ModifySnapshotTier", snapshot],
];
const grants: readonly Request[] = ["kms:RevokeGrant", "kms:RetireGrant", "kms:CreateGrant"].map((action) => [
  action,
  example.key(accountId, region),
]);

const askers = [
  ["a role that the pipeline made", boundedRole(accountId, made(accountId))],
  ["the administrator of central prod", example.administrator(accountId)],
  ["the root user of central prod", example.rootUser(accountId)],
] as const;

const byEach = (requests: readonly Request[], today: string) =>
  askers.flatMap(([who, as]) =>
    requests.map((request) => asks({ who, does: `asks ${request[0]} of ${request[1].arn}`, as, request, today })),
  );

testAttack({ id: "native-deletions-central", steps: [], ends: byEach(native, byGuardrail("CentralStores")) });

testAttack({
  id: "key-grants-central",
  steps: [],
  ends: [
    ...byEach(
      grants.filter(([action]) => action !== "kms:RetireGrant"),
      byGuardrail("KeyGrants"),
    ),
    ...byEach(
      grants.filter(([action]) => action === "kms:RetireGrant"),
      byGuardrail("GrantsAreNotRetired"),
    ),
  ],
});

test.each(askers)("%s does not disable an image in a central account", async (_, as) => {
  expect(await example.lets(as, ["ec2:DisableImage", image])).toBe(false);
});
