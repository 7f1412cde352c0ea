import type { Verdict } from "../../../emulator/model/access.ts";
import { type Asker, askers, services, workflows } from "../../organization/askers.ts";
import type { Organization, Principal, Request } from "../../organization/organization.ts";
import type { Ask } from "./ask.ts";
import { asks, pipelineAsks, workflowAsks } from "./asks.ts";
import { asksOfServices } from "./asks-of-shared.ts";
import { type DangerAsk, dangerAsks } from "./danger-asks.ts";

/** What somebody asked and what AWS answered. */
export interface Answer<Of extends Ask = Ask> extends Verdict {
  readonly asker: Asker;
  readonly ask: Of;
  readonly request: Request;
}

export interface Matrix {
  /** To what is typed by hand. */
  readonly answers: readonly Answer[];
  /** To every dangerous action; of those that are refused, the ones that some statement denies. */
  readonly dangers: readonly Answer<DangerAsk>[];
  /** How many requests it took. */
  readonly asked: number;
}

/** No statement speaks of it. */
export const nothing = "nothing allows it";

/**
 * Everybody asks for everything, in every kind of account. Who has but GitHub's token can ask for a role alone.
 *
 * @param isAsked of the dangerous actions, those to ask for
 */
export async function askAll(in_: Organization, isAsked: (action: string) => boolean = () => true): Promise<Matrix> {
  const answers: Answer[] = [];
  const dangers: Answer<DangerAsk>[] = [];
  let asked = 0;
  const verdicts = async <Of extends Ask>(asker: Asker, principal: Principal, ask: Of) => {
    const given: Answer<Of>[] = [];
    const said = asker.context ?? {};
    for (const [action, target, context] of ask.requests(in_, principal)) {
      const request: Request = [action, target, context ? { ...said, ...context } : said];
      given.push({ asker, ask, request, ...(await in_.verdict(principal, request)) });
    }
    asked += given.length;
    return given;
  };
  for (const asker of [...askers, ...services, ...workflows]) {
    const principal = asker.of(in_);
    for (const ask of asksOf(in_, asker)) answers.push(...(await verdicts(asker, principal, ask)));
    for (const ask of dangersFor(asker)) {
      if (!ask.actions.some(isAsked)) continue;
      const given = await verdicts(asker, principal, ask);
      for (const one of given) if (one.allowed || one.because !== nothing) dangers.push(one);
    }
  }
  return { answers, dangers, asked };
}

/** A service has no ARN that policies could compare: it is asked of roles, which it takes, and by hand. */
function dangersFor(asker: Asker): readonly DangerAsk[] {
  if (workflows.includes(asker)) return [];
  return services.includes(asker) ? dangerAsks.filter(({ thing }) => thing.sort === "role") : dangerAsks;
}

function asksOf(in_: Organization, asker: Asker): readonly Ask[] {
  if (workflows.includes(asker)) return workflowAsks;
  if (services.includes(asker)) return asksOfServices;
  return asker.deploys ? [...asks, ...pipelineAsks(in_, asker.accountId)] : asks;
}
