import { judgeAccess } from "../judge-access.ts";
import { judgeTemplate } from "../judge-template.ts";
import { planRule } from "../plan-rule.ts";

export const accessWidened = planRule({
  id: "access-widened",
  severity: "error",
  what: "a policy lets in somebody it did not, or to more",
  why: "Another account or organization could read, or fill, the backups.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html",
  example: {
    type: "aws_backup_vault_policy",
    before: {
      policy: {
        Statement: [
          {
            Sid: "In",
            Effect: "Allow",
            Principal: { AWS: ["555555555501", "555555555502"] },
            Action: "backup:CopyIntoBackupVault",
            Resource: "*",
          },
        ],
      },
    },
    bad: {
      policy: {
        Statement: [
          {
            Sid: "In",
            Effect: "Allow",
            Principal: { AWS: ["555555555501", "555555555502", "999999999999"] },
            Action: "backup:CopyIntoBackupVault",
            Resource: "*",
          },
        ],
      },
    },
    good: {
      policy: {
        Statement: [
          {
            Sid: "In",
            Effect: "Allow",
            Principal: { AWS: ["555555555501"] },
            Action: "backup:CopyIntoBackupVault",
            Resource: "*",
          },
        ],
      },
    },
  },
  check: (change) => [...judgeAccess(change).gained, ...judgeTemplate(change).gained],
});
