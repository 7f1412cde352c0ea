import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";

export const managementDropped = changeRule({
  id: "management-dropped",
  severity: "warning",
  what: "a management stack that is gone",
  why: "The organization's switches stay as they are, and nobody keeps them.",
  source: null,
  example: {
    bad: { "organization.yaml": "management: null" },
    good: { "organization.yaml": "management: { region: eu-west-2 }" },
  },
  check: (base, head) =>
    base.management && !head.management
      ? [
          {
            at: inOrganization(),
            got: "got no management, which was there",
            why: "cross-account backup, delegation and guardrails stay as they are, and nobody keeps them",
            use: "use management again, or keep them by hand",
          },
        ]
      : [],
});
