import type { StackFacts } from "../../../estate/estate-facts.ts";
import { isObject } from "../../stack/json-object.ts";
import { judgeStack } from "../expected/judge-stack.ts";
import { type PlaceProblem, type SynthProblem, show } from "./problem.ts";
import { resourceProblems } from "./resources.ts";
import { providerProblems, type StackExpectation, type StateExpectation, terraformProblems } from "./settings.ts";

/** What the estate's stacks must be. */
export interface SynthExpectation {
  readonly state: StateExpectation;
  readonly stacks: ReadonlyMap<string, StackExpectation>;
  /** What config says of each of these stacks, by which the expectation of its kind is filled in. */
  readonly facts: ReadonlyMap<string, StackFacts>;
}

/** Everything else could run code on the runner or read what it holds: modules, data sources, outputs, imports. */
const blocks = ["//", "provider", "resource", "terraform"];

/**
 * What a synthesized stack holds that it must not, or lacks: judged before any credential is near it, because a plan runs
 * what it is told to.
 */
export function verifySynth(stack: string, json: unknown, expected: SynthExpectation): readonly SynthProblem[] {
  return problemsOf(stack, json, expected).map((problem) => ({ stack, ...problem }));
}

function problemsOf(stack: string, json: unknown, { state, stacks, facts }: SynthExpectation): readonly PlaceProblem[] {
  const [own, ownFacts] = [stacks.get(stack), facts.get(stack)];
  if (!own || !ownFacts)
    return [{ place: "stack", message: "got a stack that the config has none of; synthesize again" }];
  if (!isObject(json)) return [{ place: "stack", message: `got ${show(json)}; use Terraform JSON` }];
  const { provider } = json;
  const ofProviders = providerProblems(provider, own, state);
  const found = [
    ...Object.keys(json)
      .filter((key) => !blocks.includes(key))
      .map((key) => ({ place: key, message: `got ${show(json[key])}; leave it out` })),
    ...terraformProblems(stack, json["terraform"], own, state),
    ...ofProviders,
    ...resourceProblems(json["resource"], ofProviders.length > 0 ? null : aliasesOf(provider)),
  ];
  // of one place one rule speaks
  const isKnown = (place: string) =>
    found.some((known) => place === known.place || place.startsWith(`${known.place}.`));
  return [...found, ...judgeStack(json, ownFacts).filter(({ place }) => !isKnown(place))];
}

function aliasesOf(provider: unknown): ReadonlySet<string> {
  const aws = isObject(provider) && Array.isArray(provider["aws"]) ? provider["aws"] : [];
  return new Set(aws.flatMap((each: unknown) => (isObject(each) ? [`aws.${String(each["alias"])}`] : [])));
}
