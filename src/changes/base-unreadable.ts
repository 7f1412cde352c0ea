import { diagnosticOf } from "../diagnostics/complaint.ts";
import { inOrganization } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Position } from "../diagnostics/place.ts";
import { fileRule } from "../diagnostics/rule.ts";
import { sentence } from "../diagnostics/sentence.ts";

export const baseUnreadable = fileRule({
  id: "base-unreadable",
  severity: "warning",
  what: "a base config that has errors of its own",
  why: "Nothing says then what the change would destroy.",
  source: null,
  example: {
    at: "organization.yaml",
    before: { "accounts/sandbox.yaml": "owner: null" },
    beforeGood: {},
    bad: {},
    good: {},
  },
});

/** What is said of a base in place of the change from it. */
export const ofUnreadableBase = (problems: readonly Diagnostic<Position>[]) => {
  const [first] = problems.filter(({ severity }) => severity === "error");
  return diagnosticOf(baseUnreadable, {
    at: inOrganization(),
    got: `got a base with errors of its own, the first in ${first?.place.file}: ${first ? sentence(first) : ""}`,
    why: "nothing was held against it",
    use: "use the config that was deployed last",
  });
};
