import type { Statement } from "../policy-document.ts";
import { unless } from "./unless.ts";

/** The rules that forward failed jobs. */
export const alertGuardrails = (prefix: string, pipelineRoleArn: string): Statement[] => [
  {
    Sid: "Alerts",
    Effect: "Deny",
    Action: ["events:DeleteRule", "events:DisableRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
    Resource: [`arn:*:events:*:*:rule/${prefix}-*`, `arn:*:events:*:*:rule/*/${prefix}-*`],
    Condition: unless(pipelineRoleArn),
  },
];
