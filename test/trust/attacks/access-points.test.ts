import { expect, test } from "vitest";
import { rolesOf } from "../../isolation/support/attacks.ts";
import { example, type Principal, type Request } from "../../isolation/support/organization.ts";
import { account, central } from "../../isolation/support/places.ts";
import { testAttack } from "./attack.ts";
import { boundedRole, byEverything } from "./attackers.ts";
import { asks } from "./aws-step.ts";

// of a recovery point of S3: while one exists its lifecycle stands still and it cannot be deleted; who may also make and
// open access points of S3 reads its objects by it. docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html
const action = "backup:CreateBackupAccessPoint";

/** Every kind of principal that an account of Lockstep has. */
const everybody = (accountId: string): readonly (readonly [who: string, as: Principal])[] => [
  ["the administrator", example.administrator(accountId)],
  ["the root user", example.rootUser(accountId)],
  ["a role that the pipeline made", boundedRole(accountId)],
  ["AWS Backup itself", example.backupService(accountId)],
  ...rolesOf(example, accountId).map((name) => [name, example.role(accountId, name)] as const),
];

/** Everybody else is allowed nothing of the kind. */
const answers: Readonly<Record<string, string>> = {
  "the administrator": byEverything,
  "the root user": byEverything,
  "a role that the pipeline made": byEverything,
  "lockstep-auditor": "denied by inline policy of lockstep-auditor: ChangeNothing",
};

for (const [id, accountId, region] of [
  ["access-points-application", account("payments-prod").accountId, "eu-west-2"],
  ["access-points-central", central.prod.accountId, central.prod.regions[0] ?? ""],
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
        today: answers[who] ?? "denied, nothing allows it",
      }),
    ),
  });
}

test("nobody of an application account opens one on a central recovery point", async () => {
  const { accountId, regions } = central.prod;
  const attacks = regions.map((region): Request => [action, example.recoveryPoint(accountId, region)]);

  for (const [who, as] of everybody(account("payments-prod").accountId)) {
    expect(await example.allowed(as, attacks), who).toEqual([]);
  }
});
