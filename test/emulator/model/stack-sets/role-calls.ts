import type { Context } from "../access.ts";
import type { Iam, Role } from "../iam.ts";
import { requireAttachable, requireBoundary } from "../policy-use.ts";
import { type IamCall, isAlike } from "./iam-call.ts";
import type { TemplateRole } from "./roles-template.ts";

export const roleArn = (accountId: string, { path, name }: Pick<TemplateRole, "path" | "name">): string =>
  `arn:aws:iam::${accountId}:role${path}${name}`;

/** What makes a role: it is made bare, then gets its policies. */
export function createdRoleCalls(accountId: string, wanted: TemplateRole): IamCall[] {
  const { name, path, trust, tags, boundaryArn } = wanted;
  const arn = roleArn(accountId, wanted);
  const bare = { ...wanted, inline: new Map(), attachedPolicyArns: [] };
  const role: Role = {
    arn,
    accountId,
    name,
    path,
    trust,
    tags,
    boundaryArn,
    inline: new Map(),
    attachedPolicyArns: [],
  };
  const isOfExisting = false;
  const create = { ...bound(boundaryArn), ...requested(tags) };
  const make = (iam: Iam) => {
    requireBoundary(iam, boundaryArn);
    iam.putRole(role);
  };
  return [
    { action: "iam:CreateRole", arn, context: create, isOfExisting, make },
    // who makes something with tags must be allowed to tag it as well
    ...(Object.keys(tags).length === 0
      ? []
      : [{ action: "iam:TagRole", arn, context: requested(tags), isOfExisting, make: () => undefined }]),
    ...changedRoleCalls(accountId, bare, wanted).map((call) => ({ ...call, isOfExisting })),
  ];
}

/**
 * What changes a role: only what differs between the templates, whatever somebody else has made of the role since.
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
 */
export function changedRoleCalls(accountId: string, had: TemplateRole, wanted: TemplateRole): IamCall[] {
  const arn = roleArn(accountId, wanted);
  const boundary = wanted.boundaryArn;
  const callOn =
    (boundaryArn: string | null) =>
    (action: string, change: (role: Role, iam: Iam) => Partial<Role>, context: Context = {}): IamCall => ({
      action: `iam:${action}`,
      arn,
      context: { ...known(boundaryArn, had.tags), ...context },
      isOfExisting: true,
      make: (iam) => {
        const role = iam.role(arn);
        if (role) iam.putRole({ ...role, ...change(role, iam) });
      },
    });
  const first = callOn(had.boundaryArn);
  // the boundary is changed by then
  const call = callOn(boundary);
  const removed = Object.keys(had.tags).filter((key) => !(key in wanted.tags));
  const tagged = Object.fromEntries(Object.entries(wanted.tags).filter(([key, value]) => had.tags[key] !== value));

  return [
    ...(isAlike(had.trust, wanted.trust) ? [] : [first("UpdateAssumeRolePolicy", () => ({ trust: wanted.trust }))]),
    ...(boundary === had.boundaryArn
      ? []
      : [
          boundary === null
            ? first("DeleteRolePermissionsBoundary", () => ({ boundaryArn: null }))
            : first("PutRolePermissionsBoundary", putBoundary(boundary), bound(boundary)),
        ]),
    ...[...had.inline.keys()]
      .filter((name) => !wanted.inline.has(name))
      .map((name) => call("DeleteRolePolicy", drop(name))),
    ...[...wanted.inline]
      .filter(([name, document]) => !isAlike(had.inline.get(name), document))
      .map(([name, document]) =>
        call("PutRolePolicy", ({ inline }) => ({ inline: new Map([...inline, [name, document]]) })),
      ),
    ...without(had.attachedPolicyArns, wanted.attachedPolicyArns).map((one) =>
      call("DetachRolePolicy", detach(one), attachment(one)),
    ),
    ...without(wanted.attachedPolicyArns, had.attachedPolicyArns).map((one) =>
      call("AttachRolePolicy", attach(one), attachment(one)),
    ),
    ...(removed.length === 0 ? [] : [call("UntagRole", untag(removed), { "aws:TagKeys": removed })]),
    ...(Object.keys(tagged).length === 0
      ? []
      : [call("TagRole", ({ tags }) => ({ tags: { ...tags, ...tagged } }), requested(tagged))]),
  ];
}

/** IAM deletes no role that still has policies. */
export function deletedRoleCalls(accountId: string, had: TemplateRole): IamCall[] {
  const arn = roleArn(accountId, had);
  const context = known(had.boundaryArn, had.tags);
  const ask = (action: string, more: Context = {}): IamCall => ({
    action: `iam:${action}`,
    arn,
    context: { ...context, ...more },
    isOfExisting: false,
    make: (iam) => action === "DeleteRole" && iam.deleteRole(arn),
  });
  return [
    ...[...had.inline.keys()].map(() => ask("DeleteRolePolicy")),
    ...had.attachedPolicyArns.map((one) => ask("DetachRolePolicy", attachment(one))),
    ask("DeleteRole"),
  ];
}

const putBoundary = (boundaryArn: string) => (_: Role, iam: Iam) => {
  requireBoundary(iam, boundaryArn);
  return { boundaryArn };
};
const attach = (arn: string) => (role: Role, iam: Iam) => {
  requireAttachable(iam, arn);
  return { attachedPolicyArns: [...role.attachedPolicyArns, arn] };
};
const drop =
  (name: string) =>
  ({ inline }: Role) => ({ inline: new Map([...inline].filter(([one]) => one !== name)) });
const detach = (arn: string) => (role: Role) => ({ attachedPolicyArns: without(role.attachedPolicyArns, [arn]) });
const untag =
  (keys: readonly string[]) =>
  ({ tags }: Role) => ({
    tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
  });
const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one));

// docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
const bound = (arn: string | null): Context => (arn === null ? {} : { "iam:PermissionsBoundary": arn });
const attachment = (arn: string): Context => ({ "iam:PolicyARN": arn });
const known = (boundaryArn: string | null, tags: Role["tags"]): Context => ({
  ...bound(boundaryArn),
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
});
const requested = (tags: Role["tags"]): Context =>
  Object.keys(tags).length === 0
    ? {}
    : {
        ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
        "aws:TagKeys": Object.keys(tags),
      };
