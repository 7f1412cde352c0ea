import { backupRole, backupServiceLinkedRole, restoreRole } from "../../../src/names.ts";
import { iamJudge } from "../../emulator/judge/iam-judge.ts";
import type { Judge } from "../../emulator/model/access.ts";
import { allowAll } from "../../emulator/testing/judges.ts";

// the same question is answered once, in all the worlds of a file
const iam = iamJudge();
const jobRoles = [backupRole, restoreRole, backupServiceLinkedRole].map((name) => `:role/${name}`);

/** IAM decides what jobs may do, all through the night. Whether those who deploy may do so, others ask. */
export const judgeOfJobs: Judge = (question) =>
  jobRoles.some((role) => question.principalArn.endsWith(role)) ? iam(question) : allowAll(question);
