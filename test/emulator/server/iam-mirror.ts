import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandOutput,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  type RoleDetail,
} from "@aws-sdk/client-iam";
import type { Iam, Role, User } from "../model/iam.ts";
import type { Document } from "../model/policy-document.ts";
import type { Moto } from "./moto.ts";
import { parsedDocument } from "./parsed-document.ts";

type Known = ReadonlyMap<string, Role | User | Document>;

/**
 * Keeps IAM of the model and of moto the same: the model decides by it, moto answers from it. What is written over the
 * wire comes from moto, what the world is set up with and what StackSets make comes from the model.
 */
export class IamMirror {
  readonly #iam: Iam;
  readonly #moto: Moto;
  /** Accounts in which something was written over the wire. */
  readonly #written = new Set<string>();
  /** What both sides had when they were last the same, by ARN. */
  #known: Known = new Map();
  #knownRevision = -1;

  constructor(iam: Iam, moto: Moto) {
    this.#iam = iam;
    this.#moto = moto;
  }

  /** Says that a request has changed something in an account. */
  written(accountId: string): void {
    this.#written.add(accountId);
  }

  /** Makes both sides the same. Not to be called twice at once. */
  async settle(): Promise<void> {
    await this.#push();
    for (const accountId of [...this.#written]) {
      this.#written.delete(accountId);
      await this.#pull(accountId);
    }
  }

  // --- from the model to moto ---

  async #push(): Promise<void> {
    while (this.#knownRevision !== this.#iam.revision) {
      const revision = this.#iam.revision;
      const [known, wanted] = [this.#known, this.#ofModel()];
      for (const [arn, document] of this.#iam.policies()) {
        if (!isAws(arn) && known.get(arn) !== document) await this.#putPolicy(arn, document, known.has(arn));
      }
      for (const role of this.#iam.roles()) {
        const before = known.get(role.arn) as Role | undefined;
        if (before !== role) await this.#putRole(role, before);
      }
      for (const user of this.#iam.users()) {
        const before = known.get(user.arn) as User | undefined;
        if (before !== user) await this.#putUser(user, before);
      }
      for (const arn of known.keys()) if (!wanted.has(arn)) await this.#delete(arn, known);
      this.#known = wanted;
      this.#knownRevision = revision;
    }
  }

  #ofModel(): Known {
    const policies = [...this.#iam.policies()].filter(([arn]) => !isAws(arn));
    return new Map<string, Role | User | Document>([
      ...policies,
      ...[...this.#iam.roles(), ...this.#iam.users()].map((one) => [one.arn, one] as const),
    ]);
  }

  async #putPolicy(arn: string, document: Document, isThere: boolean): Promise<void> {
    const client = this.#moto.iam(accountOf(arn));
    const PolicyDocument = JSON.stringify(document);
    if (!isThere) {
      const { path, name } = partsOf(arn, "policy");
      await client.send(new CreatePolicyCommand({ PolicyName: name, Path: path, PolicyDocument }));
      return;
    }
    // there can be five versions, and the one in force cannot be deleted
    const { Versions = [] } = await client.send(new ListPolicyVersionsCommand({ PolicyArn: arn }));
    for (const { VersionId } of Versions.filter(({ IsDefaultVersion }) => !IsDefaultVersion)) {
      await client.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId }));
    }
    await client.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true }));
  }

  async #putRole(role: Role, before: Role | undefined): Promise<void> {
    const client = this.#moto.iam(role.accountId);
    if (before) await dropRole(client, before);
    const { name: RoleName, boundaryArn } = role;
    await client.send(
      new CreateRoleCommand({
        RoleName,
        Path: role.path,
        AssumeRolePolicyDocument: JSON.stringify(role.trust),
        Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
        ...(boundaryArn === null ? {} : { PermissionsBoundary: boundaryArn }),
      }),
    );
    for (const [PolicyName, document] of role.inline) {
      const PolicyDocument = JSON.stringify(document);
      await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    }
    for (const PolicyArn of role.attachedPolicyArns) {
      await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    }
  }

  async #putUser(user: User, before: User | undefined): Promise<void> {
    const client = this.#moto.iam(user.accountId);
    const { path: Path, name: UserName } = partsOf(user.arn, "user");
    if (!before) await client.send(new CreateUserCommand({ UserName, Path }));
    for (const PolicyName of before?.inline.keys() ?? []) {
      await client.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
    }
    for (const PolicyArn of before?.attachedPolicyArns ?? []) {
      await client.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
    }
    for (const [PolicyName, document] of user.inline) {
      const PolicyDocument = JSON.stringify(document);
      await client.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
    }
    for (const PolicyArn of user.attachedPolicyArns) {
      await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    }
  }

  async #delete(arn: string, known: Known): Promise<void> {
    const client = this.#moto.iam(accountOf(arn));
    if (arn.includes(":policy/")) await client.send(new DeletePolicyCommand({ PolicyArn: arn }));
    if (arn.includes(":role/")) await dropRole(client, known.get(arn) as Role);
  }

  // --- from moto to the model ---

  async #pull(accountId: string): Promise<void> {
    const client = this.#moto.iam(accountId);
    for (;;) {
      const revision = this.#iam.revision;
      const details = await client.send(
        new GetAccountAuthorizationDetailsCommand({ Filter: ["Role", "User", "LocalManagedPolicy"] }),
      );
      const awsPolicies = await this.#awsPolicies(client, details);
      if (this.#iam.revision === revision) {
        this.#replace(accountId, details, awsPolicies);
        return;
      }
      // somebody changed the model meanwhile: both changes are to last
      await this.#push();
    }
  }

  #replace(
    accountId: string,
    { RoleDetailList = [], UserDetailList = [], Policies = [] }: GetAccountAuthorizationDetailsCommandOutput,
    awsPolicies: ReadonlyMap<string, Document>,
  ): void {
    this.#iam.clear(accountId);
    for (const [arn, document] of awsPolicies) this.#iam.putPolicy(arn, document);
    for (const { Arn = "", PolicyVersionList = [] } of Policies) {
      const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
      if (!isAws(Arn)) this.#iam.putPolicy(Arn, documentOf(version?.Document));
    }
    for (const detail of RoleDetailList) this.#iam.putRole(roleOf(accountId, detail));
    for (const { Arn: arn = "", UserPolicyList = [], AttachedManagedPolicies = [] } of UserDetailList) {
      const inline = inlineOf(UserPolicyList);
      const attachedPolicyArns = AttachedManagedPolicies.map(({ PolicyArn = "" }) => PolicyArn);
      this.#iam.putUser({ arn, accountId, inline, attachedPolicyArns });
    }
    this.#known = this.#ofModel();
    this.#knownRevision = this.#iam.revision;
  }

  /** Those of AWS that somebody has and the model does not know yet. */
  async #awsPolicies(
    client: IAMClient,
    { RoleDetailList = [], UserDetailList = [] }: GetAccountAuthorizationDetailsCommandOutput,
  ): Promise<ReadonlyMap<string, Document>> {
    const attached = [...RoleDetailList, ...UserDetailList].flatMap((one) => [
      ...(one.AttachedManagedPolicies ?? []).map(({ PolicyArn = "" }) => PolicyArn),
      one.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
    ]);
    const documents = new Map<string, Document>();
    for (const PolicyArn of new Set(attached)) {
      if (!isAws(PolicyArn) || this.#iam.policy(PolicyArn)) continue;
      const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      documents.set(PolicyArn, documentOf(PolicyVersion?.Document));
    }
    return documents;
  }
}

async function dropRole(client: IAMClient, { name: RoleName, inline, attachedPolicyArns }: Role): Promise<void> {
  const ignore = () => undefined;
  for (const PolicyName of inline.keys()) {
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })).catch(ignore);
  }
  for (const PolicyArn of attachedPolicyArns) {
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })).catch(ignore);
  }
  await client.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })).catch(ignore);
  await client.send(new DeleteRoleCommand({ RoleName })).catch(ignore);
}

function roleOf(accountId: string, detail: RoleDetail): Role {
  const { Arn: arn = "", RoleName: name = "", Path: path = "/", RolePolicyList = [], Tags = [] } = detail;
  const attached = (detail.AttachedManagedPolicies ?? []).map(({ PolicyArn = "" }) => PolicyArn);
  return {
    arn,
    accountId,
    name,
    path,
    trust: documentOf(detail.AssumeRolePolicyDocument),
    inline: inlineOf(RolePolicyList),
    attachedPolicyArns: attached,
    boundaryArn: detail.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}

const inlineOf = (
  list: readonly { readonly PolicyName?: string | undefined; readonly PolicyDocument?: string | undefined }[],
): ReadonlyMap<string, Document> =>
  new Map(list.map(({ PolicyName = "", PolicyDocument }) => [PolicyName, documentOf(PolicyDocument)]));

/** IAM hands documents out as part of a URL. */
function documentOf(text: string | undefined): Document {
  const given = text ?? "{}";
  return parsedDocument(given.trimStart().startsWith("{") ? given : decodeURIComponent(given));
}

const isAws = (arn: string) => arn.startsWith("arn:aws:iam::aws:");

const accountOf = (arn: string) => arn.split(":")[4] ?? "";

function partsOf(arn: string, kind: string): { readonly path: string; readonly name: string } {
  const rest = arn.slice(arn.indexOf(`:${kind}/`) + kind.length + 1);
  const name = rest.split("/").at(-1) ?? "";
  return { path: rest.slice(0, rest.length - name.length), name };
}
