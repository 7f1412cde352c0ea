import { expect, test } from "vitest";
import { dutyHolders } from "../../src/estate/duty-holders.ts";
import { firstAndOthers } from "../../src/estate/first-and-others.ts";
import { isBelowRoot, ouPath, ouPrefix } from "../../src/estate/ou-path.ts";
import { reachesOf } from "../../src/estate/reach.ts";
import { regionsText } from "../../src/estate/regions-text.ts";
import { example } from "./support/example.ts";

test("of accounts the first is named with its file, and the others are counted, each once", () => {
  const [one, two, three] = example.accounts;
  if (!one || !two || !three) throw new Error("got fewer accounts than three");

  expect(firstAndOthers([one])).toBe("lakehouse-prod (accounts/lakehouse-prod.yaml)");
  expect(firstAndOthers([two, one, two])).toBe("ledger-prod (accounts/ledger-prod.yaml) and 1 other");
  expect(firstAndOthers([one, two, three])).toBe("lakehouse-prod (accounts/lakehouse-prod.yaml) and 2 others");
});

test("Regions of reaches are told once, sorted", () => {
  expect(regionsText(reachesOf(example))).toBe("eu-west-1, eu-west-2");
  expect(regionsText([])).toBe("");
});

test("everybody whom config gives a duty is told in the order of the duties", () => {
  const duties = Object.fromEntries(
    Object.keys(example.duties).map((duty) => [duty, { principals: [`arn:${duty}:1`, `arn:${duty}:2`] }]),
  ) as unknown as typeof example.duties;

  const told = dutyHolders({ ...example, duties });

  expect(told.length).toBeGreaterThan(2);
  expect(told.map(({ duty, principal }) => principal.replace(`arn:${duty}:`, ""))).toEqual(
    told.map((_, index) => String((index % 2) + 1)),
  );
});

test("a unit's path names the organization, the root and the OUs below it", () => {
  expect(ouPath({ orgPath: "o-acme/r-ab12/ou-ab12-one/ou-ab12-two/" })).toEqual({
    id: "o-acme",
    rootId: "r-ab12",
    ous: ["ou-ab12-one", "ou-ab12-two"],
  });
});

test("the ids of a root's OUs begin with its own", () => {
  expect(ouPrefix("r-ab12")).toBe("ou-ab12-");
  expect(["ou-ab12-one", "ou-ab1-one", "x-ou-ab12-"].map((id) => isBelowRoot(id, "r-ab12"))).toEqual([
    true,
    false,
    false,
  ]);
});
