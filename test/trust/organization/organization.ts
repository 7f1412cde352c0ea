import type { Estate } from "../../../src/model.ts";
import { backupServiceLinkedRole } from "../../../src/names.ts";
import { awsManagedPolicies } from "../../emulator/deploy/aws-managed-policies.ts";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import { managementTemplate } from "../../emulator/deploy/management-template.ts";
import { someoneElsesOrganization } from "../../emulator/deploy/seed-organization.ts";
import { keyId, type Resource, resourcesOf, text } from "../../emulator/deploy/stack-resources.ts";
import type { Judge, NamedDocument, Verdict } from "../../emulator/model/access.ts";
import { isBoundByResourceControl } from "../../emulator/model/organizations/resource-control-policy.ts";
import { allowEverything, type Document } from "../../emulator/model/policy-document.ts";
import { exampleEstate } from "../../support/stacks.ts";
import { list, type Written } from "./documents.ts";
import { judge } from "./judge.ts";
import { administrator, classlessAccount, outsideAccount, roleArn, rootUser } from "./people.ts";

export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who asks AWS for something. */
export interface Principal {
  readonly arn: string;
  readonly accountId: string;
  readonly policies: readonly Document[];
  readonly boundary: Document | null;
  /** Whether service control policies bind it: they bind neither service-linked roles nor the management account. */
  readonly guarded: boolean;
}

export type OrganizationPolicyType = "backup_policy" | "service_control_policy" | "resource_control_policy";

/** Something in AWS that can be asked for. */
export interface Target {
  readonly arn: string;
  readonly accountId: string;
  /** The resource's own policy. */
  readonly policy: Document | null;
  /** A role's trust, which is its policy when it is about to be taken, and only then. */
  readonly trust?: Document;
  /** What AWS tells a policy about the resource. */
  readonly context: Context;
}

/** An action, on what, and what else the request says. */
export type Request = readonly [action: string, target: Target, context?: Context];

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
const fullAccess: NamedDocument = { name: "FullAWSAccess", document: allowEverything };
/** Another object than what an administrator has here: the name that is told goes by it. */
const everythingOfAws: Document = { ...allowEverything };

/** All that is synthesized for an organization, ready to be asked what it allows. */
export class Organization {
  readonly estate: Estate;
  readonly resources: readonly Resource[];
  readonly written: readonly Written[];
  readonly #attached: readonly { readonly role: string; readonly policyArn: string }[];
  readonly #boundaries: ReadonlyMap<string, string>;
  readonly #names: ReadonlyMap<Document, string>;
  readonly #judge: Judge;
  readonly #namedOnce = new Map<Document, NamedDocument>();
  readonly #places = new Map<string, Context>();
  #bounding: readonly NamedDocument[] | undefined;
  #boundResources: readonly NamedDocument[] | undefined;

  constructor(estate: Estate, resources: readonly Resource[], written: readonly Written[], by: Judge = judge) {
    this.#judge = by;
    this.estate = estate;
    this.resources = resources;
    this.written = written;
    this.#names = new Map([
      [allowEverything, "AdministratorAccess"],
      ...Object.entries(awsManagedPolicies).map(([arn, document]) => [document, `AWS's ${lastOf(arn)}`] as const),
      ...written.map(({ kind, of, document }) => [document, `${kind} of ${of}`] as const),
    ]);
    const of = (type: string) => resources.filter((resource) => resource.type === type);
    this.#attached = of("aws_iam_role_policy_attachment").map((one) => ({
      role: roleArn(one.accountId, text(one, "role")),
      policyArn: text(one, "policy_arn"),
    }));
    this.#boundaries = new Map(
      of("aws_iam_role")
        .filter((one) => text(one, "permissions_boundary") !== "")
        .map((one) => [roleArn(one.accountId, text(one, "name")), text(one, "permissions_boundary")]),
    );
  }

  /** The same organization with the statements of that Sid left out, of one kind of document or of all. */
  without(sid: string, kind?: Written["kind"]): Organization {
    let dropped = 0;
    const written = this.written.map((one) => {
      if (kind !== undefined && one.kind !== kind) return one;
      const kept = one.document.Statement.filter((statement) => statement.Sid !== sid);
      dropped += one.document.Statement.length - kept.length;
      return { ...one, document: { ...one.document, Statement: kept } };
    });
    if (dropped === 0) throw new Error(`got no statement ${sid}; the mutation would prove nothing`);
    return new Organization(this.estate, this.resources, written, this.#judge);
  }

  /** The same organization in which somebody got `document` into a role's permissions, or into a managed policy. */
  with(kind: "inline policy" | "managed policy", of: string, document: Document): Organization {
    const found = this.written.filter((one) => one.kind === kind && one.of === of);
    if (found.length === 0) throw new Error(`got no ${kind} of ${of}`);
    const written = this.written.map((one) => (found.includes(one) ? { ...one, document } : one));
    return new Organization(this.estate, this.resources, written, this.#judge);
  }

  // --- who asks ---

  /** A role that is synthesized: with its policies and its boundary. */
  role(accountId: string, name: string): Principal {
    const arn = roleArn(accountId, name);
    const inline = this.#find("inline policy", accountId, name);
    const attached = [
      ...this.#attached.filter(({ role }) => role === arn).map(({ policyArn }) => this.#managed(policyArn)),
      ...this.written
        .filter((one) => one.accountId === accountId && one.attachedTo?.includes(name))
        .map(({ document }) => document),
    ];
    if (inline.length + attached.length === 0) throw new Error(`got no permissions of ${arn}`);
    const boundary = this.#boundaries.get(arn);
    return {
      arn,
      accountId,
      policies: [...inline.map(({ document }) => document), ...attached],
      boundary: boundary === undefined ? null : this.#managed(boundary),
      guarded: true,
    };
  }

  /** Whoever may do everything that an account's own policies can allow. */
  administrator(accountId: string): Principal {
    return { ...nobody(administrator(accountId).arn, accountId), policies: [allowEverything] };
  }

  rootUser(accountId: string): Principal {
    return { ...nobody(rootUser(accountId).arn, accountId), policies: [allowEverything] };
  }

  /** AWS Backup itself, at work in an account. */
  backupService(accountId: string): Principal {
    const name = backupServiceLinkedRole;
    const policy = "arn:aws:iam::aws:policy/aws-service-role/AWSBackupServiceLinkedRolePolicyForBackup";
    return { ...nobody(roleArn(accountId, name), accountId), policies: [this.#managed(policy)], guarded: false };
  }

  // --- what is asked for ---

  vault(accountId: string, region: string): Target {
    const [vault] = this.#find("vault policy", accountId).filter((one) => one.region === region);
    if (!vault) throw new Error(`got no vault in ${accountId}, ${region}`);
    return target(`arn:aws:backup:${region}:${accountId}:backup-vault:${vault.of}`, accountId, vault.document);
  }

  /** A recovery point is guarded by the policy of the vault it is in. */
  recoveryPoint(accountId: string, region: string): Target {
    const id = "recovery-point:11111111-2222-3333-4444-555555555555";
    return target(`arn:aws:backup:${region}:${accountId}:${id}`, accountId, this.vault(accountId, region).policy);
  }

  key(accountId: string, region: string, alias?: string): Target {
    const [key] = this.resources.filter(
      (one) =>
        one.type === "aws_kms_key" &&
        one.accountId === accountId &&
        one.region === region &&
        (alias === undefined || aliasOf(one, this.resources) === alias),
    );
    if (!key) throw new Error(`got no key in ${accountId}, ${region}`);
    const of = aliasOf(key, this.resources);
    const [written] = this.#find("key policy", accountId, of).filter((one) => one.region === region);
    return {
      ...target(`arn:aws:kms:${region}:${accountId}:key/${keyId(key)}`, accountId, written?.document ?? null),
      context: { "kms:ResourceAliases": [of], ...tagContext(key.tags) },
    };
  }

  /** A key of the account that is none of Lockstep's; its account decides who may use it. */
  foreignKey(accountId: string, region: string): Target {
    const root = { AWS: `arn:aws:iam::${accountId}:root` };
    return target(`arn:aws:kms:${region}:${accountId}:key/of-another-team`, accountId, {
      Version: "2012-10-17",
      Statement: [{ Sid: "Account", Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }],
    });
  }

  roleTarget(accountId: string, name: string): Target {
    const [trust] = this.#find("trust", accountId, name);
    const arn = roleArn(accountId, name);
    const boundary = this.#boundaries.get(arn);
    return {
      ...target(arn, accountId, null),
      ...(trust ? { trust: trust.document } : {}),
      context: boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary },
    };
  }

  policyTarget(accountId: string, name: string): Target {
    return target(`arn:aws:iam::${accountId}:policy/${name}`, accountId, null);
  }

  bus(): Target {
    const [bus] = this.written.filter((one) => one.kind === "bus policy");
    if (!bus) throw new Error("got no bus");
    return target(`arn:aws:events:${bus.region}:${bus.accountId}:event-bus/${bus.of}`, bus.accountId, bus.document);
  }

  topic(): Target {
    const [topic] = this.written.filter((one) => one.kind === "topic policy");
    if (!topic) throw new Error("got no topic");
    return target(`arn:aws:sns:${topic.region}:${topic.accountId}:${topic.of}`, topic.accountId, topic.document);
  }

  /** An object in the state bucket, or with `""` the bucket. */
  state(key: string): Target {
    const [bucket] = this.written.filter((one) => one.kind === "bucket policy");
    if (!bucket) throw new Error("got no bucket");
    const arn = `arn:aws:s3:::${bucket.of}${key === "" ? "" : `/${key}`}`;
    return { ...target(arn, bucket.accountId, bucket.document), context: { "aws:SecureTransport": "true" } };
  }

  /** A policy of the organization. It belongs to the management account, whose delegation policy guards it. */
  organizationPolicy(type: OrganizationPolicyType, tags: Readonly<Record<string, string>> = {}) {
    return this.#inOrganization(`policy/${this.estate.organization.id}/${type}/p-0123456789`, {
      "organizations:PolicyType": type.toUpperCase(),
      ...tagContext(tags),
    });
  }

  /** An account, unit or root that policies attach to. */
  attachmentTarget(id: string): Target {
    const kind = id.startsWith("r-") ? "root" : id.startsWith("ou-") ? "ou" : "account";
    return this.#inOrganization(`${kind}/${this.estate.organization.id}/${id}`);
  }

  /** The delegation policy, as a thing that can be replaced. */
  delegation(): Target {
    return this.#inOrganization(`resourcepolicy/${this.estate.organization.id}/rp-0123456789`);
  }

  // --- the answer ---

  async lets(principal: Principal, request: Request): Promise<boolean> {
    return (await this.verdict(principal, request)).allowed;
  }

  /** What AWS answers, and which statements decide. */
  verdict(principal: Principal, [action, target, context = {}]: Request): Promise<Verdict> {
    const document = action.startsWith("sts:") ? target.trust : target.policy;
    return this.#judge({
      principalArn: principal.arn,
      action,
      resourceArn: target.arn,
      resourceAccountId: target.accountId,
      context: joined(joined(this.#placeContext(principal, target.accountId), target.context), context),
      identityPolicies: principal.policies.map((policy) => this.#named(policy)),
      boundary: principal.boundary && this.#named(principal.boundary),
      serviceControlPolicies: [{ of: this.estate.organization.rootId, policies: this.#guardrails(principal) }],
      resourceControlPolicies: this.#resourceGuardrails(principal, action, target),
      resourcePolicy: document ? this.#named(document) : null,
    });
  }

  /** Those of the requests that are allowed, in words. @throws when there are none to ask */
  async allowed(principal: Principal, requests: readonly Request[]): Promise<readonly string[]> {
    return this.#judged(principal, requests, true);
  }

  /** Those of the requests that are denied, in words. @throws when there are none to ask */
  async denied(principal: Principal, requests: readonly Request[]): Promise<readonly string[]> {
    return this.#judged(principal, requests, false);
  }

  /** Who of them is allowed what. @throws when there is nobody, or nothing to ask */
  async allowedToAny(principals: readonly Principal[], requests: readonly Request[]): Promise<readonly string[]> {
    return this.#judgedOfEach(principals, requests, true);
  }

  /** Who of them is denied what. @throws when there is nobody, or nothing to ask */
  async deniedToAny(principals: readonly Principal[], requests: readonly Request[]): Promise<readonly string[]> {
    return this.#judgedOfEach(principals, requests, false);
  }

  async #judgedOfEach(
    principals: readonly Principal[],
    requests: readonly Request[],
    wanted: boolean,
  ): Promise<readonly string[]> {
    if (principals.length === 0) throw new Error("got nobody who asks; the answer would prove nothing");
    const found = await Promise.all(
      principals.map(async (principal) =>
        (await this.#judged(principal, requests, wanted)).map((what) => `${principal.arn}: ${what}`),
      ),
    );
    return found.flat();
  }

  async #judged(principal: Principal, requests: readonly Request[], wanted: boolean): Promise<readonly string[]> {
    if (requests.length === 0) throw new Error("got nothing to ask; the answer would prove nothing");
    const verdicts = await Promise.all(requests.map((request) => this.lets(principal, request)));
    const found = requests.filter((_, index) => verdicts[index] === wanted);
    return found.map(([action, { arn }]) => `${action} on ${arn}`);
  }

  #named(document: Document): NamedDocument {
    const known = this.#namedOnce.get(document) ?? { name: this.#names.get(document) ?? "policy", document };
    this.#namedOnce.set(document, known);
    return known;
  }

  #guardrails({ guarded, accountId }: Principal) {
    const bound = guarded && accountId !== outsideAccount && accountId !== this.estate.organization.managementAccountId;
    if (!bound) return [fullAccess];
    this.#bounding ??= [
      fullAccess,
      ...this.written
        .filter(({ kind }) => kind === "service control policy")
        .map(({ document }) => this.#named(document)),
    ];
    return this.#bounding;
  }

  #resourceGuardrails({ arn }: Principal, action: string, { accountId }: Target) {
    const { managementAccountId } = this.estate.organization;
    const isMember = accountId !== outsideAccount && accountId !== managementAccountId;
    this.#boundResources ??= this.written
      .filter(({ kind }) => kind === "resource control policy")
      .map(({ document }) => this.#named(document));
    if (!isMember || this.#boundResources.length === 0 || !isBoundByResourceControl(arn, action)) return [];
    return this.#boundResources;
  }

  /** Who asks, from where, for something of which account: the same for all that somebody asks for there. */
  #placeContext({ arn, accountId }: Principal, ofAccount: string): Context {
    const key = `${arn} ${ofAccount}`;
    const known = this.#places.get(key) ?? {
      "aws:PrincipalArn": arn,
      ...this.#accountContext("Principal", accountId),
      ...this.#accountContext("Resource", ofAccount),
    };
    this.#places.set(key, known);
    return known;
  }

  #accountContext(side: "Principal" | "Resource", accountId: string): Context {
    const { organization, accounts, units } = this.estate;
    const outside = accountId === outsideAccount;
    const organizationId = outside ? someoneElsesOrganization : organization.id;
    const unit = units.find(({ name }) => name === accounts.find((one) => one.accountId === accountId)?.unit);
    const path = outside
      ? `${organizationId}/r-zz99/`
      : (unit?.orgPath ?? `${organization.id}/${organization.rootId}/`);
    return {
      [`aws:${side}Account`]: accountId,
      [`aws:${side}OrgID`]: organizationId,
      [`aws:${side}OrgPaths`]: [path],
    };
  }

  #inOrganization(resource: string, context: Context = {}): Target {
    const { managementAccountId } = this.estate.organization;
    const [delegation] = this.written.filter((one) => one.kind === "delegation policy");
    const arn = `arn:aws:organizations::${managementAccountId}:${resource}`;
    return { ...target(arn, managementAccountId, delegation?.document ?? null), context };
  }

  #find(kind: Written["kind"], accountId: string, of?: string): readonly Written[] {
    return this.written.filter(
      (one) => one.kind === kind && one.accountId === accountId && (of === undefined || one.of === of),
    );
  }

  #managed(arn: string): Document {
    const own = this.written.find(
      (one) => one.kind === "managed policy" && arn === `arn:aws:iam::${one.accountId}:policy/${one.of}`,
    );
    const document = own?.document ?? (arn === administratorAccess ? everythingOfAws : awsManagedPolicies[arn]);
    if (!document) throw new Error(`got ${arn}, which is neither synthesized nor written down`);
    return document;
  }
}

/** What is said beside; nothing is copied where there is nothing to say. */
function joined(one: Context, more: Context): Context {
  for (const _ in more) return { ...one, ...more };
  return one;
}

/** The same estate object is synthesized once. @param by who answers @default `judge` */
export const organizationOf = (estate: Estate, by?: Judge): Organization =>
  organizationFrom(estate, deployedTexts(estate), by);

/** The same from stacks that are synthesized already, or that somebody has changed. */
export function organizationFrom(estate: Estate, texts: ReadonlyMap<string, string>, by?: Judge): Organization {
  const resources = [...texts].flatMap(([stack, json]) => resourcesIn(stack, json));
  const written = [
    ...resources.flatMap((one) => writtenIn(one, resources)),
    ...accountIds(estate).flatMap((accountId) => pipelineRolesIn(estate, accountId, resources)),
  ];
  return new Organization(estate, resources, written, by);
}

const parsed = new Map<string, readonly Resource[]>();

// as many as one organization has, and a few that somebody changes
const most = 100;

/** A stack's text is read once. */
function resourcesIn(stack: string, json: string): readonly Resource[] {
  const key = `${stack} ${json}`;
  const known = parsed.get(key) ?? resourcesOf(stack, json);
  // what was asked for last is kept longest
  parsed.delete(key);
  parsed.set(key, known);
  const [oldest] = parsed.keys();
  if (parsed.size > most && oldest !== undefined) parsed.delete(oldest);
  return known;
}

/** Every account that gets the pipeline's roles: those of config, and those that nobody has told it of. */
export const accountIds = ({ organization, shared, central, accounts }: Estate): readonly string[] => [
  organization.managementAccountId,
  shared.accountId,
  central.prod.accountId,
  central.nonprod.accountId,
  ...accounts.map(({ accountId }) => accountId),
  classlessAccount,
];

/** A principal with no permissions at all. */
export const nobody = (arn: string, accountId: string): Principal => ({
  arn,
  accountId,
  policies: [],
  boundary: null,
  guarded: true,
});

const lastOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

export const target = (arn: string, accountId: string, policy: Document | null = null): Target => ({
  arn,
  accountId,
  policy,
  context: {},
});

export const tagContext = (tags: Readonly<Record<string, string>>, kind = "Resource"): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:${kind}Tag/${key}`, value]));

export function aliasOf(key: Resource, resources: readonly Resource[]): string {
  const alias = resources.find(
    (one) => one.type === "aws_kms_alias" && one.stack === key.stack && text(one, "target_key_id") === keyId(key),
  );
  // somebody may have moved it to another key
  return alias ? text(alias, "name") : `no alias of ${keyId(key)}`;
}

const writtenOnce = new WeakMap<Resource, readonly Written[]>();

/** Documents stay the same objects for as long as their stack does: who has judged them need not read them again. */
function writtenIn(resource: Resource, resources: readonly Resource[]): readonly Written[] {
  const known = writtenOnce.get(resource) ?? readWritten(resource, resources);
  writtenOnce.set(resource, known);
  return known;
}

function readWritten(resource: Resource, resources: readonly Resource[]): readonly Written[] {
  const { type, stack, accountId, region } = resource;
  const written = (kind: Written["kind"], of: string, argument: string, where = ""): readonly Written[] => [
    { kind, stack, accountId, region: where, of, document: JSON.parse(text(resource, argument)) as Document },
  ];
  switch (type) {
    case "aws_iam_role":
      return written("trust", text(resource, "name"), "assume_role_policy");
    case "aws_iam_role_policy":
      return written("inline policy", text(resource, "role"), "policy");
    case "aws_iam_policy":
      return written("managed policy", text(resource, "name"), "policy");
    case "aws_backup_vault_policy":
      return written("vault policy", text(resource, "backup_vault_name"), "policy", region);
    case "aws_kms_key":
      return written("key policy", aliasOf(resource, resources), "policy", region);
    case "aws_cloudwatch_event_bus_policy":
      return written("bus policy", text(resource, "event_bus_name"), "policy", region);
    case "aws_sns_topic_policy":
      return written("topic policy", text(resource, "arn").split(":").at(-1) ?? "", "policy", region);
    case "aws_s3_bucket_policy":
      return written("bucket policy", text(resource, "bucket"), "policy");
    case "aws_organizations_resource_policy":
      return written("delegation policy", "the organization", "content");
    case "aws_organizations_policy":
      return controlPolicies(text(resource, "type")).flatMap((kind) =>
        written(kind, text(resource, "name"), "content"),
      );
    default:
      return [];
  }
}

function controlPolicies(type: string): readonly Written["kind"][] {
  if (type === "SERVICE_CONTROL_POLICY") return ["service control policy"];
  return type === "RESOURCE_CONTROL_POLICY" ? ["resource control policy"] : [];
}

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      | {
          readonly Type: "AWS::IAM::ManagedPolicy";
          readonly Properties: {
            readonly ManagedPolicyName: string;
            readonly PolicyDocument: Document;
            readonly Roles?: readonly string[];
          };
        }
      | {
          readonly Type: "AWS::IAM::Role";
          readonly Properties: {
            readonly RoleName: string;
            readonly AssumeRolePolicyDocument: Document;
            readonly Policies: readonly { readonly PolicyDocument: Document }[];
          };
        }
    >
  >;
}

/** The CloudFormation template that gives every account the pipeline's roles, as text. */
export function templateIn(resources: readonly Resource[]): string {
  const stackSet = resources.find((one) => one.type === "aws_cloudformation_stack_set");
  if (!stackSet) throw new Error("got no StackSet");
  return text(stackSet, "template_body");
}

const templatesOnce = new Map<string, readonly Written[]>();

function pipelineRolesIn(estate: Estate, accountId: string, resources: readonly Resource[]): readonly Written[] {
  const isManagement = accountId === estate.organization.managementAccountId;
  const template = isManagement ? managementTemplate(estate) : templateIn(resources);
  const key = `${accountId} ${template}`;
  const known = templatesOnce.get(key) ?? readPipelineRoles(accountId, template);
  templatesOnce.delete(key);
  templatesOnce.set(key, known);
  const [oldest] = templatesOnce.keys();
  if (templatesOnce.size > most && oldest !== undefined) templatesOnce.delete(oldest);
  return known;
}

function readPipelineRoles(accountId: string, template: string): readonly Written[] {
  const { Resources } = JSON.parse(template) as Template;
  const where = { stack: "bootstrap", accountId, region: "" };
  return Object.values(Resources).flatMap((one): readonly Written[] => {
    if (one.Type === "AWS::IAM::ManagedPolicy") {
      const { ManagedPolicyName: of, PolicyDocument: document, Roles: attachedTo = [] } = one.Properties;
      return [{ ...where, kind: "managed policy", of, document, attachedTo }];
    }
    const { RoleName: of, AssumeRolePolicyDocument, Policies } = one.Properties;
    return [
      { ...where, kind: "trust", of, document: AssumeRolePolicyDocument },
      ...list(Policies).map(({ PolicyDocument }) => ({
        ...where,
        kind: "inline policy" as const,
        of,
        document: PolicyDocument,
      })),
    ];
  });
}

/** The example organization; synthesized once. */
export const example = organizationOf(exampleEstate());
