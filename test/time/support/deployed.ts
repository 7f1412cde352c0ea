import type { Estate } from "../../../src/model.ts";
import { type DirectDeployment, deployDirectly } from "../../emulator/deploy/deploy-directly.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import { judgeOfJobs } from "./judge-of-jobs.ts";

/** An organization with everything that is synthesized for an estate, in which IAM decides what jobs may do. */
export const deployed = (estate: Estate, deployment: Omit<DirectDeployment, "judge">): Promise<Cloud> =>
  deployDirectly(estate, { ...deployment, judge: judgeOfJobs });
