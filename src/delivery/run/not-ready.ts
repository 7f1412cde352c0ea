import { pipelinePlanRole, pipelineStackSet } from "../../names.ts";
import { unwrapped } from "../terraform/transient.ts";
import type { AccountAnswer } from "./organization-accounts.ts";

/** Whether a plan failed because the account does not have, or does not open, the pipeline's plan role. */
export function isNotReady(said: string, accountId: string): boolean {
  const text = unwrapped(said);
  const role = new RegExp(`:iam::${accountId}:role/${pipelinePlanRole}(?![\\w+=,.@-])`);
  return /AccessDenied/.test(text) && /\bAssumeRole\b/.test(text) && role.test(text);
}

export interface NotReadyAccount extends AccountAnswer {
  readonly accountId: string;
  /** Region of the StackSet: that of the shared account. */
  readonly region: string;
}

/** Why an account lets nobody in, as far as AWS Organizations says it, and what to do. */
export const notReadyText = (account: NotReadyAccount): string =>
  `got no way into account ${account.accountId}: ${pipelinePlanRole} cannot be assumed there; ${causeOf(account)}; until then the stack stays pending`;

function causeOf({ accountId, region, state, why }: NotReadyAccount): string {
  const instance = `\`aws cloudformation list-stack-instances --stack-set-name ${pipelineStackSet} --stack-instance-account ${accountId} --call-as DELEGATED_ADMIN --region ${region}\` in the shared account`;
  const reached = `the StackSet of \`bootstrap\` gives the role to accounts in pipeline.deployTo of organization.yaml: ask ${instance}: without a line, the account is in none of these units; a line that is not CURRENT says why the StackSet has not finished there; CURRENT, somebody has removed or changed the role, which \`lockstep preflight\` looks at`;
  const leaves = "write `state: retired` in its file, merge that, and run the workflow retire, which enters no account";
  switch (state) {
    case "CLOSED":
      return `the account is closed, says AWS Organizations: ${leaves}; was that a mistake, AWS Support reopens it within 90 days`;
    case "PENDING_CLOSURE":
      return `the account is being closed, says AWS Organizations: ${leaves}; was that a mistake, AWS Support reopens it within 90 days`;
    case "SUSPENDED":
      return `the account is suspended, says AWS Organizations: AWS Support says its owner why; does it not come back, ${leaves}`;
    case "MISSING":
      return `AWS Organizations lists no such account: check accountId in its file; does it not exist yet, create or invite it; has it left, or was it closed more than 90 days ago, ${leaves}`;
    case "PENDING_ACTIVATION":
      return "the account is not there yet, says AWS Organizations: its sign-up is not finished, which its owner has to do";
    case "ACTIVE":
      return `the account is active, says AWS Organizations: ${reached}`;
    case "UNKNOWN":
      return `AWS Organizations could not be asked why (${why}). First ask \`aws organizations describe-account --account-id ${accountId} --query Account.State\` in the shared account: CLOSED, PENDING_CLOSURE or SUSPENDED, or AccountNotFoundException of one that was there: ${leaves}; PENDING_ACTIVATION, or AccountNotFoundException of a new one: it is not there yet; ACTIVE: ${reached}`;
  }
}
