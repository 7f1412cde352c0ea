import { accountClasses } from "../../../../src/model.ts";
import { type Request, target } from "../../organization/organization.ts";
import { account, organization } from "../../organization/places.ts";
import type { Ask } from "./ask.ts";

const backup = { "organizations:PolicyType": "BACKUP_POLICY" };

/** The work with backup policies, which those of a class are let do with that class's tag alone. */
export const asksOfOrganization: readonly Ask[] = [
  ...accountClasses.flatMap((cls): readonly Ask[] => {
    const where = `the organization, ${cls === "prod" ? "prod" : "non-prod"}`;
    const said = { "aws:RequestTag/lockstep:class": cls, "aws:TagKeys": ["lockstep:class"], ...backup };
    return [
      {
        what: "read a backup policy",
        where,
        requests: (in_) => [
          ["organizations:DescribePolicy", in_.organizationPolicy("backup_policy", { "lockstep:class": cls })],
        ],
      },
      {
        what: "make a backup policy",
        where,
        requests: (in_) => [["organizations:CreatePolicy", in_.organizationPolicy("backup_policy"), said]],
      },
      {
        what: "give a backup policy the class's tag",
        where,
        requests: (in_) => [
          ["organizations:TagResource", in_.organizationPolicy("backup_policy", { "lockstep:class": cls }), said],
        ],
      },
    ];
  }),
  {
    what: "attach backup policies to an account, a unit or the root",
    where: "the organization",
    requests: (in_) =>
      [in_.estate.organization.rootId, in_.estate.units[0]?.ouId ?? "", account("sandbox").accountId].flatMap((id) =>
        ["organizations:AttachPolicy", "organizations:DetachPolicy"].map(
          (action): Request => [action, in_.attachmentTarget(id), backup],
        ),
      ),
  },
  {
    what: "look at accounts and policies",
    where: "the organization",
    requests: (in_) => [
      ["organizations:ListAccounts", target("*", organization.managementAccountId)],
      ["organizations:DescribeAccount", in_.attachmentTarget(account("sandbox").accountId)],
      ["organizations:ListTargetsForPolicy", in_.organizationPolicy("backup_policy")],
    ],
  },
];
