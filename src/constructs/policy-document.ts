import { terraformLiteral } from "../words/terraform-literal.ts";

/** A statement of an IAM policy, a resource policy or a service control policy. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  /** An allow-list denies with `NotAction`: what AWS adds later is denied, too. */
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Conditions;
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The document as IAM, KMS, SNS and AWS Backup take it. */
export function policyDocument(statements: readonly (Statement | Readonly<Record<string, unknown>>)[]): string {
  // "${aws:…}" is a policy variable
  return terraformLiteral(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}
