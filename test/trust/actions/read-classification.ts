import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ActionClass } from "./action-class.ts";

/** One service's file in `classified/`: actions without the service's name. */
export interface ClassifiedService {
  readonly classes: Readonly<Partial<Record<ActionClass, readonly string[]>>>;
  /** Why an action has its class, where name and description do not say it. */
  readonly why?: Readonly<Record<string, string>>;
}

export interface ClassifiedAction {
  /** As a policy names it: `backup:DeleteRecoveryPoint`. */
  readonly action: string;
  readonly class: ActionClass;
  readonly why?: string;
}

export interface Classification {
  readonly all: readonly ClassifiedAction[];
  /** @returns nothing for an action that nobody has classified. */
  readonly classOf: (action: string) => ActionClass | undefined;
  readonly whyOf: (action: string) => string | undefined;
}

const folder = new URL("classified/", import.meta.url);

/** The files of `classified/` by service. */
export const readClassifiedServices = (): ReadonlyMap<string, ClassifiedService> =>
  new Map(
    readdirSync(folder)
      .toSorted()
      .map((file) => [basename(file, ".json"), JSON.parse(readFileSync(new URL(file, folder), "utf8"))]),
  );

const listActions = ([service, { classes, why }]: readonly [string, ClassifiedService]): readonly ClassifiedAction[] =>
  Object.entries(classes).flatMap(([name, actions]) =>
    actions.map((action) => {
      const reason = why?.[action];
      return { action: `${service}:${action}`, class: name as ActionClass, ...(reason && { why: reason }) };
    }),
  );

/** What each action of AWS's can do to backups, as `classified/` has it. */
export function readClassification(): Classification {
  const all = [...readClassifiedServices()].flatMap(listActions);
  const byAction = new Map(all.map((one) => [one.action, one]));
  return {
    all,
    classOf: (action) => byAction.get(action)?.class,
    whyOf: (action) => byAction.get(action)?.why,
  };
}
