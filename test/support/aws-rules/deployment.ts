import type { PolicyText } from "./policy-text.ts";

type Block = Readonly<Record<string, unknown>>;

/** One resource of some stack, in the account and Region that its provider acts in. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly block: Block;
}

/** What the stacks bring about, read from nothing but their Terraform JSON. */
export interface Deployment {
  readonly resources: readonly Resource[];
  readonly policies: readonly PolicyText[];
}

interface Stack {
  readonly provider: { readonly aws: readonly Block[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

/** @throws for a resource whose provider is not one of its stack's, which Terraform would refuse */
export function deploymentOf(texts: ReadonlyMap<string, string>): Deployment {
  const resources = [...texts].flatMap(([stack, text]) => resourcesIn(stack, JSON.parse(text) as Stack));
  const policies = resources
    .filter(({ type, block }) => type === "aws_organizations_policy" && block.type === "BACKUP_POLICY")
    .map((policy) => ({
      name: String(policy.block.name),
      text: String(policy.block.content),
      description: String(policy.block.description ?? ""),
      targetIds: resources
        .filter(({ type, stack }) => type === "aws_organizations_policy_attachment" && stack === policy.stack)
        .filter(({ block }) => block.policy_id === `\${aws_organizations_policy.${policy.name}.id}`)
        .map(({ block }) => String(block.target_id)),
    }));
  return { resources, policies };
}

function resourcesIn(stack: string, { provider, resource = {} }: Stack): readonly Resource[] {
  const places = new Map(
    provider.aws.map(({ alias, region, allowed_account_ids }) => [
      `aws.${alias}`,
      { region: String(region), accountId: String((allowed_account_ids as readonly unknown[])[0]) },
    ]),
  );
  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks)
      .filter(([name]) => name !== "//")
      .map(([name, block]) => {
        const place = places.get(String(block.provider));
        if (!place) throw new Error(`${stack}: ${type}.${name} has provider ${block.provider}, which the stack lacks`);
        return { stack, type, name, ...place, block };
      }),
  );
}

/** A vault with what guards it. */
export interface DeployedVault {
  readonly vault: Resource;
  readonly lock: Resource | undefined;
  readonly access: Resource | undefined;
  readonly key: Resource | undefined;
}

export function vaultsIn({ resources }: Deployment): readonly DeployedVault[] {
  const ofVault = (vault: Resource, type: string) =>
    resources.find(
      (other) =>
        other.type === type &&
        isBeside(vault, other) &&
        [vault.block.name, `\${aws_backup_vault.${vault.name}.name}`].includes(other.block.backup_vault_name),
    );
  return resources
    .filter(({ type }) => type === "aws_backup_vault")
    .map((vault) => ({
      vault,
      lock: ofVault(vault, "aws_backup_vault_lock_configuration"),
      access: ofVault(vault, "aws_backup_vault_policy"),
      key: resources.find(
        (other) =>
          other.type === "aws_kms_key" &&
          isBeside(vault, other) &&
          vault.block.kms_key_arn === `\${aws_kms_key.${other.name}.arn}`,
      ),
    }));
}

const isBeside = (a: Resource, b: Resource) =>
  a.stack === b.stack && a.accountId === b.accountId && a.region === b.region;
