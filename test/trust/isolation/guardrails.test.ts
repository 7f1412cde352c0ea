import { describe, expect, test } from "vitest";
import type { Estate } from "../../../src/model.ts";
import { copyBackRole, dutyRole, pipelineApplyRole, restoreRole } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { record } from "../../support/figures.ts";
import { dangerousClasses } from "../actions/action-class.ts";
import { filledArn } from "../actions/arn-patterns.ts";
import { type EnumeratedAction, enumeratedActions } from "../actions/enumerated-actions.ts";
import { readClassification } from "../actions/read-classification.ts";
import { storedTypes } from "../actions/stored-types.ts";
import { mostCharacters } from "../organization/document-sizes.ts";
import { example, organizationOf, type Principal, type Request, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { account, central, shared } from "../organization/places.ts";

const { accountId, regions } = central.prod;
const [region = ""] = regions;
const classification = readClassification();
const isReading = ({ action }: EnumeratedAction) => classification.classOf(action) === "reads configuration";
const ofService = (service: string) => enumeratedActions.filter(({ action }) => action.startsWith(`${service}:`));

/** Whoever may do everything in an account, by the name of one of its roles. */
const as = (name: string, id = accountId): Principal => ({
  ...example.administrator(id),
  arn: roleArn(id, name),
  policies: [allowEverything],
});
const bosses = [example.administrator(accountId), example.rootUser(accountId)];

describe("what services store for AWS Backup in a central account", () => {
  const stored = storedTypes
    .filter(({ type }) => !type.startsWith("backup:"))
    .flatMap(({ type, arn }) =>
      enumeratedActions
        .filter(({ resourceTypes }) => resourceTypes.includes(type))
        .map((one) => ({
          one,
          request: [one.action, target(filledArn(arn, region, accountId), accountId)] as Request,
        })),
    );
  const harmful = stored.filter(({ one }) => {
    const found = classification.classOf(one.action);
    return found !== undefined && ([...dangerousClasses, "hands a role to a service"] as string[]).includes(found);
  });

  test("is deleted, shared, changed and read by nobody's own calls, whatever AWS has for it", async () => {
    expect(harmful.length).toBeGreaterThan(60);
    expect(
      await example.allowedToAny(
        bosses,
        harmful.map(({ request }) => request),
      ),
    ).toEqual([]);
  });

  test("is listed and described by whoever may", async () => {
    const reads = stored.filter(({ one }) => isReading(one)).map(({ request }) => request);

    expect(reads.length).toBeGreaterThan(15);
    expect(await example.denied(example.administrator(accountId), reads)).toEqual([]);
  });

  test("is handled by the roles that AWS Backup works with, but for an image that would be disabled", async () => {
    const work = harmful.map(({ request }) => request).filter(([action]) => action !== "ec2:DisableImage");

    for (const name of [copyBackRole, restoreRole]) expect(await example.denied(as(name), work), name).toEqual([]);
  });

  test("is its owner's elsewhere", async () => {
    const { accountId: sandbox } = account("sandbox");
    const snapshot = target("arn:aws:ec2:eu-west-2::snapshot/snap-0123456789abcdef0", sandbox);

    expect(await example.lets(example.administrator(sandbox), ["ec2:DeleteSnapshot", snapshot])).toBe(true);
  });
});

describe("AWS Backup in a central account", () => {
  const on = (one: EnumeratedAction): Request => [
    one.action,
    one.resourceTypes.includes("backup:backupVault")
      ? example.vault(accountId, region)
      : one.resourceTypes.includes("backup:recoveryPoint")
        ? example.recoveryPoint(accountId, region)
        : target("*", accountId),
  ];

  test("is read, and neither changed nor started, by whoever administers the account", async () => {
    const all = ofService("backup");

    expect(await example.deniedToAny(bosses, all.filter(isReading).map(on))).toEqual([]);
    expect(await example.allowedToAny(bosses, all.filter((one) => !isReading(one)).map(on))).toEqual([]);
  });

  test.each([
    ["the pipeline", pipelineApplyRole("central-prod"), ["backup:UpdateRegionSettings"]],
    ["the custodian", dutyRole("vaultCustodian"), ["backup:CreateLegalHold", "backup:CancelLegalHold"]],
    ["the restore operator", dutyRole("restoreOperator"), ["backup:StartRestoreJob", "backup:StartCopyJob"]],
  ])("leaves %s what is theirs alone", async (_, name, own) => {
    const requests = ofService("backup")
      .filter(({ action }) => own.includes(action))
      .map(on);
    const others = [pipelineApplyRole("central-prod"), dutyRole("vaultCustodian"), dutyRole("restoreOperator")].filter(
      (one) => one !== name,
    );

    expect(requests).toHaveLength(own.length);
    expect(await example.denied(as(name), requests)).toEqual([]);
    expect(
      await example.allowedToAny(
        others.map((other) => as(other)),
        requests,
      ),
    ).toEqual([]);
  });
});

test.each([central.prod, central.nonprod, shared])(
  "account $accountId itself is read, and changed by nobody in it",
  async (one) => {
    const self = target(`arn:aws:account::${one.accountId}:account`, one.accountId);
    const asked = (those: readonly EnumeratedAction[]) => those.map(({ action }): Request => [action, self]);
    const all = ofService("account");

    expect(
      await example.deniedToAny(
        [example.administrator(one.accountId), example.rootUser(one.accountId)],
        asked(all.filter(isReading)),
      ),
    ).toEqual([]);
    expect(
      await example.allowedToAny(
        [example.administrator(one.accountId), example.rootUser(one.accountId)],
        asked(all.filter((each) => !isReading(each))),
      ),
    ).toEqual([]);
  },
);

describe("keys of Lockstep's name", () => {
  const vaults = [
    ["a central account", accountId, region],
    ["an application account", account("payments-prod").accountId, "eu-west-2"],
  ] as const;
  const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-2.amazonaws.com` });

  // EBS User Guide, "Requirements for Amazon EBS encryption"; RDS User Guide, "AWS KMS key management"
  test.each(vaults)("in %s are used by AWS's services for whoever may", async (_, id, where) => {
    const key = example.key(id, where);
    const forSomebody: readonly Request[] = ["ec2", "rds", "fsx", "backup"].flatMap((service) => [
      ["kms:CreateGrant", key, { ...via(service), "kms:GrantIsForAWSResource": "true" }],
      ["kms:RevokeGrant", key, { ...via(service), "kms:GrantIsForAWSResource": "true" }],
      ["kms:RetireGrant", key, via(service)],
      ["kms:Decrypt", key, via(service)],
      ["kms:ReEncryptFrom", key, via(service)],
    ]);

    expect(await example.denied(example.administrator(id), forSomebody)).toEqual([]);
  });

  test("decrypt an instance's volumes in central, by the role that EC2 has for it", async () => {
    const instance = as("aws:ec2-infrastructure");

    expect(await example.lets(instance, ["kms:Decrypt", example.key(accountId, region)])).toBe(true);
  });

  test("decrypt for nobody directly in central, and for their owner in an application account", async () => {
    const direct = (id: string, where: string): readonly Request[] =>
      ["kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"].map((action) => [action, example.key(id, where)]);
    const { accountId: payments } = account("payments-prod");

    expect(await example.allowedToAny(bosses, direct(accountId, region))).toEqual([]);
    expect(await example.denied(example.administrator(payments), direct(payments, "eu-west-2"))).toEqual([]);
  });

  test.each(vaults)("in %s get no policy past KMS's own lock-out check", async (_, id, where) => {
    const bypass = { "kms:BypassPolicyLockoutSafetyCheck": "true" };
    const asked: readonly Request[] = [
      ["kms:PutKeyPolicy", example.key(id, where), bypass],
      ["kms:CreateKey", target("*", id), bypass],
    ];

    for (const name of [pipelineApplyRole("central-prod"), dutyRole("vaultCustodian")]) {
      expect(await example.allowed(as(name, id), asked), name).toEqual([]);
      expect(
        await example.denied(
          as(name, id),
          asked.map(([action, on]): Request => [action, on]),
        ),
        name,
      ).toEqual([]);
    }
  });

  test("are those of nobody else: another team's key takes no alias of that name", async () => {
    const { accountId: payments } = account("payments-prod");
    const alias = target(`arn:aws:kms:eu-west-2:${payments}:alias/lockstep-local`, payments);

    expect(await example.lets(example.administrator(payments), ["kms:CreateAlias", alias])).toBe(false);
    expect(await example.lets(as(pipelineApplyRole("app-prod"), payments), ["kms:CreateAlias", alias])).toBe(true);
  });

  test("of the state and of alerts are destroyed by nobody either", async () => {
    const lethal = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DisableKeyRotation"];
    const asked = ["alias/lockstep-state", "alias/lockstep-alerts"].flatMap((alias) =>
      lethal.map(
        (action): Request => [action, { ...example.key(shared.accountId, shared.region, alias), policy: null }],
      ),
    );

    expect(await example.allowed(example.administrator(shared.accountId), asked)).toEqual([]);
  });
});

test("a role of Lockstep's name is read, passed and taken as its trust says, and nothing else", async () => {
  const { accountId: payments } = account("payments-prod");
  const role = target(roleArn(payments, pipelineApplyRole("app-prod")), payments);
  const left = ["iam:PassRole", "iam:SimulatePrincipalPolicy", "iam:GenerateServiceLastAccessedDetails"];
  const onRoles = enumeratedActions.filter(
    ({ action, resourceTypes }) => action.startsWith("iam:") && resourceTypes.includes("iam:role"),
  );
  const asked = (those: readonly EnumeratedAction[]) => those.map(({ action }): Request => [action, role]);
  const isLeft = (one: EnumeratedAction) => left.includes(one.action) || isReading(one);

  expect(await example.denied(example.administrator(payments), asked(onRoles.filter(isLeft)))).toEqual([]);
  expect(await example.allowed(example.administrator(payments), asked(onRoles.filter((one) => !isLeft(one))))).toEqual(
    [],
  );
});

test.each(["aws", "aws-cn", "aws-us-gov"] as const)(
  "in partition %s there is room left for more guardrails",
  (partition) => {
    const estate: Estate = { ...example.estate, partition };
    const sizes = organizationOf(estate)
      .written.filter(({ kind }) => kind === "service control policy")
      .map(({ document }) => JSON.stringify(document).length);
    const [size = Number.POSITIVE_INFINITY] = sizes;
    record(
      `characters left in the guardrails, in partition ${partition}`,
      mostCharacters["service control policy"] - size,
    );

    expect(sizes).toHaveLength(1);
    expect(size).toBeLessThan(9_500);
  },
);
