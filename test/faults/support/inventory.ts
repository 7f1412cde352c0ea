import { ListRolesCommand } from "@aws-sdk/client-iam";
import { administratorOf } from "../../emulator/deploy/seed-organization.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { wireClients } from "../../emulator/testing/wire-clients.ts";

/**
 * Everything in an account and Region that a stack could have made, as the cloud itself knows it, a line each and sorted.
 * What AWS makes by itself is left out.
 */
export async function inventory(standIn: StandIn, accountId: string, region: string): Promise<readonly string[]> {
  // before it is answered, the model knows all that was written over the wire
  const { iam: client } = wireClients(standIn.url, standIn.credentialsOf(administratorOf(accountId).arn), region);
  await client.send(new ListRolesCommand({}));
  const { iam, kms, backup } = standIn.cloud;
  const roles = iam
    .roles()
    .filter((role) => role.accountId === accountId && !role.path.startsWith("/aws-service-role/"));
  const keys = kms.all().filter((key) => key.accountId === accountId && key.region === region && !key.isAwsManaged);
  const vaults = backup.vaults().filter((vault) => vault.accountId === accountId && vault.region === region);
  return [
    ...roles.flatMap(({ name, inline, attachedPolicyArns }) => [
      `role ${name}`,
      ...[...inline.keys()].map((policy) => `role policy ${name}:${policy}`),
      ...attachedPolicyArns.map((arn) => `attachment ${name} ${arn}`),
    ]),
    ...keys.flatMap(({ arn, aliases }) => [`key ${arn}`, ...aliases.map((alias) => `alias ${alias} of ${arn}`)]),
    ...vaults.flatMap(({ arn, policy, lock, keyArn }) => [
      `vault ${arn} with ${keyArn}`,
      ...(policy === null ? [] : [`vault policy ${arn}`]),
      ...(lock === null ? [] : [`vault lock ${arn}`]),
    ]),
    ...(await rulesOf(standIn, accountId, region)),
  ].sort();
}

interface Rules {
  readonly Rules: readonly { readonly Name: string }[];
}
interface Targets {
  readonly Targets?: readonly { readonly Id: string; readonly Arn: string }[];
}

async function rulesOf(standIn: StandIn, accountId: string, region: string): Promise<readonly string[]> {
  const ask = async <T>(operation: string, input: object): Promise<T> => {
    const answer = await fetch(standIn.motoUrl, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSEvents.${operation}`,
        "x-moto-account-id": accountId,
        authorization: `AWS4-HMAC-SHA256 Credential=inventory/20261101/${region}/events/aws4_request, SignedHeaders=host, Signature=none`,
      },
      body: JSON.stringify(input),
    });
    return (await answer.json()) as T;
  };
  const { Rules } = await ask<Rules>("ListRules", {});
  const found = await Promise.all(
    Rules.map(async ({ Name }) => {
      const { Targets = [] } = await ask<Targets>("ListTargetsByRule", { Rule: Name });
      return [`rule ${Name}`, ...Targets.map(({ Id, Arn }) => `rule target ${Name} ${Id} ${Arn}`)];
    }),
  );
  return found.flat();
}
