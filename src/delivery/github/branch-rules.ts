import { z } from "zod";
import { askAll } from "./ask.ts";
import type { Gh } from "./gh.ts";

const review = z.object({
  required_approving_review_count: z.number(),
  dismiss_stale_reviews_on_push: z.boolean(),
  require_code_owner_review: z.boolean(),
  require_last_push_approval: z.boolean(),
});
const checks = z.object({
  required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number().nullish() })),
});
const rule = z.object({ type: z.string(), ruleset_id: z.number(), parameters: z.unknown().optional() });

/** What a ruleset asks of pull requests. */
export type ReviewRule = z.infer<typeof review>;

/** A check that must be green; `app`: who must have set it, `null`: anybody who may write. */
export interface RequiredCheck {
  readonly name: string;
  readonly app: number | null;
}

/** All rules of active rulesets that hold for a branch, the organization's too. */
export interface BranchRules {
  /** Of each ruleset that asks for pull requests. */
  readonly reviews: readonly ReviewRule[];
  readonly checks: readonly RequiredCheck[];
  /** Kinds of rules, such as `deletion`. */
  readonly types: ReadonlySet<string>;
  readonly rulesets: readonly number[];
}

/**
 * Whoever may read the repository may ask for them: docs.github.com/en/rest/repos/rules#get-rules-for-a-branch. Who
 * bypasses them is told to administrators only; classic branch protection is not among them.
 *
 * @param repository with `repos/` before it
 */
export async function readBranchRules(gh: Gh, repository: string, branch: string): Promise<BranchRules> {
  const rules = await askAll(gh, `${repository}/rules/branches/${encodeURIComponent(branch)}?per_page=100`, rule);
  // what cannot be read asks for nothing
  const of = <Parameters>(type: string, schema: z.ZodType<Parameters>) =>
    rules.flatMap((each) => (each.type === type ? (schema.safeParse(each.parameters).data ?? []) : []));
  return {
    reviews: of("pull_request", review),
    checks: of("required_status_checks", checks).flatMap(({ required_status_checks: all }) =>
      all.map(({ context, integration_id: app }) => ({ name: context, app: app ?? null })),
    ),
    types: new Set(rules.map(({ type }) => type)),
    rulesets: [...new Set(rules.map((each) => each.ruleset_id))],
  };
}

/**
 * Whether nothing gets into the branch that nobody but its author agreed to: an approval, which GitHub lets no author give
 * to their own pull request, of exactly what is merged, by somebody else than who pushed it.
 */
export const asksForReview = ({ reviews }: BranchRules): boolean =>
  reviews.some(
    (one) =>
      one.required_approving_review_count > 0 && one.dismiss_stale_reviews_on_push && one.require_last_push_approval,
  );
