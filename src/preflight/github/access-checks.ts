import {
  actionsCalls,
  forkApprovalCall,
  privateForksCall,
  workflowPermissionsCall,
} from "../../bootstrap/github-calls.ts";
import { forkApproval, selectedActions, workflowPermissions } from "../../bootstrap/github-rules.ts";
import type { GitHubSettings } from "../../bootstrap/github-settings.ts";
import { type Check, lacking, ok, unknown } from "../check.ts";
import type { Asked } from "../facts.ts";
import type { ActionsFact, ForksFact, GitHubFacts } from "./facts.ts";

/** What workflows may run, and with which rights. */
export const accessChecks = (settings: GitHubSettings, facts: GitHubFacts): readonly Check[] => [
  allowedActions(settings, facts),
  ...tokenRights(settings, facts),
  forks(settings, facts),
];

function allowedActions(settings: GitHubSettings, { actions }: GitHubFacts): Check {
  const others = selectedActions.patterns_allowed.map((one) => one.replace("@*", ""));
  const what = `only GitHub's own actions, ${others.join(" and ")} run, pinned by commit`;
  return judged(what, actions, (fact) => {
    const wrong = wrongActions(fact);
    return wrong.length === 0 ? ok(what) : lacking(what, wrong.join(", "), ...actionsCalls(settings));
  });
}

function wrongActions({ enabled, allowed, isPinned, selected }: ActionsFact): readonly string[] {
  if (!enabled) return ["Actions are off"];
  const known: readonly string[] = selectedActions.patterns_allowed;
  const name = (pattern: string) => pattern.split("@")[0] ?? "";
  const more = selected?.patterns_allowed.filter((one) => !known.some((each) => name(each) === name(one))) ?? [];
  return [
    ...(allowed === "all" ? ["every action"] : []),
    ...(allowed === "local_only" ? ["no action of anybody else, so that no workflow runs"] : []),
    ...(selected && !selected.github_owned_allowed ? ["not GitHub's own"] : []),
    ...(selected?.verified_allowed ? ["those of every verified creator"] : []),
    ...(more.length > 0 ? [`${more.join(", ")} besides`] : []),
    ...(isPinned ? [] : ["tags and branches besides commits"]),
  ];
}

function tokenRights(settings: GitHubSettings, { workflowPermissions: asked }: GitHubFacts): readonly Check[] {
  const call = workflowPermissionsCall(settings);
  const reads = "a workflow's token reads, unless a job asks for more";
  const approves = "workflows approve no pull request";
  return [
    judged(reads, asked, ({ default_workflow_permissions: rights }) =>
      rights === workflowPermissions.default_workflow_permissions ? ok(reads) : lacking(reads, rights, call),
    ),
    judged(approves, asked, ({ can_approve_pull_request_reviews: mayApprove }) =>
      mayApprove ? lacking(approves, "they may", call) : ok(approves),
    ),
  ];
}

function forks(settings: GitHubSettings, facts: GitHubFacts): Check {
  const what = "workflows of forks wait for approval, and get neither secrets nor a token that writes";
  return judged(what, facts.forks, (fact) => {
    const wrong = wrongForks(fact);
    if (wrong.length === 0) return ok(what);
    return lacking(
      what,
      wrong.join(", "),
      fact.of === "public" ? forkApprovalCall(settings) : privateForksCall(settings),
    );
  });
}

function wrongForks(fact: ForksFact): readonly string[] {
  // a public repository gives forks no secrets, whatever is set
  if (fact.of === "public")
    return fact.approval_policy === forkApproval.approval_policy ? [] : [`approval of ${fact.approval_policy} alone`];
  if (!fact.run_workflows_from_fork_pull_requests) return [];
  return [
    ...(fact.require_approval_for_fork_pr_workflows ? [] : ["no approval"]),
    ...(fact.send_write_tokens_to_workflows ? ["a token that writes"] : []),
    ...(fact.send_secrets_and_variables ? ["secrets"] : []),
  ];
}

const judged = <T>(what: string, asked: Asked<T>, judge: (answer: T) => Check): Check =>
  "needs" in asked ? unknown(what, asked.needs) : judge(asked.answer);
