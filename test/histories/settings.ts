import { pipelineScopes } from "../../src/names.ts";

/** How a repository on GitHub is set up. */
export interface Settings {
  /** `weak`: an approval counts for what is pushed after it, by whoever. */
  readonly review: "none" | "weak" | "strong";
  /** Who approves a deployment: nobody is asked, anybody may, somebody else than who began the run. */
  readonly approval: "nobody" | "anybody" | "another";
}

export const usualSettings: Settings = { review: "strong", approval: "nobody" };

/** What GitHub says of them; `undefined`: it is asked for something else. */
export function answerOfSettings({ review, approval }: Settings, path: string): unknown {
  if (path.startsWith("environments?")) return { environments: pipelineScopes.map(({ scope }) => environment(scope)) };
  if (!path.startsWith("rules/branches/main?")) return undefined;
  const parameters = {
    ...{ required_approving_review_count: 1, require_code_owner_review: false },
    ...{ dismiss_stale_reviews_on_push: review === "strong", require_last_push_approval: review === "strong" },
  };
  return review === "none" ? [] : [{ type: "pull_request", ruleset_id: 1, parameters }];

  function environment(name: string) {
    if (approval === "nobody") return { name };
    const reviewers = [{ type: "Team", reviewer: { id: 1, slug: "operators" } }];
    const rule = { type: "required_reviewers", prevent_self_review: approval === "another", reviewers };
    return { name, protection_rules: [rule] };
  }
}
