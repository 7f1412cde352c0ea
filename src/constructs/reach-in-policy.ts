import { handToBackup, readBackups } from "./duty-policies.ts";
import type { Statement } from "./policy-document.ts";

/** What the restore operator of a central account does in an application account. */
export const reachInStatements = (restoreRoleArn: string): readonly Statement[] => [
  { Sid: "Inspect", Effect: "Allow", Action: readBackups, Resource: "*" },
  { Sid: "Restore", Effect: "Allow", Action: "backup:StartRestoreJob", Resource: "*" },
  handToBackup(restoreRoleArn),
];
