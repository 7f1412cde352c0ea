import { judgeAccess } from "../judge-access.ts";
import { judgeTemplate } from "../judge-template.ts";
import { planRule } from "../plan-rule.ts";

export const denialLost = planRule({
  id: "denial-lost",
  severity: "error",
  what: "something that a policy denied is not denied any more",
  why: "Denials are what keeps backups safe from administrators.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  example: {
    type: "aws_backup_vault_policy",
    before: {
      policy: {
        Statement: [
          { Sid: "Stays", Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" },
        ],
      },
    },
    bad: {
      policy: {
        Statement: [
          { Sid: "Stays", Effect: "Deny", Principal: "*", Action: "backup:DeleteBackupVault", Resource: "*" },
        ],
      },
    },
    good: {
      policy: {
        Statement: [{ Sid: "Stays", Effect: "Deny", Principal: "*", Action: "backup:Delete*", Resource: "*" }],
      },
    },
  },
  check: (change) => [...judgeAccess(change).lost, ...judgeTemplate(change).lost],
});
