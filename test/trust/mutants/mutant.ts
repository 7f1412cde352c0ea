import { type EditStack, readStack } from "./stack-json.ts";

/** Ways to add something, in words. */
export const ways = {
  everything: "an Allow of everything",
  action: "an action in an Allow",
  principal: "a stranger in a trust or a resource's policy",
  role: "a role that a stranger may take and that may do everything",
  resource: "an Allow on every resource",
  delegation: "a delegation to an application account",
  lockout: "a denial that locks everybody out",
  attachment: "a policy attached to the other class or to the root",
  alias: "an alias of Lockstep's name on a foreign key",
  condition: "an Allow with a condition less",
  exemption: "a denial with an exemption more",
} as const;

export type How = keyof typeof ways;

export const hows = Object.keys(ways) as readonly How[];

/** Terraform JSON of every stack, by stack. */
export type StackTexts = ReadonlyMap<string, string>;

/** The synthesized stacks with one thing added that nobody asked for. */
export interface Mutant {
  /** Stays the same for as long as the document and its statements keep their names. */
  readonly id: string;
  readonly how: How;
  /** The document or resource, in words. */
  readonly of: string;
  /** The one that it changes. */
  readonly stack: string;
  readonly texts: (texts: StackTexts) => StackTexts;
}

/** What is added to a stack, before it is a mutant. */
export interface Addition {
  readonly how: How;
  readonly of: string;
  /** Tells it from the others of its way in this document or resource. */
  readonly what: string;
  readonly edit: EditStack;
}

export const mutantOf = (stack: string, { how, of, what, edit }: Addition): Mutant => ({
  id: `${stack} / ${of} / ${how}: ${what}`,
  how,
  of,
  stack,
  texts: (texts) => {
    const text = texts.get(stack);
    if (text === undefined) throw new Error(`got no stack ${stack}`);
    return new Map([...texts, [stack, JSON.stringify(edit(readStack(stack, text)))]]);
  },
});
