import type { Statement } from "../policy-document.ts";
import { from } from "./unless.ts";

/** What changes an account itself, by the verbs of its actions; a test holds them against AWS's list. */
const writes = ["A*", "C*", "D*", "E*", "P*", "S*"].map((verb) => `account:${verb}`);

/** Accounts stay in the organization; those that everything hangs on stay as they are, and only management changes them. */
export const accountGuardrails = (keptAccountIds: readonly string[]): Statement[] => [
  { Sid: "AccountsStay", Effect: "Deny", Action: writes, Resource: "*", Condition: from(keptAccountIds) },
  // no service control policy binds an account that has left, nor do its copies go on. AWS's pages do not agree whether
  // an account that accepts another organization's invitation has to leave its own first
  {
    Sid: "NobodyLeaves",
    Effect: "Deny",
    Action: ["organizations:AcceptHandshake", "organizations:LeaveOrganization"],
    Resource: "*",
  },
];
