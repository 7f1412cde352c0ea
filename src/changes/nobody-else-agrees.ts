import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";

export const nobodyElseAgrees = changeRule({
  id: "nobody-else-agrees",
  severity: "warning",
  what: "changes to which nobody but their author has to agree from now on",
  why: "Whoever writes a change of prod, central or shared applies it alone, and accepts, retires and unlocks by themselves.",
  source: null,
  example: {
    before: { "organization.yaml": "pipeline: { repository: acme/backup }" },
    bad: { "organization.yaml": "pipeline: { repository: acme/backup, alone: the second person has left }" },
    good: { "organization.yaml": "pipeline: { repository: acme/backup }" },
  },
  check: ({ pipeline: was }, { pipeline: is }) =>
    was.alone !== null || is.alone === null
      ? []
      : [
          {
            at: inOrganization("pipeline", "alone"),
            got: "got a reason to do without somebody else, where there was none",
            why: "from its merge on whoever writes a change applies it alone",
            use: "leave it out wherever two people work; preflight --github says what asks the second one",
          },
        ],
});
