import type { Verdict } from "../../emulated/model/access.ts";
import type { Organization, Request } from "../../isolation/support/organization.ts";
import { type Asker, askers, services, workflows } from "./askers.ts";
import { type Ask, asks, pipelineAsks, serviceAsks, workflowAsks } from "./asks.ts";

/** What somebody asked and what AWS answered. */
export interface Answer extends Verdict {
  readonly asker: Asker;
  readonly ask: Ask;
  readonly request: Request;
}

/** Everybody asks for everything in their own account and for what may reach others; who administers one, for all there is. */
export async function askAll(in_: Organization): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const askFor = async (asker: Asker, asked: readonly Ask[]) => {
    const principal = asker.of(in_);
    for (const ask of asked) {
      for (const [action, target, context] of ask.requests(in_)) {
        const request: Request = [action, target, { ...asker.context, ...context }];
        answers.push({ asker, ask, request, ...(await in_.verdict(principal, request)) });
      }
    }
  };
  for (const asker of askers) {
    const { accountId } = asker;
    const own = asks.filter((ask) => asker.isBoss || ask.reaches || ask.accountId === accountId);
    await askFor(asker, asker.deploys ? [...own, ...pipelineAsks(in_, accountId)] : own);
  }
  for (const asker of services) await askFor(asker, serviceAsks);
  for (const asker of workflows) await askFor(asker, workflowAsks);
  return answers;
}

/** The same question, in an organization that differs. */
export function askAgain(in_: Organization, { asker, ask, request }: Answer): Promise<Verdict> {
  const [action, { arn }, context] = request;
  const now = ask.requests(in_).find(([other, target, own]) => {
    return other === action && target.arn === arn && same({ ...asker.context, ...own }, context ?? {});
  });
  if (!now) throw new Error(`got no ${action} on ${arn} in ${ask.what} any more`);
  return in_.verdict(asker.of(in_), [now[0], now[1], { ...asker.context, ...now[2] }]);
}

const same = (one: object, another: object) => JSON.stringify(one) === JSON.stringify(another);
