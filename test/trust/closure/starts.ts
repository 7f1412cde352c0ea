import { type AccountClass, accountClasses, type DutyName, dutyNames } from "../../../src/model.ts";
import { dutyRole, pipelineScopes, type Scope } from "../../../src/names.ts";
import { outsideAccount } from "../organization/people.ts";
import { type Actor, named } from "./actor.ts";
import { otherBranch, personsNumber, strangersWorkflow } from "./actors-in.ts";
import { stackSetsService } from "./gains.ts";
import type { Fact } from "./holdings.ts";
import { type Place, placeOf } from "./place.ts";
import type { World } from "./world.ts";

/** Where somebody begins. */
export interface Start {
  readonly who: string;
  readonly facts: readonly Fact[];
  /** What known paths call their own: the place that is theirs, its class, its scope. */
  readonly own: Readonly<Record<"place" | "scope" | "class" | "applications", string>>;
  /** The one application account that is theirs; `null`: none is, or all of a class are. */
  readonly home: string | null;
  /** Starts whose known paths are theirs as well: a person takes every role of their duty. */
  readonly standsFor?: readonly Start[];
}

/** What is so before anybody begins: strangers have accounts of their own, and the shared account runs StackSets. */
export function given(world: World): readonly Fact[] {
  return [
    ...actorsThat(world, ({ said, accountId }) => said === "Administrator" && accountId === outsideAccount),
    ...actorsThat(world, ({ said }) => said === strangersWorkflow),
    { kind: "delegate", accountId: world.estate.shared.accountId, service: stackSetsService },
    ...world.delegates.map((one): Fact => ({ kind: "delegate", ...one })),
  ];
}

/** Each of them alone. */
export function startsIn(world: World): readonly Start[] {
  const accounts = accountsToStartIn(world);
  const scopes = pipelineScopes
    .map(({ scope }) => scope)
    .filter((scope) => scope !== "management" || world.estate.management !== null);
  const start = (
    who: string,
    place: Place,
    test: (actor: Actor) => boolean,
    scope = "none",
    home: string | null = null,
  ): Start => ({
    who,
    facts: [...given(world), ...actorsThat(world, test)],
    own: { place, scope, ...classOf(place, scope) },
    home,
  });

  const alone = [
    start("a stranger", "outside", () => false),
    start("a workflow on another branch or tag", "shared", ({ said }) => said === otherBranch),
    start("a pull request's workflow", "shared", ({ said }) => said === "a pull request's workflow"),
    start("a workflow on the deploying branch", "shared", ({ said }) => said === "a workflow on the deploying branch"),
    ...scopes.map((scope) =>
      start(
        `a merged change in ${scope}`,
        placeOfScope(scope),
        ({ said }) => said === `the job that deploys ${scope}`,
        scope,
      ),
    ),
    ...[...world.actors.values()]
      .filter(({ said, accountId }) => said.startsWith("lockstep-pipeline-") && accounts.has(accountId))
      // no hub role enters an account that nobody lists
      .filter(({ place }) => place !== unknown)
      .map((actor) =>
        start(
          named(actor),
          actor.place,
          (one) => one === actor,
          /policies-(non)?prod$/.exec(actor.said)?.[0],
          homeOf(actor.place, actor.accountId),
        ),
      ),
    ...[...accounts].flatMap((accountId) => {
      const place = placeOf(world.estate, accountId);
      return [
        ...["Administrator", "root user"].map((said) =>
          start(
            `${said} of ${place}`,
            place,
            (actor) => actor.said === said && actor.accountId === accountId,
            "none",
            homeOf(place, accountId),
          ),
        ),
        ...dutyNames
          .filter((duty) => place !== unknown && world.actors.has(`arn:aws:iam::${accountId}:role/${dutyRole(duty)}`))
          .map((duty) =>
            start(
              `${duty} of ${place}`,
              place,
              (actor) => actor.said === dutyRole(duty) && actor.accountId === accountId,
              "none",
              homeOf(place, accountId),
            ),
          ),
      ];
    }),
  ];
  return [...alone, ...dutyNames.map((duty) => personWith(world, duty, alone))];
}

/** Somebody who holds a duty takes its role wherever it is. */
function personWith(world: World, duty: DutyName, alone: readonly Start[]): Start {
  const arns = world.estate.duties[duty].principals.map((pattern) => pattern.replaceAll("*", personsNumber));
  return {
    who: `a person who is ${duty}`,
    facts: [...given(world), ...actorsThat(world, ({ arn }) => arns.includes(arn))],
    own: { place: "shared", scope: "none", ...classOf("shared", "none") },
    home: null,
    standsFor: alone.filter(({ who }) => who.startsWith(`${duty} of `)).map((start) => ({ ...start, home: null })),
  };
}

const homeOf = (place: Place, accountId: string): string | null => (place.endsWith("prod account") ? accountId : null);

const unknown: Place = "an account that config does not know";

const actorsThat = (world: World, test: (actor: Actor) => boolean): readonly Fact[] =>
  [...world.actors.values()].filter(test).map((actor) => ({ kind: "acts", actor }));

/** Everywhere but outside, where strangers start. */
const accountsToStartIn = ({ accountIds }: World): ReadonlySet<string> =>
  new Set([...accountIds].filter((accountId) => accountId !== outsideAccount));

function placeOfScope(scope: Scope): Place {
  switch (scope) {
    case "management":
      return "management";
    case "central-prod":
      return "central prod";
    case "central-nonprod":
      return "central non-prod";
    case "app-prod":
      return "a prod account";
    case "app-nonprod":
      return "a non-prod account";
    default:
      return "shared";
  }
}

function classOf(place: Place, scope: string): { readonly class: string; readonly applications: string } {
  const said = (cls: AccountClass) => (cls === "prod" ? "prod" : "non-prod");
  const cls = accountClasses.find((one) => scope.endsWith(`-${one}`) || new RegExp(` ${said(one)}( |$)`).test(place));
  return cls === undefined
    ? { class: "none", applications: "none" }
    : { class: said(cls), applications: `a ${said(cls)} account` };
}
