import { rulesetCall } from "../../bootstrap/github-calls.ts";
import { actionsApp, ownPullRequestRule, pullRequestRule, rulesetName } from "../../bootstrap/github-rules.ts";
import type { GitHubSettings } from "../../bootstrap/github-settings.ts";
import type { BranchRules, ReviewRule } from "../../delivery/github/branch-rules.ts";
import { type Check, lacking, ok, unknown } from "../check.ts";
import type { GitHubFacts, RulesetFact } from "./facts.ts";

/**
 * What rulesets ask of the deploying branch. Classic branch protection does not count: a deploy, which holds its own to it
 * too, can't read it.
 */
export function rulesetChecks(settings: GitHubSettings, facts: GitHubFacts): readonly Check[] {
  const { branch } = settings;
  if ("needs" in facts.rules) return [unknown(`rulesets of ${branch}`, facts.rules.needs)];
  const rulesets = "answer" in facts.rulesets ? facts.rulesets.answer : [];
  const own = rulesets.find(({ name, isOwn }) => isOwn && name === rulesetName);
  // one call sets the whole of it
  const call = rulesetCall(settings, own?.id);
  const rules = facts.rules.answer;
  return [
    reviewCheck(settings, rules, call),
    ...settings.requiredChecks.map((name) => requiredCheck(branch, rules, name, call)),
    refused(branch, rules, "deletion", "is not deleted", call),
    refused(branch, rules, "non_fast_forward", "is not moved by force", call),
    bypassCheck(settings, facts),
  ];
}

function reviewCheck({ branch, isAlone }: GitHubSettings, { reviews }: BranchRules, call: string): Check {
  const wanted = isAlone ? ownPullRequestRule : pullRequestRule;
  const what = isAlone
    ? `${branch} takes pull requests only; pipeline.alone does without an approval`
    : `${branch} takes pull requests only, approved by a code owner and somebody else than who pushed last`;
  if (reviews.length === 0) return lacking(what, "no ruleset that asks for pull requests", call);
  const some = (has: (one: ReviewRule) => boolean) => reviews.some(has);
  const missing = [
    [some((one) => one.required_approving_review_count >= wanted.required_approving_review_count), "an approval"],
    [!wanted.require_code_owner_review || some((one) => one.require_code_owner_review), "a code owner's review"],
    [some((one) => one.dismiss_stale_reviews_on_push), "stale approvals dismissed"],
    [
      !wanted.require_last_push_approval || some((one) => one.require_last_push_approval),
      "the last push approved by somebody else",
    ],
  ].flatMap(([has, name]) => (has ? [] : [name]));
  return missing.length === 0 ? ok(what) : lacking(what, `rulesets without ${missing.join(", ")}`, call);
}

function requiredCheck(branch: string, { checks }: BranchRules, name: string, call: string): Check {
  const what = `${branch} requires check ${name} of GitHub Actions`;
  const found = checks.filter((check) => check.name === name);
  if (found.length === 0) return lacking(what, "no ruleset that requires it", call);
  if (found.some(({ app }) => app === actionsApp)) return ok(what);
  return lacking(what, "one that anybody who may write can set", call);
}

const refused = (branch: string, { types }: BranchRules, type: string, outcome: string, call: string): Check => {
  const what = `${branch} ${outcome}`;
  return types.has(type) ? ok(what) : lacking(what, "no ruleset that refuses it", call);
};

function bypassCheck(settings: GitHubSettings, { rulesets }: GitHubFacts): Check {
  const { branch } = settings;
  const what = `nobody bypasses the rulesets of ${branch}`;
  if ("needs" in rulesets) return unknown(what, rulesets.needs);
  if (rulesets.answer.length === 0) return lacking(what, "no ruleset", rulesetCall(settings));
  const hidden = rulesets.answer.filter(({ bypass }) => bypass === null);
  const open = rulesets.answer.filter(({ bypass }) => bypass !== null && bypass.length > 0);
  if (open.length > 0)
    return lacking(
      what,
      open.map(({ name, bypass }) => `${bypass?.join(" and ")} in ${name}`).join(", "),
      ...open.map((ruleset) => withoutBypass(settings, ruleset)),
    );
  return hidden.length > 0 ? unknown(what, "an administrator's token: GitHub tells nobody else who does") : ok(what);
}

function withoutBypass(settings: GitHubSettings, { id, name, isOwn }: RulesetFact): string {
  const { repository } = settings;
  if (isOwn && name === rulesetName) return rulesetCall(settings, id);
  const [owner] = repository.split("/");
  const page = isOwn ? `${repository}/settings/rules/${id}` : `organizations/${owner}/settings/rules/${id}`;
  // whether a call with a part of a ruleset keeps the rest of it is not documented
  return `# https://github.com/${page}: empty the bypass list`;
}
