import { pipelinePlanRole } from "../../names.ts";
import { unwrapped } from "../terraform/transient.ts";

/** Whether a plan failed because the account does not have, or does not open, the pipeline's plan role. */
export function isNotReady(said: string, accountId: string): boolean {
  const text = unwrapped(said);
  const role = new RegExp(`:iam::${accountId}:role/${pipelinePlanRole}(?![\\w+=,.@-])`);
  return /AccessDenied/.test(text) && /\bAssumeRole\b/.test(text) && role.test(text);
}

export const notReadyText = (accountId: string): string =>
  `got no way into account ${accountId}: ${pipelinePlanRole} cannot be assumed there; the StackSet of \`bootstrap\` gives the roles to accounts in pipeline.deployTo of organization.yaml: check that the account is in one of these units, that the StackSet has finished there, and that \`lockstep preflight\` finds the role; until then the stack stays pending. Is the account closed in AWS? Write \`state: retired\` in its file`;
