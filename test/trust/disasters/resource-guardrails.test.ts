import { expect, test } from "vitest";
import { githubOidcHost, hubApplyRole, reachInRole, resourceGuardrailPolicy } from "../../../src/names.ts";
import { deployDirectly } from "../../emulator/deploy/deploy-directly.ts";
import type { Mutate } from "../../emulator/deploy/deployed-document.ts";
import { documentsOf } from "../../emulator/deploy/documents-of.ts";
import { keyTarget } from "../../emulator/model/backup/key-target.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import { type DisasterWorld, disasterWorld } from "../organization/disaster-world.ts";
import { guarded } from "../organization/guarded.ts";
import { inEnvironment, takeHubRole } from "../organization/hub-role.ts";
import { judge } from "../organization/judge.ts";
import { administrator, outsideAccount } from "../organization/people.ts";

const days = 6;
const withIt = await disasterWorld({ estate: () => guarded.estate, days });

/** Somebody has let a stranger into a role, and every workflow into another. */
const widened: Mutate = (written) => {
  if (written.kind !== "trust") return written.document;
  const alsoFor = (Principal: Readonly<Record<string, string>>, Action: string) => ({
    ...written.document,
    Statement: [...written.document.Statement, { Sid: "Open", Effect: "Allow" as const, Principal, Action }],
  });
  if (written.of === reachInRole("prod"))
    return alsoFor({ AWS: `arn:aws:iam::${outsideAccount}:root` }, "sts:AssumeRole");
  if (written.of !== hubApplyRole("app-prod")) return written.document;
  const provider = `arn:aws:iam::${written.accountId}:oidc-provider/${githubOidcHost}`;
  return alsoFor({ Federated: provider }, "sts:AssumeRoleWithWebIdentity");
};
const open = await disasterWorld({ days: 0 }, { mutate: widened });
const openWithIt = await disasterWorld({ estate: () => guarded.estate, days: 0 }, { mutate: widened });

test("with it on the organization is deployed by the same roles, and the policy is on the root", async () => {
  const held = (await documentsOf(withIt.cloud)).filter(({ of }) => of === resourceGuardrailPolicy);

  expect(held.map(({ kind, text }) => [kind, kind === "policy targets" ? text : ""])).toEqual([
    ["policy targets", '["r-ab12"]'],
    ["resource control policy", ""],
  ]);
});

test("with it on every backup and copy is made as without it", async () => {
  const made = ({ backup }: Cloud) =>
    backup
      .recoveryPoints()
      .map(({ resourceArn, accountId, region, vaultName, status, createdAt, isContinuous }) =>
        [resourceArn, accountId, region, vaultName, status, createdAt, isContinuous].join(" "),
      );
  const without = await disasterWorld({ days });

  const points = made(withIt.cloud);

  expect(points.toSorted()).toEqual(made(without.cloud).toSorted());
  expect(points.filter((one) => one.includes("lockstep-central-"))).not.toEqual([]);
  expect(points.length).toBeGreaterThan(50);
});

test("the pipeline makes no such policy with roles that were bootstrapped for another config", async () => {
  let changed = 0;
  const mutate: Mutate = (written) => {
    if (written.kind !== "managed policy") return written.document;
    const text = JSON.stringify(written.document);
    const without = text.replace(/,"RESOURCE_CONTROL_POLICY"|"RESOURCE_CONTROL_POLICY",/g, "");
    if (without !== text) changed++;
    return JSON.parse(without) as object;
  };

  const deploying = deployDirectly(guarded.estate, { judge, mutate });

  await expect(deploying).rejects.toMatchObject({
    code: "AccessDeniedException",
    message: expect.stringContaining("is not authorized to perform: organizations:CreatePolicy"),
  });
  expect(changed).toBeGreaterThan(0);
});

test("a stranger whom a trust lets in takes the role without it, and not with it", async () => {
  const takes = async ({ cloud }: DisasterWorld) => {
    const [role] = cloud.iam.roles().filter(({ name }) => name === reachInRole("prod"));
    if (!role) throw new Error("got no role to take");
    const { arn, accountId } = role;
    const policy = { name: "trust", document: role.trust };
    return cloud.access.verdict(administrator(outsideAccount), "sts:AssumeRole", { arn, accountId, policy });
  };

  expect((await takes(open)).allowed).toBe(true);
  expect(await takes(openWithIt)).toEqual({
    allowed: false,
    because: `resource control policy ${resourceGuardrailPolicy}: RolesForMembersOnly`,
  });
});

test("a stranger whom a grant lets in uses the key without it, and not with it", async () => {
  const uses = async ({ cloud, estate }: DisasterWorld) => {
    const [key] = cloud.kms.all().filter(({ accountId }) => accountId === estate.central.prod.accountId);
    if (!key) throw new Error("got no key to use");
    const { arn } = administrator(outsideAccount);
    const grant = {
      id: "given-away",
      name: null,
      granteePrincipal: arn,
      retiringPrincipal: null,
      operations: ["Decrypt" as const],
      constraints: {},
      issuingAccountId: key.accountId,
      createdAt: 0,
    };
    const target = { ...keyTarget(key), grants: [grant] };
    return (await cloud.access.verdict(administrator(outsideAccount), "kms:Decrypt", target)).allowed;
  };

  expect(await uses(open)).toBe(true);
  expect(await uses(openWithIt)).toBe(false);
});

test("a workflow of another repository whom a trust lets in takes the hub role without it, and not with it", async () => {
  const name = hubApplyRole("app-prod");
  const others = { ...inEnvironment("app-prod"), repository: "somebody/else" };

  expect((await takeHubRole(open, others, name)).arn).toContain(name);
  await expect(takeHubRole(openWithIt, others, name)).rejects.toThrow(
    `resource control policy ${resourceGuardrailPolicy}: OnlyThisRepository`,
  );
  expect((await takeHubRole(openWithIt, inEnvironment("app-prod"), name)).arn).toContain(name);
});
