import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { prefix, resourceGuardrailPolicy } from "../names.ts";

const guardrails = { guardrails: `${prefix}-guardrails`, resourceGuardrails: resourceGuardrailPolicy } as const;

export const guardrailsDropped = changeRule({
  id: "guardrails-dropped",
  severity: "warning",
  what: "guardrails that are switched off",
  why: "The pipeline may not detach them: its deployment fails until a person has.",
  source: null,
  example: {
    before: { "organization.yaml": "management: { guardrails: true }" },
    bad: { "organization.yaml": "management: { guardrails: false, reason: an SCP of ours does the same }" },
    good: { "organization.yaml": "management: { guardrails: true }" },
  },
  check: ({ management: was }, { management: is }) =>
    (["guardrails", "resourceGuardrails"] as const)
      .filter((which) => was?.[which] && is && !is[which])
      .map((which) => ({
        at: inOrganization("management", which),
        got: "got false, was true",
        why: "the pipeline may not detach the guardrails, so that its deployment fails",
        use: `let an organization admin detach ${guardrails[which]} from the root first`,
      })),
});
