import { expectationOf } from "../../../src/commands/verify-synth.ts";
import { guardPlan } from "../../../src/delivery/guard/guard-plan.ts";
import { verifySynth } from "../../../src/delivery/guard/synth/verify-synth.ts";
import type { ResourceChange } from "../../../src/delivery/terraform/plan-json.ts";
import { dotted } from "../../../src/diagnostics/config-key.ts";
import { sentence } from "../../../src/diagnostics/sentence.ts";
import { type Block, stacksOf } from "../../support/stacks.ts";
import { example } from "../organization/organization.ts";
import type { Step } from "./attack.ts";

const stacks = stacksOf(example.estate);
const expected = expectationOf(example.estate);

/** What somebody's change makes of one resource of a stack. */
export interface Edit {
  readonly type: string;
  readonly name: string;
  /** Arguments that are set; the others of a resource that is there stay. */
  readonly sets: Block;
}

export interface MergedChange {
  readonly does: string;
  readonly stack: string;
  readonly edits: readonly Edit[];
  readonly today: string;
}

/** A change of a stack, which verify-synth and the guard judge before it is applied. */
export const isMerged = ({ does, stack, edits, today }: MergedChange): Step => ({
  who: `a merged change of ${stack}`,
  does,
  answer: async () => {
    const problems = [
      ...verifySynth(stack, edited(stack, edits), expected).map(
        (found) =>
          `verify-synth: ${[found.place.address && `resource.${found.place.address}`, dotted(found.place.path)].filter(Boolean).join(".")}: ${sentence(found)}`,
      ),
      ...guardPlan(
        { terraform_version: "1.11.4", resource_changes: edits.map((edit) => planned(stack, edit)) },
        stack,
      ).map((found) => `${found.rule}: ${sentence(found)}`),
    ];
    return { goesOn: problems.length === 0, said: problems.join("; ") || "passes" };
  },
  today,
});

/** A resource as it is synthesized today. @throws if there is none */
export function resourceOf(stack: string, type: string, name: string): Block {
  const found = existing(stack, type, name);
  if (!found) throw new Error(`got no ${type}.${name} in ${stack}`);
  return found;
}

/** What verify-synth says of resources that config does not ask for. */
export const unexpected = (...addresses: readonly string[]) =>
  addresses
    .map(
      (address) =>
        `verify-synth: resource.${address}: got a resource that is not expected of this config; leave it out`,
    )
    .join("; ");

const existing = (stack: string, type: string, name: string): Block | undefined =>
  stacks.get(stack)?.resource[type]?.[name];

function edited(stack: string, edits: readonly Edit[]): unknown {
  const resource: Record<string, Record<string, Block>> = structuredClone({ ...stacks.get(stack)?.resource });
  for (const { type, name, sets } of edits) {
    const known = existing(stack, type, name) ?? providerOf(stack);
    resource[type] = { ...resource[type], [name]: { ...known, ...sets } };
  }
  return { ...stacks.get(stack), resource };
}

/** As any resource of the stack has it. */
function providerOf(stack: string): Block {
  const [first] = Object.values(stacks.get(stack)?.resource ?? {}).flatMap((byName) => Object.values(byName));
  return { provider: first?.["provider"] };
}

function planned(stack: string, { type, name, sets }: Edit): ResourceChange {
  const before = existing(stack, type, name) ?? null;
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions: [before ? "update" : "create"], before, after: { ...before, ...sets }, after_unknown: {} },
  };
}
