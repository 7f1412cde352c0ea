import { pipelineScopes } from "../../../src/names.ts";
import type { Deployment } from "./pipeline.ts";

/** What each stack that was planned would change, such as `update aws_kms_key.eu-west-2_key`, or why nobody knows. */
export const changesIn = ({ plans }: Pick<Deployment, "plans">): Readonly<Record<string, string | readonly string[]>> =>
  Object.fromEntries(
    [...plans].map(([stack, { outcome, changes }]) => [
      stack,
      outcome === "changed"
        ? changes.map(({ address, actions }) => `${actions.join(" and ")} ${address}`).sort()
        : outcome,
    ]),
  );

/** What became of each stack, by stack. */
export const outcomesIn = ({ results }: Pick<Deployment, "results">): Readonly<Record<string, string>> =>
  Object.fromEntries(results.map(({ stack, outcome, message }) => [stack, message === "" ? outcome : message]));

/** Of a stack that is called like its scope, or of an application account's. */
export function waveOf(stack: string, cls: "prod" | "nonprod"): number {
  const scope = stack.startsWith("app-") ? `app-${cls}` : stack;
  const wave = pipelineScopes.find((one) => one.scope === scope)?.wave;
  if (wave === undefined) throw new Error(`got ${stack}, which is in no wave`);
  return wave;
}

/** Whether a path in a resource leads to a tag. */
export const isTag = ([first]: readonly (string | number)[]) => first === "tags" || first === "tags_all";
