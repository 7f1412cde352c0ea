import { canonicalJson } from "../../../src/delivery/stack/canonical-json.ts";
import type { Cloud } from "../model/cloud.ts";
import { modelledPolicyTypes } from "../model/organizations/policy-content.ts";
import { policyKinds } from "./deployed-document.ts";

export type HeldKind =
  | "trust"
  | "inline policy"
  | "managed policy"
  | "boundary"
  | "attached policies"
  | "vault policy"
  | "key policy"
  | "service control policy"
  | "resource control policy"
  | "backup policy"
  | "policy targets"
  | "delegation policy";

/** A document that the cloud holds, comparable with that of another cloud. */
export interface HeldDocument {
  readonly kind: HeldKind;
  readonly accountId: string;
  /** `""` for what an account has once. */
  readonly region: string;
  /** Name of the principal, policy or vault; alias of the key. */
  readonly of: string;
  /** Name of an inline policy; `""` of all else. */
  readonly name: string;
  /** JSON with sorted keys; keys of KMS stand in it by their alias. Of boundaries, attachments and targets: ARNs or ids. */
  readonly text: string;
}

/**
 * Every policy document that a cloud holds, sorted, and who is bound by which. Left out: policies and keys of AWS's own,
 * service-linked roles, the roles that StackSets work with.
 */
export async function documentsOf(cloud: Cloud): Promise<readonly HeldDocument[]> {
  const held = [...ofPrincipals(cloud), ...ofKeys(cloud), ...ofVaults(cloud), ...(await ofOrganization(cloud))];
  const aliases = cloud.kms.all().map(({ arn, aliases: [alias] }) => [arn, alias] as const);
  const named = held.map((one) => ({ ...one, text: withAliases(one.text, aliases) }));
  return named
    .map((one) => [JSON.stringify(one), one] as const)
    .sort(([one], [another]) => (one < another ? -1 : one > another ? 1 : 0))
    .map(([, one]) => one);
}

function ofPrincipals({ iam }: Cloud): readonly HeldDocument[] {
  const roles = iam
    .roles()
    .filter(({ path, name }) => !path.startsWith("/aws-service-role/") && !name.startsWith("stacksets-exec-"));
  const managed = [...iam.policies()].filter(([arn]) => !arn.startsWith("arn:aws:iam::aws:"));
  return [
    ...roles.map(({ accountId, name, trust }) => held("trust", accountId, name, trust)),
    ...roles.flatMap(({ accountId, name, boundaryArn }) =>
      boundaryArn === null ? [] : [held("boundary", accountId, name, boundaryArn)],
    ),
    ...[...roles, ...iam.users()].flatMap(({ arn, accountId, inline, attachedPolicyArns }) => {
      const of = lastOf(arn);
      return [
        ...[...inline].map(([name, document]) => ({ ...held("inline policy", accountId, of, document), name })),
        ...(attachedPolicyArns.length === 0
          ? []
          : [held("attached policies", accountId, of, [...attachedPolicyArns].sort())]),
      ];
    }),
    ...managed.map(([arn, document]) => held("managed policy", arn.split(":")[4] ?? "", lastOf(arn), document)),
  ];
}

const ofKeys = ({ kms }: Cloud): readonly HeldDocument[] =>
  kms
    .all()
    .filter(({ isAwsManaged }) => !isAwsManaged)
    .map(({ accountId, region, aliases, policy }) => ({
      ...held("key policy", accountId, aliases[0] ?? "without an alias", policy),
      region,
    }));

const ofVaults = ({ backup }: Cloud): readonly HeldDocument[] =>
  backup
    .vaults()
    .flatMap(({ accountId, region, name, policy }) =>
      policy === null ? [] : [{ ...held("vault policy", accountId, name, policy), region }],
    );

async function ofOrganization({ organizations }: Cloud): Promise<readonly HeldDocument[]> {
  const accountId = organizations.managementAccountId;
  const caller = { arn: `arn:aws:iam::${accountId}:root`, accountId };
  const found: HeldDocument[] = [];
  for (const Filter of modelledPolicyTypes) {
    const { Policies = [] } = await organizations.listPolicies(caller, { Filter });
    for (const { Id: PolicyId, Name = "", AwsManaged } of Policies) {
      if (AwsManaged) continue;
      const { Policy } = await organizations.describePolicy(caller, { PolicyId });
      const { Targets = [] } = await organizations.listTargetsForPolicy(caller, { PolicyId });
      found.push(held(policyKinds[Filter], accountId, Name, JSON.parse(Policy?.Content ?? "{}")));
      found.push(held("policy targets", accountId, Name, Targets.map(({ TargetId = "" }) => TargetId).sort()));
    }
  }
  const content = await organizations.describeResourcePolicy(caller).then(
    ({ ResourcePolicy }) => ResourcePolicy?.Content,
    () => undefined,
  );
  if (content !== undefined) found.push(held("delegation policy", accountId, "the organization", JSON.parse(content)));
  return found;
}

const held = (kind: HeldKind, accountId: string, of: string, document: unknown): HeldDocument => ({
  kind,
  accountId,
  region: "",
  of,
  name: "",
  text: canonicalJson(document),
});

const lastOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

/** Ids of keys are random. */
const withAliases = (text: string, aliases: readonly (readonly [arn: string, alias: string | undefined])[]) =>
  aliases.reduce(
    (changed, [arn, alias]) =>
      alias === undefined ? changed : changed.replaceAll(`${arn}"`, `${arn.replace(/:key\/.*$/, `:${alias}`)}"`),
    text,
  );
