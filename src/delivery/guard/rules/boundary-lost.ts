import { judgeTemplate } from "../judge-template.ts";
import { planRule } from "../plan-rule.ts";
import { settingsWeakened } from "../weaker-settings.ts";

export const boundaryLost = planRule({
  id: "boundary-lost",
  severity: "error",
  what: "a role loses its permissions boundary, or has another",
  why: "What the role can do at most is no longer what was decided.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  example: {
    type: "aws_iam_role",
    before: { permissions_boundary: "arn:aws:iam::555555555501:policy/lockstep-boundary-auditor" },
    bad: { permissions_boundary: null },
    good: { permissions_boundary: "arn:aws:iam::555555555501:policy/lockstep-boundary-auditor", tags: { a: "b" } },
  },
  check: (change) => [...settingsWeakened("boundary-lost", change), ...judgeTemplate(change).boundaries],
});
