import { z } from "zod";
import { askAll } from "./ask.ts";
import type { Gh } from "./gh.ts";

/** Somebody who may approve what an environment applies. */
export interface EnvironmentReviewer {
  readonly type: "User" | "Team";
  readonly id: number;
  /** As people know it: a login, or the team's slug. */
  readonly name: string;
}

/** An environment's rules, as far as anybody who may read the repository sees them. */
export interface GitHubEnvironment {
  readonly name: string;
  readonly reviewers: readonly EnvironmentReviewer[];
  /** Whether who began a deployment is kept from approving it. */
  readonly preventsSelfReview: boolean;
  /** Whether administrators deploy without approval; `undefined`: GitHub did not say. */
  readonly adminsBypass: boolean | undefined;
  /** Which branches deploy: all, those with classic protection, or those that are named. */
  readonly branches: "all" | "protected" | "named";
  readonly waitMinutes: number;
}

// docs.github.com/en/rest/deployments/environments; can_admins_bypass is answered, and not documented
const reviewer = z.object({
  type: z.enum(["User", "Team"]),
  reviewer: z.object({ id: z.number(), login: z.string().optional(), slug: z.string().optional() }),
});
const environment = z.object({
  name: z.string(),
  can_admins_bypass: z.boolean().optional(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.number().optional(),
        prevent_self_review: z.boolean().optional(),
        reviewers: z.array(reviewer).optional(),
      }),
    )
    .optional(),
  deployment_branch_policy: z.object({ protected_branches: z.boolean() }).nullish(),
});

/** @param repository with `repos/` before it */
export async function readEnvironments(gh: Gh, repository: string): Promise<readonly GitHubEnvironment[]> {
  const found = await askAll(gh, `${repository}/environments?per_page=100`, environment, "environments");
  return found.map(({ name, can_admins_bypass: adminsBypass, protection_rules: rules = [], ...rest }) => {
    const { deployment_branch_policy: policy } = rest;
    const review = rules.filter(({ type }) => type === "required_reviewers");
    return {
      name,
      reviewers: review.flatMap(({ reviewers = [] }) =>
        reviewers.map(({ type, reviewer: { id, login, slug } }) => ({ type, id, name: login ?? slug ?? String(id) })),
      ),
      preventsSelfReview: review.some((rule) => rule.prevent_self_review === true),
      adminsBypass,
      branches: !policy ? "all" : policy.protected_branches ? "protected" : "named",
      waitMinutes: Math.max(0, ...rules.map(({ wait_timer: wait = 0 }) => wait)),
    };
  });
}

/** Whether GitHub itself lets nothing be applied there that nobody but who began it agrees to. */
export const asksSomebodyElse = ({ reviewers, preventsSelfReview }: GitHubEnvironment): boolean =>
  reviewers.length > 0 && preventsSelfReview;
