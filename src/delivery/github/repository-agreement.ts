import { pipelineScopes } from "../../names.ts";
import type { Agreement } from "../handoff/agreement.ts";
import { asksForReview, readBranchRules } from "./branch-rules.ts";
import { asksSomebodyElse, readEnvironments } from "./environments.ts";
import { type Gh, ghFailure } from "./gh.ts";

/** What GitHub itself sees to, as far as a workflow's token may read it. */
export interface RepositoryAgreement extends Pick<Agreement, "environments" | "branch"> {
  /** What could not be read, and so counts as not set. */
  readonly unread: readonly string[];
}

/** @param repository with `repos/` before it */
export async function repositoryAgreement(gh: Gh, repository: string, branch: string): Promise<RepositoryAgreement> {
  const unread: string[] = [];
  // a plan of GitHub that has no such thing refuses, or says that there is none
  const orNone = async <T>(what: string, question: Promise<T>): Promise<T | null> =>
    question.catch((error: unknown) => {
      const status = ghFailure(error)?.status;
      if (status !== 403 && status !== 404) throw error;
      unread.push(what);
      return null;
    });
  const environments = await orNone("environments", readEnvironments(gh, repository));
  const rules = await orNone(`rulesets of ${branch}`, readBranchRules(gh, repository, branch));
  const names = (environments ?? []).filter(asksSomebodyElse).map(({ name }) => name);
  return {
    environments: pipelineScopes.map(({ scope }) => scope).filter((scope) => names.includes(scope)),
    branch: rules !== null && asksForReview(rules),
    unread,
  };
}
