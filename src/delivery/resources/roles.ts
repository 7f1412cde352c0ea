import type { JsonObject } from "../stack/json-object.ts";
import { iamArn, joined } from "./found-again.ts";
import type { ResourceType } from "./resource-type.ts";

/** Roles that AWS Backup and EventBridge run with; what others may do comes and goes with their work. */
const workingRole = /AWSBackup|event-forwarder/;

const lossOfPermissions = ({ role }: JsonObject) =>
  typeof role === "string" && workingRole.test(role)
    ? `what role ${role} may do: its backups, copies or alerts fail`
    : null;

const backupService = "backup.amazonaws.com";
// https://docs.aws.amazon.com/aws-backup/latest/devguide/using-service-linked-roles-AWSServiceRoleForBackup.html
const backupServiceRole = `${backupService}/AWSServiceRoleForBackup`;

/** Who works, and what each may do. */
export const roles = {
  aws_iam_role: {
    noun: ["role", "roles"],
    loss: "a role that backups, restores or the pipeline run with",
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "id", id: ({ name }) => joined(name) },
    document: { attribute: "assume_role_policy", kind: "trust" },
    settings: [{ attribute: "permissions_boundary", rule: "boundary-lost", weaker: "another boundary" }],
    whenRetired: "roles",
  },
  aws_iam_role_policy: {
    noun: null,
    loss: lossOfPermissions,
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    document: { attribute: "policy", kind: "identity" },
  },
  aws_iam_role_policy_attachment: {
    noun: null,
    loss: lossOfPermissions,
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
  },
  aws_iam_policy: {
    noun: ["managed policy", "managed policies"],
    // what it denied is judged by its document
    loss: null,
    preventDestroy: false,
    isTagged: true,
    foundAgain: { by: "id", id: ({ name }, place) => iamArn(place, "policy", name) },
    document: { attribute: "policy", kind: "identity" },
  },
  aws_iam_service_linked_role: {
    noun: ["service-linked role", "service-linked roles"],
    loss: "the role with which AWS Backup copies",
    preventDestroy: true,
    isTagged: true,
    foundAgain: {
      by: "id",
      id: ({ aws_service_name }, place) =>
        aws_service_name === backupService ? iamArn(place, "role/aws-service-role", backupServiceRole) : null,
    },
  },
  aws_iam_openid_connect_provider: {
    noun: ["identity provider", "identity providers"],
    loss: "the trust in GitHub: the pipeline cannot start",
    preventDestroy: true,
    isTagged: true,
    foundAgain: {
      by: "id",
      id: ({ url }, place) =>
        typeof url === "string" ? iamArn(place, "oidc-provider", url.replace("https://", "")) : null,
    },
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
