import type { Statement } from "../policy-document.ts";

/** AWS Backup shares a snapshot with accounts, never with everybody. */
export const neverPublic: Statement = {
  Sid: "NeverPublic",
  Effect: "Deny",
  Action: "ec2:ModifySnapshotAttribute",
  Resource: "*",
  Condition: { StringEquals: { "ec2:Add/group": "all" } },
};
