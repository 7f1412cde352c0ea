import type { Estate } from "../../../src/model.ts";
import { appStackId } from "../../../src/names.ts";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import { carriedOver, changedWorld } from "../closure/changed-world.ts";
import { exampleWorld } from "../closure/example-world.ts";
import type { Fact } from "../closure/holdings.ts";
import { isKnown } from "../closure/known.ts";
import { search } from "../closure/search.ts";
import { searchedAlone } from "../closure/searched-alone.ts";
import { type Start, startsIn } from "../closure/starts.ts";
import { type World, worldOf } from "../closure/world.ts";
import { promised } from "../judge/quick-judge.ts";
import { quick } from "../organization/judge.ts";
import { example, organizationFrom } from "../organization/organization.ts";
import type { StackTexts } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";

/** The search over paths: somebody reaches what nobody reached before. */
export function noticedBySearch(estate: Estate, texts: StackTexts): Noticer {
  const organizationIn = (stacks: StackTexts) => organizationFrom(estate, stacks, promised(quick));
  // one search for all who look at the example
  const isExample = texts === deployedTexts(example.estate);
  const before = isExample ? exampleWorld : worldOf(organizationIn(texts), quick);
  const held = new Map(
    startsIn(before).map((start) => [keyOf(start), [...searchedAlone(before, start).found.holdings.facts.values()]]),
  );
  return {
    who: "search",
    // what an account that stands for no other would show, the one that stands for it shows
    notices: ({ stack, texts: mutated }) =>
      isLookedAt(before, stack) &&
      isReached(before, worldOf(organizationIn(mutated(texts)), quick, before.accountIds), held),
  };
}

/** Somebody of the same name is in several accounts, and holds something else in each. */
const keyOf = ({ who, home }: Start) => `${who} ${home}`;

function isLookedAt({ estate, accountIds }: World, stack: string): boolean {
  const account = estate.accounts.find(({ name }) => appStackId(name) === stack);
  return account === undefined || accountIds.has(account.accountId);
}

/** Only what the change bears on is asked again, by those who come to hold it. */
function isReached(before: World, after: World, held: ReadonlyMap<string, readonly Fact[]>): boolean {
  const changed = changedWorld(before, after);
  return startsIn(after).some((start: Start) => {
    const facts = [...carriedOver(held.get(keyOf(start)) ?? [], after), ...start.facts];
    const found = search(after, facts, {
      isCut: isKnown(start),
      until: () => true,
      ...(changed.isForAll ? {} : { firstActors: changed.actors, firstThings: changed.things }),
    });
    return found.ends.length > 0;
  });
}
