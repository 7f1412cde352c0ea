import { pipelineApplyRole, pipelinePlanRole } from "../../../src/names.ts";
import { accountIds, example, type Organization, type Principal } from "./organization.ts";

export const everyAccount = accountIds(example.estate);

export const applies = (in_: Organization, accountId: string): Principal =>
  in_.role(accountId, pipelineApplyRole("app-prod"));
export const plans = (in_: Organization, accountId: string): Principal => in_.role(accountId, pipelinePlanRole);
