import { expect, test } from "vitest";
import { dutyRole } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { custodian, rolesOf } from "../organization/attacks.ts";
import { example, type Principal, type Request, target } from "../organization/organization.ts";
import { account, central } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { boundedRole } from "./attackers.ts";
import { asks } from "./aws-step.ts";

// of a recovery point of S3: while one exists its lifecycle stands still and it cannot be deleted; who may also make and
// open access points of S3 reads its objects by it. docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html
const action = "backup:CreateBackupAccessPoint";

const restoreOperator = dutyRole("restoreOperator");

/** Every kind of principal that an account of Lockstep has, but for the one whose work it is. */
const everybody = (accountId: string): readonly (readonly [who: string, as: Principal])[] => [
  ["the administrator", example.administrator(accountId)],
  ["the root user", example.rootUser(accountId)],
  ["a role that the pipeline made", boundedRole(accountId, dutyRole("auditor"))],
  ["AWS Backup itself", example.backupService(accountId)],
  ...rolesOf(example, accountId)
    .filter((name) => name !== restoreOperator)
    .map((name) => [name, example.role(accountId, name)] as const),
];

const guardrail = "service control policy of lockstep-guardrails";
const { accountId: payments } = account("payments-prod");
const [home = ""] = central.prod.regions;

/** Who is denied it by other statements of the guardrails than everybody. */
const restores: Readonly<Record<string, readonly string[]>> = {
  "AWS Backup itself": [],
  "lockstep-AWSBackup-copy-back": [],
  "lockstep-AWSBackup-restore": [],
  "lockstep-pipeline-apply": ["CentralRestores"],
  "lockstep-vault-custodian": ["CentralRestores"],
};
const byVault = (vault: string) => `vault policy of ${vault}: OnlyRestoreOperatorOpens`;

const denials: Readonly<Record<string, (who: string) => readonly string[]>> = {
  [payments]: () => [byVault("lockstep-local")],
  [central.prod.accountId]: (who) => [
    ...(restores[who] ?? ["CentralDuties", "CentralRestores"]).map((sid) => `${guardrail}: ${sid}`),
    byVault("lockstep-central-prod"),
  ],
};

function answerTo(who: string, accountId: string): string {
  const own = (
    {
      "lockstep-auditor": ["ChangeNothing", "OtherDuties"],
      "lockstep-backup-operator": ["OtherDuties"],
      [custodian]: ["OtherDuties"],
    }[who] ?? []
  ).map((sid) => `inline policy of ${who}: ${sid}`);
  return `denied by ${[...own, ...(denials[accountId]?.(who) ?? [])].join(", ")}`;
}

for (const [id, accountId, region] of [
  ["access-points-application", payments, "eu-west-2"],
  ["access-points-central", central.prod.accountId, home],
] as const) {
  testAttack({
    id,
    steps: [],
    ends: everybody(accountId).map(([who, as]) =>
      asks({
        who,
        does: "opens an access point on a recovery point",
        as,
        request: [action, example.recoveryPoint(accountId, region)],
        today: answerTo(who, accountId),
      }),
    ),
  });
}

test("nobody of an application account opens one on a central recovery point", async () => {
  const { accountId, regions } = central.prod;
  const attacks = regions.map((region): Request => [action, example.recoveryPoint(accountId, region)]);

  for (const [who, as] of everybody(payments)) {
    expect(await example.allowed(as, attacks), who).toEqual([]);
  }
});

// AWS's AWSBackupAccessPointOperatorAccess: S3 is asked in the caller's name
test("the restore operator alone opens one in central, changes its policy and reads by it", async () => {
  const point = target(`arn:aws:s3:${home}:${central.prod.accountId}:accesspoint/of-a-backup`, central.prod.accountId);
  const asked: readonly Request[] = [
    [action, example.recoveryPoint(central.prod.accountId, home)],
    ...["CreateAccessPoint", "PutAccessPointPolicy", "DeleteAccessPointPolicy", "GetObject", "ListBucket"].map(
      (name): Request => [`s3:${name}`, point],
    ),
  ];
  const allowedAll = { ...example.role(central.prod.accountId, dutyRole("restoreOperator")), boundary: null };

  expect(await example.denied({ ...allowedAll, policies: [allowEverything] }, asked)).toEqual([]);
  expect(await example.allowed(example.administrator(central.prod.accountId), asked)).toEqual([]);
  expect(await example.lets(example.administrator(central.prod.accountId), ["s3:GetAccessPoint", point])).toBe(true);
});

test("the restore operator opens one, in an application account and in central", async () => {
  for (const [accountId, region] of [
    [payments, "eu-west-2"],
    [central.prod.accountId, home],
  ] as const) {
    const operator = example.role(accountId, restoreOperator);

    expect(await example.lets(operator, [action, example.recoveryPoint(accountId, region)]), accountId).toBe(true);
  }
});
