/** A statement of an IAM policy, a resource policy or a service control policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The document as IAM, KMS, SNS and AWS Backup take it. */
export function policyDocument(statements: readonly (Statement | Readonly<Record<string, unknown>>)[]): string {
  // "${aws:…}" is a policy variable; unescaped, Terraform would take it for its own
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }).replaceAll("${", "$${");
}
