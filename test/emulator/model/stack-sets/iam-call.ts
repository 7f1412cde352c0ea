import type { Context } from "../access.ts";
import type { Iam } from "../iam.ts";

/** One request to IAM that CloudFormation makes to bring an account from one template to the next. */
export interface IamCall {
  readonly action: string;
  readonly arn: string;
  readonly context?: Context;
  /** What is not there cannot be changed, and fails the whole deployment. */
  readonly isOfExisting: boolean;
  /** @throws AwsError when IAM does not take it */
  readonly make: (iam: Iam) => void;
}

/** Templates are JSON: whatever is written alike is alike. */
export const isAlike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
