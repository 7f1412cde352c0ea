import { beforeAll, describe, expect, test } from "vitest";
import type { Judge } from "../../emulator/model/access.ts";
import { record } from "../../support/figures.ts";
import { dangerousClasses } from "../actions/action-class.ts";
import { enumeratedActions } from "../actions/enumerated-actions.ts";
import { readClassification } from "../actions/read-classification.ts";
import { exampleWorld } from "../closure/example-world.ts";
import { pathsPage } from "../closure/paths-page.ts";
import { disasterPage } from "../disasters/disaster-page.ts";
import { promised } from "../judge/quick-judge.ts";
import { accountPlaces } from "../organization/account-places.ts";
import { askers } from "../organization/askers.ts";
import { rolesOf } from "../organization/attacks.ts";
import { saidWhenTaking } from "../organization/dangers.ts";
import { documentSizes, roomLeft } from "../organization/document-sizes.ts";
import { quick } from "../organization/judge.ts";
import { example, Organization } from "../organization/organization.ts";
import { askedThings, thingsThere } from "./support/asked-things.ts";
import { rowsOf } from "./support/danger-table.ts";
import { type Weight, weigh } from "./support/guards-in.ts";
import { askAll, type Matrix } from "./support/matrix.ts";
import { mutants } from "./support/mutants.ts";
import { securityPage } from "./support/security-page.ts";

const judge = promised(quick);
const judgedBy = (by: Judge, { estate, resources, written }: Organization) =>
  new Organization(estate, resources, written, by);

describe("what the deployed policies are worth", () => {
  /** How often by whom, by account. */
  const counts = new Map<string, number>();
  const asked = new Set<string>();
  let matrix: Matrix = { answers: [], dangers: [], asked: 0 };
  let weights: readonly Weight[] = [];
  const paths = pathsPage(exampleWorld);
  beforeAll(async () => {
    const listening: Judge = (question) => {
      const { principalArn, action, resourceArn, resourceAccountId } = question;
      const pair = `${principalArn} ${resourceAccountId}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
      asked.add(`${action} ${resourceArn}`);
      return judge(question);
    };
    matrix = await askAll(judgedBy(listening, example));
    const guards = mutants(example).map((mutant) => ({
      ...mutant,
      of: (in_: Organization) => judgedBy(judge, mutant.of(in_)),
    }));
    weights = await weigh(judgedBy(judge, example), [...matrix.answers, ...matrix.dangers], guards);
  });

  test("every dangerous action is asked at least once", () => {
    const actions = new Set([...asked].map((one) => one.split(" ")[0]));

    expect(dangerous.filter(({ action }) => !actions.has(action)).map(({ action }) => action)).toEqual([]);
  });

  test("every dangerous action is asked of everything that is of a type it acts on", () => {
    const accounts = accountPlaces.map(({ accountId }) => accountId);
    const things = thingsThere.filter(({ accountId }) => accounts.includes(accountId));
    const missing = things.flatMap(({ arn, types, said }) =>
      dangerous
        .filter(({ resourceTypes }) => resourceTypes.some((type) => types.includes(type)))
        // what is not there yet cannot be weakened
        .filter(({ action }) => !said.startsWith("a new ") || classOf(action) !== "weakens")
        .filter(({ action }) => !asked.has(`${action} ${arn}`))
        .map(({ action }) => `${action} on ${arn}`),
    );

    expect(things.length).toBeGreaterThan(300);
    expect(missing).toEqual([]);
  });

  test.each(askers)("$who of $group asks for all of it, in every kind of account", ({ of }) => {
    const { arn } = of(example);
    const places = accountPlaces.filter((place) => {
      const all = askedThings.filter((thing) => thing.place === place).flatMap(({ dangers }) => dangers);
      return (counts.get(`${arn} ${place.accountId}`) ?? 0) < all.length;
    });

    expect(places).toEqual([]);
  });

  test.each(accountPlaces)("every role that is made in $where asks", ({ accountId }) => {
    const asking = new Set(askers.map(({ of }) => of(example).arn));

    expect(rolesOf(example, accountId).filter((name) => !asking.has(example.role(accountId, name).arn))).toEqual([]);
  });

  test.each([
    ["payments-prod", "warehouse-prod"],
    ["payments-prod", "sandbox"],
    ["central prod", "central non-prod"],
  ])("%s stands for %s: whoever is there gets the same answers", (shown, other) => {
    expect(rowsAt(matrix, other)).toEqual(rowsAt(matrix, shown));
  });

  test("no statement of any policy is there for nothing: without it, somebody gets another answer", () => {
    const idle = weights.filter(({ weight }) => weight === "nothing").map(({ mutant }) => mutant.guard);
    record("statements taken away, and noticed", weights.length - idle.length, weights.length);

    expect(idle).toEqual([]);
  });

  test("most statements decide alone; the rest are a second line", () => {
    const deciding = weights.filter(({ weight }) => weight === "decides");

    expect(deciding.length).toBeGreaterThan(weights.length * 0.8);
  });

  test("every path that is said to be open, or to stay, is there", () => {
    expect(
      paths.closed,
      "nothing leads along these any more: strike them from test/trust/closure/open-paths.ts (or paths-by-design.ts), then npm run golden",
    ).toEqual([]);
  });

  test("stands in docs/security.md", async () => {
    // a page that tells of a path from nobody is not to be written
    if (paths.closed.length > 0) throw new Error(`got ${paths.closed.join(", ")}, which are closed; strike them first`);
    const fullest = documentSizes(example)
      .filter((size) => roomLeft(size) < 60)
      .toSorted((one, other) => roomLeft(one) - roomLeft(other));
    const page = securityPage(await disasterPage(), matrix, weights, paths.text, fullest);

    expect(page.length).toBeLessThan(220_000);
    await expect(page).toMatchFileSnapshot("../../../docs/security.md");
  });
});

const { classOf } = readClassification();
const dangerous = enumeratedActions.filter(({ action }) => {
  const found = classOf(action);
  return found !== undefined && dangerousClasses.includes(found) && !saidWhenTaking.includes(action);
});

/** What is told of who is there, whatever the class of the account. */
function rowsAt({ dangers }: Matrix, place: string) {
  const own = dangers.filter(({ asker }) => asker.group === place);
  return rowsOf(own, (where) => where === place)
    .map(({ class: name, things, actions, may }) => ({
      class: name,
      things: things.map(ofAnyClass),
      actions,
      may: ofAnyClass(may),
    }))
    .toSorted((one, another) => (JSON.stringify(one) < JSON.stringify(another) ? -1 : 1));
}

const ofAnyClass = (text: string) => text.replaceAll(/nonprod|prod/gi, "class");
