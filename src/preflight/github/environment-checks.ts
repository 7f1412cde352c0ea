import { branchCall, bypassNote, environmentCall } from "../../bootstrap/github-calls.ts";
import {
  deployByDispatch,
  deployVariable,
  type Environment,
  type GitHubSettings,
} from "../../bootstrap/github-settings.ts";
import type { Owner } from "../../bootstrap/owners.ts";
import type { GitHubEnvironment } from "../../delivery/github/environments.ts";
import { type Check, lacking, ok, unknown } from "../check.ts";
import type { GitHubFacts } from "./facts.ts";

/** Environments, each with who approves and what may be deployed from where. */
export function environmentChecks(
  settings: GitHubSettings,
  facts: GitHubFacts,
  owners: readonly Owner[],
): readonly Check[] {
  return settings.environments.flatMap((wanted): readonly Check[] => {
    const what = `environment ${wanted.scope}`;
    if ("needs" in facts.environments) return [unknown(what, facts.environments.needs)];
    const found = facts.environments.answer.find(({ name }) => name === wanted.scope);
    const reviewers = wanted.needsReviewers ? owners : [];
    if (!found) {
      const bypass = wanted.needsReviewers ? [bypassNote(settings, wanted.scope)] : [];
      return [
        lacking(
          what,
          "no environment of this name, in which a job gets whatever role it asks for",
          environmentCall(settings, wanted.scope, reviewers),
          branchCall(settings, wanted.scope),
          ...bypass,
        ),
      ];
    }
    return [
      ...(wanted.needsReviewers ? reviewChecks(settings, facts, wanted, found, owners) : []),
      branchCheck(settings, facts, found, reviewers),
    ];
  });
}

function reviewChecks(
  settings: GitHubSettings,
  facts: GitHubFacts,
  { scope }: Environment,
  found: GitHubEnvironment,
  owners: readonly Owner[],
): readonly Check[] {
  const { deployMode, isPrivate } = facts;
  const [hasReviewers, byOthers, noBypass] = [
    `environment ${scope} has required reviewers`,
    `environment ${scope} is approved by others than who began the deploy`,
    `environment ${scope} is not bypassed by administrators`,
  ];
  const call = (reviewers: GitHubEnvironment["reviewers"]) =>
    environmentCall(
      settings,
      scope,
      reviewers.length > 0 ? reviewers.map(({ type, id }) => ({ type, id })) : owners,
      found.waitMinutes,
    );
  if (found.reviewers.length === 0) {
    if ("answer" in deployMode && deployMode.answer === deployByDispatch)
      return [ok(`environment ${scope}: ${deployVariable}=${deployByDispatch} stands in for reviewers`)];
    // docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
    const elsewhere =
      "answer" in isPrivate && isPrivate.answer
        ? [
            `# in a private repository GitHub has them with Enterprise alone; without it: gh variable set ${deployVariable} --repo ${settings.repository} --body ${deployByDispatch}`,
          ]
        : [];
    return [lacking(hasReviewers, "none", call([]), ...elsewhere)];
  }
  const names = found.reviewers.map(({ name }) => name).join(", ");
  return [
    ok(`${hasReviewers}: ${names}`),
    found.preventsSelfReview ? ok(byOthers) : lacking(byOthers, "self-approval allowed", call(found.reviewers)),
    found.adminsBypass === undefined
      ? unknown(noBypass, "an answer of GitHub that says it")
      : found.adminsBypass
        ? lacking(noBypass, "bypass allowed", bypassNote(settings, scope))
        : ok(noBypass),
  ];
}

function branchCheck(
  settings: GitHubSettings,
  facts: GitHubFacts,
  { name: scope, branches, reviewers, waitMinutes }: GitHubEnvironment,
  owners: readonly Owner[],
): Check {
  const { repository, branch } = settings;
  const what = `environment ${scope} is deployed from ${branch} only`;
  if (branches !== "named") {
    const kept = reviewers.length > 0 ? reviewers.map(({ type, id }) => ({ type, id })) : owners;
    return lacking(
      what,
      branches === "all"
        ? "every branch"
        : "every branch with classic protection, which is every branch while none has it",
      environmentCall(settings, scope, kept, waitMinutes),
      branchCall(settings, scope),
    );
  }
  const asked = facts.branches.get(scope) ?? { needs: "to be asked" };
  if ("needs" in asked) return unknown(what, asked.needs);
  const others = asked.answer.filter(({ name, type }) => name !== branch || type !== "branch");
  const isThere = others.length < asked.answer.length;
  if (isThere && others.length === 0) return ok(what);
  return lacking(
    what,
    asked.answer.map(({ name, type }) => (type === "branch" ? name : `${type} ${name}`)).join(", ") || "no branch",
    ...(isThere ? [] : [branchCall(settings, scope)]),
    ...others.map(
      ({ id }) => `gh api --method DELETE repos/${repository}/environments/${scope}/deployment-branch-policies/${id}`,
    ),
  );
}
