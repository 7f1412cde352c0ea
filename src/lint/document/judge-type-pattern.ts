import { quote } from "../../aws/cron-field.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { inAws } from "../../aws/regions.ts";
import { resourceTypePatterns, resourceTypes } from "../../aws/resource-types.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../words/nearest.ts";
import { policySingleResource } from "../rules/policy-single-resource.ts";
import { policyUnknownType } from "../rules/policy-unknown-type.ts";

/**
 * What AWS lists for `resource_types` and `not_resource_types`, in partition `aws`.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html, September 2026
 */
const listedPatterns: readonly string[] = [
  ...new Set(resourceTypes.flatMap((type) => resourceTypePatterns(type, "aws"))),
];

/** A pattern for a type of resources; `*` is every type. */
export function judgeTypePattern(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (text === "*" || listedPatterns.includes(inAws(text))) return [];
  const [arn, partition, service, ...rest] = text.split(":");
  const near = arn === "arn" ? nearestOf(service ?? "", inAws(text)) : patternOf(text);
  const instead = near?.replace(/^arn:aws:/, partition === undefined ? "arn:aws:" : `arn:${partition}:`);
  const isSingle = arn === "arn" && rest.length > 0 && !rest.join(":").includes("*");
  if (isSingle) {
    const use = instead === undefined ? "the pattern of a type" : quoted(instead);
    return [
      diagnosticOf(policySingleResource, {
        at,
        got: `got one resource, ${quote(text)}`,
        why: "policies select no single resource",
        use: `use ${use} with conditions on tags`,
      }),
    ];
  }
  const use = instead === undefined ? "one of AWS's list, as in arn:aws:ec2:*:*:volume/*" : quoted(instead);
  return [
    diagnosticOf(policyUnknownType, { at, got: `got ${quote(text)}, which AWS does not list`, use: `use ${use}` }),
  ];
}

/** The listed pattern of the same service that is most likely meant. */
function nearestOf(service: string, text: string): string | undefined {
  const sameService = listedPatterns.filter((pattern) => pattern.split(":")[2] === service);
  const sameType = sameService.find((pattern) => text.includes(`:${/[^:*]*(?=[/:]?\*$)/.exec(pattern)?.[0]}`));
  return sameType ?? nearest(text, sameService) ?? sameService[0];
}

/** The pattern of a type that is called by its name. */
function patternOf(text: string): string | undefined {
  const type = nearest(text, resourceTypes);
  return type === undefined ? nearest(text, listedPatterns) : resourceTypePatterns(type, "aws")[0];
}

const quoted = (text: string) => JSON.stringify(text);
