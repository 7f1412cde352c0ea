type Values = string | readonly string[];

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: "*" | { readonly AWS?: Values };
  readonly Action: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** Who asks, from another account than the one whose policy is asked. */
export interface Caller {
  readonly arn: string;
  readonly accountId: string;
  readonly organizationId: string;
  readonly orgPath: string;
}

/** Whether the policy of a vault or key lets a principal of another account do something, for AWS Backup. */
export function allows(policy: string, caller: Caller, action: string): boolean {
  const { Statement: statements } = JSON.parse(policy) as { readonly Statement: readonly Statement[] };
  const matching = statements.filter(
    (statement) =>
      names(statement, caller) &&
      values(statement.Action).some((pattern) => isLike(action, pattern)) &&
      Object.entries(statement.Condition ?? {}).every(([operator, tests]) =>
        Object.entries(tests).every(([key, wanted]) => holds(operator, contextOf(caller, key), values(wanted))),
      ),
  );
  return matching.some(({ Effect }) => Effect === "Allow") && matching.every(({ Effect }) => Effect === "Allow");
}

function names({ Principal: principal }: Statement, { arn, accountId }: Caller): boolean {
  if (principal === "*") return true;
  const root = arn.replace(/^(arn:[^:]+:iam::\d{12}):.*$/, "$1:root");
  return values(principal.AWS ?? []).some((named) => ["*", arn, root, accountId].includes(named));
}

function contextOf({ arn, accountId, organizationId, orgPath }: Caller, key: string): readonly string[] {
  if (key === "aws:PrincipalArn") return [arn];
  if (key === "aws:PrincipalAccount") return [accountId];
  if (key === "aws:PrincipalOrgID") return [organizationId];
  if (key === "aws:PrincipalOrgPaths") return [orgPath];
  // grants that AWS Backup asks for are for a resource of AWS
  if (key === "kms:GrantIsForAWSResource") return ["true"];
  throw new Error(`condition key ${key} is not known here`);
}

function holds(operator: string, got: readonly string[], wanted: readonly string[]): boolean {
  if (operator === "StringEquals" || operator === "Bool") return got.some((value) => wanted.includes(value));
  if (operator === "ArnNotEquals") return got.every((value) => !wanted.some((pattern) => isLike(value, pattern)));
  if (["ForAnyValue:StringLike", "StringLike", "ArnLike"].includes(operator)) {
    return got.some((value) => wanted.some((pattern) => isLike(value, pattern)));
  }
  throw new Error(`condition operator ${operator} is not known here`);
}

const values = (value: Values): readonly string[] => (typeof value === "string" ? [value] : value);

function isLike(value: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(value);
}
