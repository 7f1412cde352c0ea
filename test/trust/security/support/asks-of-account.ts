import type { AccountPlace } from "../../organization/account-places.ts";
import { type Request, target } from "../../organization/organization.ts";
import { roleArn } from "../../organization/people.ts";
import type { Ask } from "./ask.ts";

const administrator = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };

/** Roles by the words of the request: without a boundary, with another one, or of a name that guardrails let through. */
export const asksOfAccount = ({ where, accountId }: AccountPlace): readonly Ask[] => [
  {
    what: "make a role of Lockstep's name without the boundary, or one that is exempt from the guardrail",
    where,
    requests: (in_) => [
      ["iam:CreateRole", target(roleArn(accountId, "lockstep-made-up"), accountId)],
      ["iam:CreateRole", target(roleArn(accountId, "lockstep-made-up"), accountId), administrator],
      ...["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"].map(
        (action): Request => [action, target(roleArn(accountId, `stacksets-exec-${in_.estate.name}`), accountId)],
      ),
    ],
  },
];
