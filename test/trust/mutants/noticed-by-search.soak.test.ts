import { expect, test } from "vitest";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import { record } from "../../support/figures.ts";
import { example } from "../organization/organization.ts";
import { addingMutants } from "./adding-mutants.ts";
import { countLines, countNoticed } from "./count-noticed.ts";
import type { Mutant } from "./mutant.ts";
import { noticedByGuard } from "./noticed-by-guard.ts";
import { noticedByLikeness } from "./noticed-by-likeness.ts";
import { noticedBySearch } from "./noticed-by-search.ts";
import { noticedByWork } from "./noticed-by-work.ts";

const { estate } = example;
const texts = deployedTexts(estate);
const search = noticedBySearch(estate, texts);

test("what is added is noticed by the search over paths, or because work stands still, where guard and likeness say nothing", async () => {
  // that reviewers are shown it, or that nobody asked for it, says nothing of what it does
  const { each } = await countNoticed(addingMutants(estate, texts), [
    noticedByGuard(texts),
    noticedByLikeness(estate, texts),
  ]);
  const unnoticed = each.filter(({ by }) => by.length === 0).map(({ mutant }) => mutant);

  const tally = await countNoticed(unnoticed, [search, await noticedByWork(estate, texts)]);

  for (const line of countLines(tally.counts)) record(line, unnoticed.length);
  // an Allow more that leads nowhere is no way in; what shuts everybody out, or lets a stranger in, always shows
  expect(tally.unnoticed.filter(isSure).map(({ id }) => id)).toEqual([]);
  expect(tally.unnoticed.length).toBeLessThan(unnoticed.length);
});

test("to what is synthesized as it is, the search objects nothing", async () => {
  const same = [...texts.keys()].map(
    (stack): Mutant => ({ id: "", how: "role", of: "", stack, texts: (unchanged) => unchanged }),
  );

  const { unnoticed } = await countNoticed(same, [search]);

  expect(unnoticed).toHaveLength(same.length);
});

const isSure = ({ how, id }: Mutant) =>
  ["lockout", "role", "delegation", "principal", "attachment", "alias"].includes(how) &&
  // a stranger who takes a bounded role may do what its boundary allows, which leads nowhere in some accounts
  !(how === "role" && id.endsWith("with the boundary"));
