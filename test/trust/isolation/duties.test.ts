import { describe, expect, test } from "vitest";
import { type DutyName, dutyNames } from "../../../src/model.ts";
import { backupRole, copyBackRole, dutyRole, reachInRole, restoreRole } from "../../../src/names.ts";
import { destroy, rolesOf } from "../organization/attacks.ts";
import { example, nobody, organizationOf, type Principal, type Request, target } from "../organization/organization.ts";
import { classlessAccount, outsideAccount, roleArn } from "../organization/people.ts";
import { account, accountsOf, central, other, shared } from "../organization/places.ts";

const app = account("payments-prod");
const places = {
  "an application account": {
    accountId: app.accountId,
    duties: ["vaultCustodian", "backupOperator", "restoreOperator", "auditor"],
  },
  "central prod": { accountId: central.prod.accountId, duties: ["vaultCustodian", "restoreOperator", "auditor"] },
  "central non-prod": {
    accountId: central.nonprod.accountId,
    duties: ["vaultCustodian", "restoreOperator", "auditor"],
  },
  "the shared account": { accountId: shared.accountId, duties: ["policyAdmin", "auditor"] },
} as const;
const region = "eu-west-2";
type Place = keyof typeof places;

/** The work of each duty in a place, by what is asked of AWS. */
function workIn(place: Place): Readonly<Record<DutyName, readonly Request[]>> {
  const { accountId } = places[place];
  const policy = example.organizationPolicy("backup_policy", { "lockstep:class": "prod" });
  const backup = { "organizations:PolicyType": "BACKUP_POLICY" };
  const policyAdmin: readonly Request[] = [
    ["organizations:CreatePolicy", policy],
    ["organizations:UpdatePolicy", policy],
    ["organizations:DeletePolicy", policy],
    ["organizations:AttachPolicy", policy, backup],
    ["organizations:AttachPolicy", example.attachmentTarget(app.accountId), backup],
    ["organizations:DetachPolicy", policy, backup],
  ];
  if (place === "the shared account") {
    return { policyAdmin, vaultCustodian: [], backupOperator: [], restoreOperator: [], auditor: [audit(accountId)] };
  }
  const vault = example.vault(accountId, region);
  const point = example.recoveryPoint(accountId, region);
  const key = example.key(accountId, region);
  const copy: Request = ["backup:StartCopyJob", point];
  const isApp = place === "an application account";
  return {
    policyAdmin,
    vaultCustodian: [
      ["backup:DeleteBackupVaultLockConfiguration", vault],
      ["backup:DeleteBackupVaultAccessPolicy", vault],
      ["kms:PutKeyPolicy", key],
      ["kms:CancelKeyDeletion", key],
      ["kms:EnableKey", key],
    ],
    backupOperator: [
      ["backup:StartBackupJob", vault],
      ["backup:StopBackupJob", target("*", accountId)],
      ...(isApp ? [copy, pass(accountId, backupRole)] : []),
    ],
    restoreOperator: [
      ["backup:StartRestoreJob", point],
      ...(isApp ? [] : [copy, pass(accountId, copyBackRole)]),
      pass(accountId, restoreRole),
    ],
    auditor: [audit(accountId)],
  };
}

const pass = (accountId: string, role: string, service = "backup"): Request => [
  "iam:PassRole",
  target(roleArn(accountId, role), accountId),
  { "iam:PassedToService": `${service}.amazonaws.com` },
];
const audit = (accountId: string): Request => [
  "iam:GetRole",
  target(roleArn(accountId, "lockstep-auditor"), accountId),
];

const pairs = (Object.keys(places) as Place[]).flatMap((place) =>
  places[place].duties.map((duty) => ({ place, duty })),
);

describe.each(pairs)("the $duty in $place", ({ place, duty }) => {
  const { accountId } = places[place];
  const role = () => example.role(accountId, dutyRole(duty));

  test("does its own work", async () => {
    expect(await example.denied(role(), workIn(place)[duty])).toEqual([]);
  });

  test.each(dutyNames.filter((one) => one !== duty))("does not do the work of the %s", async (one) => {
    const work = workIn(place)[one];

    // not every duty has work everywhere
    expect(work.length === 0 ? [] : await example.allowed(role(), work)).toEqual([]);
  });

  test("does not do it with more permissions either: it is denied, not just not allowed", async () => {
    const others = dutyNames.filter((one) => one !== duty && one !== "auditor").flatMap((one) => workIn(place)[one]);
    const powerful: Principal = { ...role(), policies: [...role().policies, everything(duty)] };
    const denied = others.filter(([action]) => action !== "iam:PassRole");

    expect(denied.length === 0 ? [] : await example.allowed(powerful, denied)).toEqual([]);
  });

  test("works nowhere else", async () => {
    const elsewhere = (Object.keys(places) as Place[]).filter((one) => places[one].accountId !== accountId);
    const work = elsewhere.flatMap((one) => Object.values(workIn(one)).flat());
    // policies belong to the organization, wherever they are changed from
    const own = duty === "policyAdmin" ? workIn(place).policyAdmin.map(([action]) => action) : [];

    expect(
      await example.allowed(
        role(),
        work.filter(([action]) => !own.includes(action)),
      ),
    ).toEqual([]);
  });

  test("hands AWS Backup the roles of its work, and hands no role to anybody else", async () => {
    const handed = workIn(place)[duty].filter(([action]) => action === "iam:PassRole");
    const names = rolesOf(example, accountId);
    const all = names.map((name) => pass(accountId, name));
    const others = names.flatMap((name) =>
      ["ec2", "lambda", "events"].map((service) => pass(accountId, name, service)),
    );

    expect(await example.allowed(role(), all)).toEqual(handed.map(([action, { arn }]) => `${action} on ${arn}`));
    expect(await example.allowed(role(), others)).toEqual([]);
  });
});

describe.each([
  ["central prod", central.prod.accountId],
  ["central non-prod", central.nonprod.accountId],
  ["an application account", app.accountId],
])("one vault custodian alone, in %s", (_, accountId) => {
  test("loses no backup, not even after opening the vault's or the key's policy to themselves", async () => {
    const sid = "NobodyDeletesOrShortens";
    const opened = example.without(sid, "vault policy").without("NobodyDestroys", "key policy");
    const custodian = { ...opened.role(accountId, dutyRole("vaultCustodian")) };
    const powerful = { ...custodian, policies: [...custodian.policies, everything("vaultCustodian")] };
    const changes = [
      "PutBackupVaultAccessPolicy",
      "DeleteBackupVaultAccessPolicy",
      "DeleteBackupVaultLockConfiguration",
    ];
    const deadly = destroy(opened, accountId, region).filter(
      ([action]) => ![...changes.map((name) => `backup:${name}`), "kms:PutKeyPolicy"].includes(action),
    );

    expect(await opened.allowed(powerful, deadly)).toEqual([]);
  });
});

/** Whatever somebody attaches to a role by mistake; the custodian's has no boundary to stop it. */
const everything = (duty: DutyName) => ({
  Version: "2012-10-17",
  Statement: [{ Sid: `Everything${duty}`, Effect: "Allow" as const, Action: "*", Resource: "*" }],
});

describe.each(pairs)("the $duty's role in $place", ({ place, duty }) => {
  const { accountId } = places[place];
  const { principals, requireMfa } = example.estate.duties[duty];
  const take: Request = ["sts:AssumeRole", example.roleTarget(accountId, dutyRole(duty))];
  const withMfa: Request = [take[0], take[1], { "aws:MultiFactorAuthPresent": "true" }];
  const named = principals.map((arn) => able(arn.replaceAll("*", "0123456789abcdef")));

  test("is taken by those whom config names", async () => {
    expect(await example.deniedToAny(named, [withMfa])).toEqual([]);
  });

  test(requireMfa ? "is not taken without MFA" : "is taken without MFA, for which config gives a reason", async () => {
    const without: Request = [take[0], take[1], { "aws:MultiFactorAuthPresent": "false" }];

    const verdicts = await Promise.all(
      named.flatMap((principal) => [take, without].map((request) => example.lets(principal, request))),
    );

    // of each it is either so or so
    expect([...new Set(verdicts)]).toEqual([!requireMfa]);
  });

  test("is not taken by those who have another duty", async () => {
    const others = dutyNames
      .filter((one) => one !== duty)
      .flatMap((one) => example.estate.duties[one].principals)
      .map((arn) => able(arn.replaceAll("*", "0123456789abcdef")));

    expect(await example.allowedToAny(others, [withMfa])).toEqual([]);
  });

  test("is not taken by an administrator, of its own account or of any other", async () => {
    for (const id of [accountId, shared.accountId, app.accountId, classlessAccount, outsideAccount]) {
      expect(await example.lets(example.administrator(id), withMfa), id).toBe(false);
      expect(await example.lets(example.rootUser(id), withMfa), id).toBe(false);
    }
  });

  test("is not taken from outside the organization, though the name is right", async () => {
    const left: Request = [take[0], take[1], { ...withMfa[2], "aws:PrincipalOrgID": "o-zzzzzzzzzz" }];

    expect(await example.allowedToAny(named, [left])).toEqual([]);
  });
});

/** Somebody whose own account lets them take any role. */
function able(arn: string): Principal {
  return { ...nobody(arn, arn.split(":")[4] ?? ""), policies: [everything("auditor")] };
}

test("whoever config asks MFA of is refused without it, whatever the duty", async () => {
  const { estate } = example;
  const strict = organizationOf({
    ...estate,
    duties: { ...estate.duties, restoreOperator: { ...estate.duties.restoreOperator, requireMfa: true } },
  });
  const [principal = ""] = strict.estate.duties.restoreOperator.principals;
  const role = strict.roleTarget(app.accountId, dutyRole("restoreOperator"));
  const person = able(principal.replaceAll("*", "x"));

  expect(await strict.lets(person, ["sts:AssumeRole", role])).toBe(false);
  expect(await strict.lets(person, ["sts:AssumeRole", role, { "aws:MultiFactorAuthPresent": "true" }])).toBe(true);
});

describe.each(["prod", "nonprod"] as const)("the restore operator of central %s", (cls) => {
  const role = () => example.role(central[cls].accountId, dutyRole("restoreOperator"));

  test("reaches into every account of its class, to inspect and restore", async () => {
    const requests = accountsOf(cls).map(
      ({ accountId }): Request => ["sts:AssumeRole", example.roleTarget(accountId, reachInRole(cls))],
    );

    expect(await example.denied(role(), requests)).toEqual([]);
  });

  test("reaches into no account of the other class", async () => {
    const requests = accountsOf(other(cls)).flatMap(({ accountId }) =>
      rolesOf(example, accountId).map((name): Request => ["sts:AssumeRole", example.roleTarget(accountId, name)]),
    );

    expect(await example.allowed(role(), requests)).toEqual([]);
  });

  test("is the only one in its account who does", async () => {
    const others = rolesOf(example, central[cls].accountId).filter((name) => name !== dutyRole("restoreOperator"));
    const requests = accountsOf(cls).map(
      ({ accountId }): Request => ["sts:AssumeRole", example.roleTarget(accountId, reachInRole(cls))],
    );

    expect(await example.allowed(example.administrator(central[cls].accountId), requests)).toEqual([]);
    const rest = others.map((name) => example.role(central[cls].accountId, name));
    expect(await example.allowedToAny(rest, requests)).toEqual([]);
  });

  test.each(accountsOf(cls))(
    "in $name restores, and neither backs up nor copies out",
    async ({ accountId, regions }) => {
      const reachIn = example.role(accountId, reachInRole(cls));
      const points = regions.map((one) => example.recoveryPoint(accountId, one));
      const vaults = regions.map((one) => example.vault(accountId, one));

      expect(
        await example.denied(reachIn, [
          ...points.map((point): Request => ["backup:StartRestoreJob", point]),
          ...vaults.map((vault): Request => ["backup:ListRecoveryPointsByBackupVault", vault]),
          pass(accountId, restoreRole),
        ]),
      ).toEqual([]);
      expect(
        await example.allowed(reachIn, [
          ...points.map((point): Request => ["backup:StartCopyJob", point]),
          ...vaults.map((vault): Request => ["backup:StartBackupJob", vault]),
          pass(accountId, backupRole),
          pass(accountId, restoreRole, "ec2"),
        ]),
      ).toEqual([]);
    },
  );
});

test("the auditor changes nothing, in any account", async () => {
  const audited = pairs.filter(({ duty }) => duty === "auditor");

  expect(audited.length).toBeGreaterThan(3);
  for (const { place } of audited) {
    const { accountId } = places[place];
    const auditor = example.role(accountId, dutyRole("auditor"));
    const work = Object.entries(workIn(place)).filter(([duty]) => duty !== "auditor");

    expect(
      await example.allowed(
        auditor,
        work.flatMap(([, requests]) => requests),
      ),
      place,
    ).toEqual([]);
  }
});
