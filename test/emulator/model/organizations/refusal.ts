import { AwsError } from "../aws-error.ts";

/** A limit of AWS Organizations is exceeded; AWS's word for which one comes with it. */
export const violation = (reason: string, message: string) =>
  new AwsError("ConstraintViolationException", `${reason}: ${message}`);

export const targetNotFound = (id: string) =>
  new AwsError("TargetNotFoundException", `We can't find a root, OU, or account with the TargetId ${id}.`);

export const badInput = (message: string) => new AwsError("InvalidInputException", message);
