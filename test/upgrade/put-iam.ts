import { type Resource, text } from "../emulator/deploy/stack-resources.ts";
import type { Caller } from "../emulator/model/access.ts";
import { AwsError } from "../emulator/model/aws-error.ts";
import type { Cloud } from "../emulator/model/cloud.ts";
import type { Role } from "../emulator/model/iam.ts";
import { requestContext } from "../emulator/model/organizations/tag-context.ts";
import type { Document } from "../emulator/model/policy-document.ts";
import type { IamCall } from "../emulator/model/stack-sets/iam-call.ts";
import { policyCalls } from "../emulator/model/stack-sets/policy-calls.ts";
import { changedRoleCalls, createdRoleCalls } from "../emulator/model/stack-sets/role-calls.ts";
import type { TemplateRole } from "../emulator/model/stack-sets/roles-template.ts";
import type { ResourceChange } from "./resource-changes.ts";

/** Types that `putIam` puts. */
export const isOfIam = ({ type }: Resource) =>
  ["aws_iam_policy", "aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"].includes(type);

/** Makes or changes a role, a policy or an attachment as the provider does, each request judged. @throws AwsError */
export async function putIam(cloud: Cloud, caller: Caller, change: ResourceChange): Promise<void> {
  for (const { action, arn, context = {}, make } of callsFor(cloud, change)) {
    await cloud.access.require(caller, action, { arn, accountId: change.after.accountId, policy: null }, context);
    make(cloud.iam);
  }
}

function callsFor({ iam }: Cloud, change: ResourceChange): readonly IamCall[] {
  const { after } = change;
  const { accountId } = after;
  const document = (argument: string) => JSON.parse(text(after, argument)) as Document;
  switch (after.type) {
    case "aws_iam_policy": {
      const name = text(after, "name");
      const arn = `arn:aws:iam::${accountId}:policy/${name}`;
      const there = iam.policy(arn);
      const policy = { id: "", name, path: "/", description: text(after, "description") };
      const calls = policyCalls(accountId, there && { ...policy, document: there }, {
        ...policy,
        document: document("policy"),
      });
      return there ? calls : [...calls, tagged(arn, "iam:TagPolicy", after)];
    }
    case "aws_iam_role": {
      const arn = `arn:aws:iam::${accountId}:role/${text(after, "name")}`;
      const there = iam.role(arn);
      const wanted = {
        trust: document("assume_role_policy"),
        boundaryArn: text(after, "permissions_boundary") || null,
        tags: after.tags,
      };
      if (!there) {
        const bare = { id: "", name: text(after, "name"), path: "/", inline: new Map(), attachedPolicyArns: [] };
        return createdRoleCalls(accountId, { ...bare, ...wanted });
      }
      return [
        ...changedRoleCalls(accountId, asTemplate(there), { ...asTemplate(there), ...wanted }),
        ...settings(there, change),
      ];
    }
    case "aws_iam_role_policy": {
      const role = asTemplate(required(iam.role(roleArn(after))));
      const inline = new Map([...role.inline, [text(after, "name"), document("policy")]]);
      return changedRoleCalls(accountId, role, { ...role, inline });
    }
    default: {
      const role = asTemplate(required(iam.role(roleArn(after))));
      const attachedPolicyArns = [...role.attachedPolicyArns, text(after, "policy_arn")];
      return changedRoleCalls(accountId, role, { ...role, attachedPolicyArns });
    }
  }
}

const roleArn = (resource: Resource) => `arn:aws:iam::${resource.accountId}:role/${text(resource, "role")}`;

function required(role: Role | undefined): Role {
  if (!role) throw new AwsError("NoSuchEntity", "The role cannot be found.", 404);
  return role;
}

/** A role as it is now: the calls that are made are those by which it differs from what is wanted. */
const asTemplate = ({ name, path, trust, inline, attachedPolicyArns, boundaryArn, tags }: Role): TemplateRole => ({
  id: "",
  name,
  path,
  trust,
  inline,
  attachedPolicyArns,
  boundaryArn,
  tags,
});

/** What a role has besides, and nobody's permissions depend on. */
function settings(role: Role, { changed }: ResourceChange): readonly IamCall[] {
  const call = (action: string): IamCall => ({
    action,
    arn: role.arn,
    isOfExisting: true,
    make: () => undefined,
  });
  return [
    ...(changed.includes("description") ? [call("iam:UpdateRoleDescription")] : []),
    ...(changed.includes("max_session_duration") ? [call("iam:UpdateRole")] : []),
  ];
}

const tagged = (arn: string, action: string, resource: Resource): IamCall => ({
  action,
  arn,
  context: requestContext(resource.tags),
  isOfExisting: true,
  make: () => undefined,
});
