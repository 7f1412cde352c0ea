import type { Iam } from "../model/iam.ts";
import { requireAttachable, requireBoundary, requireUnused } from "../model/policy-use.ts";

/** What IAM refuses and moto would take: policies that are not there, and the deletion of one that somebody has. */
export function refuseMisuse(iam: Iam, operation: string, form: URLSearchParams): void {
  const policyArn = form.get("PolicyArn") ?? "";
  switch (operation) {
    case "CreateRole":
    case "PutRolePermissionsBoundary":
      requireBoundary(iam, form.get("PermissionsBoundary"));
      return;
    case "AttachRolePolicy":
      requireAttachable(iam, policyArn);
      return;
    case "DeletePolicy":
      requireUnused(iam, policyArn);
      return;
  }
}
