import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Estate } from "../../src/model.ts";
import { gatherFacts } from "../../src/preflight/gather-facts.ts";
import { missingMoto, startMoto } from "../bootstrap/support/moto.ts";
import { sessionIn } from "../bootstrap/support/shared-account.ts";
import { type Answer, standIn } from "./support/aws-stand-in.ts";
import { example, known } from "./support/facts.ts";

/** The caller's environment, put back after the test. */
function setEnvironment(values: Readonly<Record<string, string>>) {
  const before = { ...process.env };
  Object.assign(process.env, values);
  onTestFinished(() => {
    for (const name of Object.keys(values)) delete process.env[name];
    Object.assign(process.env, before);
  });
}

/** An organization in moto whose accounts are the estate's first two; moto gives the ids. */
async function organizationIn(moto: string): Promise<Estate> {
  const credentials = await sessionIn(moto, "111111111111");
  const client = new OrganizationsClient({ region: "us-east-1", endpoint: moto, credentials });
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots } = await client.send(new ListRootsCommand({}));
  const rootId = Roots?.[0]?.Id ?? "";
  await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: "BACKUP_POLICY" }));
  await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: "RESOURCE_CONTROL_POLICY" }));
  const { Policy } = await client.send(
    new CreatePolicyCommand({
      Name: "of-others",
      Description: "",
      Type: "RESOURCE_CONTROL_POLICY",
      Content: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" }],
      }),
    }),
  );
  await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: rootId }));
  await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "config.amazonaws.com" }));
  const unit = async (ParentId: string, Name: string) =>
    (await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }))).OrganizationalUnit?.Id ?? "";
  const ouId = await unit(rootId, "data");
  const below = await unit(ouId, "lake");
  const account = async (name: string, parent: string | null) => {
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@acme.example` }),
    );
    const AccountId = CreateAccountStatus?.AccountId ?? "";
    if (parent) {
      await client.send(new MoveAccountCommand({ AccountId, SourceParentId: rootId, DestinationParentId: parent }));
    }
    return AccountId;
  };
  const ids = [await account("inside", below), await account("astray", null)];

  const organization = { id: Organization?.Id ?? "", rootId, managementAccountId: "111111111111" };
  const [first] = example.units;
  if (!first) throw new Error("the example has a unit");
  return {
    ...example,
    organization,
    units: [{ ...first, ouId, orgPath: `${organization.id}/${rootId}/${ouId}/` }],
    accounts: example.accounts
      .filter(({ unit }) => unit === first.name)
      .map((account, index) => ({ ...account, regions: ["eu-west-2", "eu-west-1"], accountId: ids[index] ?? "" })),
  };
}

const answers: Readonly<Record<string, Answer>> = {
  ListDelegatedAdministrators: { status: 200, body: { DelegatedAdministrators: [{ Id: "222222222222" }] } },
  DescribeResourcePolicy: { status: 400, body: {}, error: "ResourcePolicyNotFoundException" },
  ListAWSServiceAccessForOrganization: { status: 400, body: {}, error: "AccessDeniedException" },
  "GET /global-settings eu-west-2": { status: 200, body: { GlobalSettings: { isCrossAccountBackupEnabled: "true" } } },
  "GET /account-settings eu-west-2": { status: 200, body: { ResourceTypeOptInPreference: { S3: true, EBS: false } } },
  "GET /account-settings eu-west-1": { status: 403, body: {}, error: "UnrecognizedClientException" },
};

describe.skipIf(await missingMoto())("what is asked of AWS", () => {
  test("comes back as facts, with what is denied or off told apart", async () => {
    const moto = await startMoto();
    const estate = await organizationIn(moto);
    const { url, asked } = await standIn(moto, (question) => answers[question]);
    const session = await sessionIn(moto, "111111111111", "Admin");
    setEnvironment({
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
    });

    const facts = await gatherFacts(estate);

    const [inside = "", astray = ""] = estate.accounts.map(({ accountId }) => accountId);
    expect(facts).toMatchObject({
      caller: { accountId: "111111111111", role: "Admin" },
      organization: known({ id: estate.organization.id, managementAccountId: "111111111111", allFeatures: true }),
      policyTypes: known(["BACKUP_POLICY", "RESOURCE_CONTROL_POLICY"]),
      resourceControlPolicies: known(expect.arrayContaining(["of-others"])),
      trustedServices: { needs: "organizations:ListAWSServiceAccessForOrganization" },
      delegates: { "backup.amazonaws.com": known(["222222222222"]) },
      delegationPolicy: known(null),
      globalSettings: known({ isCrossAccountBackupEnabled: "true" }),
      managementOptIn: {
        "eu-west-2": known({ S3: true, EBS: false }),
        "eu-west-1": { needs: expect.stringContaining("UnrecognizedClientException") },
      },
    });
    expect("answer" in facts.accounts && facts.accounts.answer.get(inside)).toBe("ACTIVE");
    expect(facts.units).toEqual({
      "data-platform": known({
        orgPath: estate.units[0]?.orgPath,
        accountIds: [inside],
        strays: new Map([[astray, estate.organization.rootId]]),
      }),
    });
    expect(facts.entries.get(inside)).toMatchObject({
      outcome: "entered",
      disabledRegions: ["eu-west-1"],
      unaskedRegions: [],
    });
    expect(facts.entries.get("444444444444")).toMatchObject({
      outcome: "entered",
      serviceLinkedRole: known("missing"),
    });
    // it only ever reads
    const calls = asked.filter((question) => !question.startsWith("POST / "));
    expect(calls.filter((call) => !/^(List|Describe|GET )/.test(call))).toEqual([]);
  });

  test("is refused with credentials of another account", async () => {
    const moto = await startMoto();
    const session = await sessionIn(moto, "999999999999", "Admin");
    setEnvironment({
      AWS_ENDPOINT_URL: moto,
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
    });

    await expect(gatherFacts(example)).rejects.toThrow(
      "got credentials of account 999999999999 (arn:aws:sts::999999999999:assumed-role/Admin/test); use credentials of the shared account (222222222222) or the management account (111111111111)",
    );
  });
});
