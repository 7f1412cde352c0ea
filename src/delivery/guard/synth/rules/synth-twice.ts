import { groupBy } from "../../../../group-by.ts";
import type { OneEach } from "../../../resources/resource-type.ts";
import { type ResourceBody, resourceBodies } from "../resource-bodies.ts";
import { show } from "../shown.ts";
import { type SynthComplaint, synthRule } from "../synth-rule.ts";

export const synthTwice = synthRule({
  id: "synth-twice",
  severity: "error",
  what: "two resources for one thing, of which there can be one, or one for a thing that the stack does not make",
  why: "They undo each other in whatever order they are applied: the policy that was reviewed is not the one that holds.",
  source: null,
  example: {
    bad: {
      resource: {
        aws_kms_alias: {
          another: {
            name: "alias/lockstep-local",
            provider: "aws.eu-west-2",
            target_key_id: "${aws_kms_key.eu-west-2_key.key_id}",
          },
        },
      },
    },
    good: { resource: { aws_kms_alias: { "eu-west-2_alias": { provider: "aws.eu-west-2" } } } },
  },
  check: ({ json }) =>
    [...groupBy(resourceBodies(json), ({ type }) => type).values()].flatMap((bodies) => {
      const oneEach = bodies[0]?.row.oneEach;
      return oneEach ? twice(oneEach, bodies) : [];
    }),
});

function twice({ attribute, refersTo }: OneEach, bodies: readonly ResourceBody[]): readonly SynthComplaint[] {
  const seen = new Map<string, string>();
  return bodies.flatMap(({ name, body, at: address }) => {
    const got = body[attribute];
    const at = [...address, attribute];
    const thing = refersTo === null ? `${body["provider"]} ${show(got)}` : referredTo(got, refersTo);
    if (thing === null) {
      return [{ at, got: `got ${show(got)}`, use: `use a reference to an ${refersTo} of this stack` }];
    }
    const other = seen.get(thing);
    seen.set(thing, other ?? name);
    return other === undefined ? [] : [{ at, got: `got ${show(got)}, which is ${other}'s`, use: "use one of the two" }];
  });
}

function referredTo(value: unknown, type: string): string | null {
  const [, found, name] =
    (typeof value === "string" && /^\$\{([a-z0-9_]+)\.([A-Za-z0-9_-]+)\.(?:id|name)\}$/.exec(value)) || [];
  return found === type && name !== undefined ? name : null;
}
