import * as aws from "@aws-sdk/client-organizations";
import { describe, expect, test } from "vitest";
import { Cloud } from "../model/cloud.ts";
import { allowEverything } from "../model/policy-document.ts";
import { allowAll } from "../testing/judges.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";
import { methodOf } from "./method-of.ts";
import { operationsOf } from "./wire-schema.ts";

const [management, shared, orders, leaver, closed] = [
  "111111111111",
  "222222222222",
  "333333333333",
  "444444444444",
  "555555555555",
];
const [rootId, unit] = ["r-ab12", "ou-ab12-11111111"];

function organization(): Cloud {
  const cloud = new Cloud({
    start: new Date("2026-11-01T00:00:00Z"),
    judge: allowAll,
    organization: { id: "o-a1b2c3d4e5", rootId, managementAccountId: management },
  });
  cloud.organizations.addUnit({ id: unit, name: "team", parentId: rootId });
  for (const id of [shared, orders, leaver, closed]) {
    cloud.organizations.addAccount({ id, name: `account ${id}`, parentId: rootId });
  }
  return cloud;
}

describe.skipIf(await missingStandIn())("AWS Organizations over the wire", () => {
  const standIn = useStandIn(organization);
  const as = (accountId: string) =>
    wireClients(standIn().url, standIn().credentialsOf(`arn:aws:iam::${accountId}:root`)).organizations;

  test("answers every operation of the model as the SDK's own schemas have it", async () => {
    const client = as(management);
    const backup = { ServicePrincipal: "backup.amazonaws.com" };
    const type = { PolicyType: aws.PolicyType.BACKUP_POLICY, RootId: rootId };
    const plan = (name: string) => JSON.stringify({ plans: { [name]: { regions: { "@@assign": ["eu-west-2"] } } } });

    await client.send(new aws.DescribeOrganizationCommand({}));
    await client.send(new aws.ListRootsCommand({}));
    expect((await client.send(new aws.ListAccountsCommand({}))).Accounts).toHaveLength(5);
    await client.send(new aws.DescribeAccountCommand({ AccountId: orders }));
    await client.send(new aws.ListParentsCommand({ ChildId: orders }));
    await client.send(new aws.ListChildrenCommand({ ParentId: rootId, ChildType: "ACCOUNT" }));
    await client.send(new aws.ListAccountsForParentCommand({ ParentId: rootId }));
    await client.send(new aws.ListOrganizationalUnitsForParentCommand({ ParentId: rootId }));
    await client.send(new aws.DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unit }));
    await client.send(
      new aws.MoveAccountCommand({ AccountId: orders, SourceParentId: rootId, DestinationParentId: unit }),
    );

    await client.send(new aws.EnableAWSServiceAccessCommand(backup));
    await client.send(new aws.ListAWSServiceAccessForOrganizationCommand({}));
    await client.send(new aws.RegisterDelegatedAdministratorCommand({ ...backup, AccountId: shared }));
    const delegates = await client.send(new aws.ListDelegatedAdministratorsCommand(backup));
    expect(delegates.DelegatedAdministrators).toMatchObject([{ Id: shared }]);
    await client.send(new aws.ListDelegatedServicesForAccountCommand({ AccountId: shared }));
    await client.send(new aws.DeregisterDelegatedAdministratorCommand({ ...backup, AccountId: shared }));
    await client.send(new aws.DisableAWSServiceAccessCommand(backup));

    await client.send(new aws.EnablePolicyTypeCommand(type));
    const created = await client.send(
      new aws.CreatePolicyCommand({
        Name: "gold",
        Description: "",
        Type: "BACKUP_POLICY",
        Content: plan("gold"),
        Tags: [{ Key: "a", Value: "1" }],
      }),
    );
    const PolicyId = created.Policy?.PolicySummary?.Id ?? "";
    await client.send(new aws.UpdatePolicyCommand({ PolicyId, Content: plan("silver") }));
    await client.send(new aws.DescribePolicyCommand({ PolicyId }));
    await client.send(new aws.ListPoliciesCommand({ Filter: "BACKUP_POLICY" }));
    await client.send(new aws.AttachPolicyCommand({ PolicyId, TargetId: orders }));
    await client.send(new aws.ListPoliciesForTargetCommand({ TargetId: orders, Filter: "BACKUP_POLICY" }));
    expect((await client.send(new aws.ListTargetsForPolicyCommand({ PolicyId }))).Targets).toMatchObject([
      { TargetId: orders },
    ]);
    await as(orders).send(new aws.DescribeEffectivePolicyCommand({ PolicyType: "BACKUP_POLICY" }));
    await client.send(new aws.TagResourceCommand({ ResourceId: PolicyId, Tags: [{ Key: "b", Value: "2" }] }));
    await client.send(new aws.UntagResourceCommand({ ResourceId: PolicyId, TagKeys: ["a"] }));
    expect((await client.send(new aws.ListTagsForResourceCommand({ ResourceId: PolicyId }))).Tags).toEqual([
      { Key: "b", Value: "2" },
    ]);
    await client.send(new aws.DetachPolicyCommand({ PolicyId, TargetId: orders }));
    await client.send(new aws.DeletePolicyCommand({ PolicyId }));
    await client.send(new aws.DisablePolicyTypeCommand(type));

    const statement = {
      Sid: "See",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${shared}:root` },
      Action: "organizations:ListAccounts",
      Resource: "*",
    };
    const Content = JSON.stringify({ ...allowEverything, Statement: [statement] });
    await client.send(new aws.PutResourcePolicyCommand({ Content }));
    expect((await client.send(new aws.DescribeResourcePolicyCommand({}))).ResourcePolicy).toMatchObject({ Content });
    await client.send(new aws.DeleteResourcePolicyCommand({}));

    await as(leaver).send(new aws.LeaveOrganizationCommand({}));
    await client.send(new aws.RemoveAccountFromOrganizationCommand({ AccountId: orders }));
    await client.send(new aws.CloseAccountCommand({ AccountId: closed }));

    const asked = new Set(
      standIn()
        .log.all()
        .map(({ operation }) => operation),
    );
    const modelled = [...operationsOf(aws).keys()].filter(
      (name) => methodOf(standIn().cloud.organizations, name) !== null,
    );
    expect(modelled.filter((name) => !asked.has(name))).toEqual([]);
    expect(
      standIn()
        .log.all()
        .filter(({ status }) => status !== 200),
    ).toEqual([]);
  });

  test("gives errors that the SDK knows by name", async () => {
    const unknown = as(management).send(new aws.DescribePolicyCommand({ PolicyId: "p-0000000000" }));

    await expect(unknown).rejects.toBeInstanceOf(aws.PolicyNotFoundException);
  });

  test("refuses, and does not forward, what the model lacks", async () => {
    const lacking = as(management).send(
      new aws.CreateAccountCommand({ AccountName: "new", Email: "new@acme.example" }),
    );

    await expect(lacking).rejects.toThrow("CreateAccount is not part of the emulated AWS Organizations");
  });
});
