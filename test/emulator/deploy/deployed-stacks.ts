import type { Estate } from "../../../src/model.ts";
import { appStackId, hubApplyRole, pipelineScopes, type Scope } from "../../../src/names.ts";
import type { Caller } from "../model/access.ts";
import { deployedTexts } from "./deployed-texts.ts";
import { type Resource, resourcesOf } from "./stack-resources.ts";

/** A stack that the pipeline applies. */
export interface DeployedStack {
  readonly id: string;
  readonly wave: number;
  readonly resources: readonly Resource[];
  /** The role that enters the account, which the stack's own provider names. */
  readonly applyRole: Caller;
  /** The role that GitHub's workflow takes first. */
  readonly hubRole: Caller;
}

export interface DeployedStacks {
  readonly bootstrap: readonly Resource[];
  /** Wave by wave. */
  readonly pipeline: readonly DeployedStack[];
}

const known = new WeakMap<Estate, DeployedStacks>();

/** What is synthesized for an estate, in the order of its deployment. Synthesized once for the same object. */
export function deployedStacks(estate: Estate): DeployedStacks {
  const stacks = known.get(estate) ?? stacksIn(estate, deployedTexts(estate));
  known.set(estate, stacks);
  return stacks;
}

/** The same of stacks that were synthesized before, be it by another release. @param texts Terraform JSON, by stack */
export function stacksIn(estate: Estate, texts: ReadonlyMap<string, string>): DeployedStacks {
  const scopes = new Map<string, Scope>([
    ...pipelineScopes.map(({ scope }) => [scope, scope] as const),
    ...estate.accounts.map((account) => [appStackId(account.name), `app-${account.class}`] as const),
  ]);
  const place = (id: string) => pipelineScopes.findIndex(({ scope }) => scope === scopes.get(id));
  const pipeline = [...texts]
    .filter(([id]) => id !== "bootstrap")
    .sort(([one], [another]) => place(one) - place(another))
    .map(([id, text]): DeployedStack => {
      const scope = scopes.get(id);
      if (scope === undefined) throw new Error(`got the stack ${id}; no scope has it`);
      const hub = estate.shared.accountId;
      return {
        id,
        wave: pipelineScopes[place(id)]?.wave ?? 0,
        resources: resourcesOf(id, text),
        applyRole: applyRoleIn(id, text),
        hubRole: { arn: `arn:aws:iam::${hub}:role/${hubApplyRole(scope)}`, accountId: hub },
      };
    });
  return { bootstrap: resourcesOf("bootstrap", texts.get("bootstrap") ?? "{}"), pipeline };
}

/** Each provider of a stack enters the same account by the same role. */
function applyRoleIn(id: string, text: string): Caller {
  const arns = [...text.matchAll(/terraform\.applying \? \\"(arn:aws:iam::(\d+):role\/[^\\"]+)\\"/g)];
  const callers = new Map(arns.map(([, arn = "", accountId = ""]) => [arn, { arn, accountId }]));
  const [caller, another] = callers.values();
  if (!caller || another) throw new Error(`got ${callers.size} roles that apply ${id}; one does`);
  return caller;
}
