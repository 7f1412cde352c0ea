import { expect, test } from "vitest";
import { groupBy } from "../../../src/group-by.ts";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import { list } from "../organization/documents.ts";
import { guarded } from "../organization/guarded.ts";
import { example } from "../organization/organization.ts";
import { addingMutants } from "./adding-mutants.ts";
import type { How, Mutant } from "./mutant.ts";
import { type PolicyPlace, placeWords, policyPlaces } from "./policy-places.ts";
import { namedOf } from "./stack-json.ts";
import { documentFault } from "./support/document-fault.ts";

const { estate } = example;
const texts = deployedTexts(estate);
const mutants = addingMutants(estate, texts);
const places = [...texts].flatMap(([stack, text]) => policyPlaces(stack, text));

test("every written document of every stack is found, those in the StackSet's template once for all accounts", () => {
  const written = new Set(
    example.written
      // that of the management account is in no stack: a person deploys it
      .filter(({ stack, accountId }) => stack !== "bootstrap" || accountId !== estate.organization.managementAccountId)
      .map(({ kind, stack, region, of, document }) => JSON.stringify([kind, stack, region, of, document])),
  );

  const found = places.map(({ kind, stack, region, of, document }) =>
    JSON.stringify([kind, stack, region, of, document]),
  );

  expect(found.toSorted()).toEqual([...written].sort());
});

test("a resource control policy is told from a service control policy, and held against its own syntax", () => {
  const found = policyPlaces("management", deployedTexts(guarded.estate).get("management") ?? "");
  const [policy] = found.filter(({ kind }) => kind === "resource control policy");
  const [first] = policy?.document.Statement ?? [];
  if (!policy || !first) throw new Error("got no resource control policy");
  const allowing = { ...policy, document: { ...policy.document, Statement: [{ ...first, Effect: "Allow" as const }] } };

  expect(found.filter(({ kind }) => kind === "service control policy").map(({ of }) => of)).toEqual([
    "lockstep-guardrails",
  ]);
  expect(policy.of).toBe("lockstep-resource-guardrails");
  expect(documentFault(policy, guarded.estate)).toBeNull();
  expect(documentFault(allowing, guarded.estate)).toContain("does not deny");
});

const allowsOf = ({ document }: PolicyPlace) => document.Statement.filter(({ Effect }) => Effect === "Allow");
const isIdentity = ({ kind }: PolicyPlace) => kind === "inline policy" || kind === "managed policy";

/** What each document has to be given. A service control policy grants nothing, whatever it allows. */
const applies: Readonly<Partial<Record<How, (place: PolicyPlace) => boolean>>> = {
  lockout: () => true,
  everything: (place) => place.kind !== "service control policy",
  // by a whole service's pattern it has every action already
  action: (place) => allowsOf(place).some(({ Action }) => list(Action).some((action) => !/^\*|:\*$/.test(action))),
  principal: (place) => !isIdentity(place) && !/^(service control|delegation)/.test(place.kind),
  delegation: ({ kind }) => kind === "delegation policy",
  resource: (place) =>
    (isIdentity(place) || place.kind === "delegation policy") &&
    allowsOf(place).some(({ Resource }) => !list(Resource).includes("*")),
  condition: (place) => allowsOf(place).some(({ Condition }) => Condition !== undefined),
  exemption: ({ document }) => document.Statement.some(({ Effect }) => Effect === "Deny"),
};

test("every document gets each addition that it can have", () => {
  const byDocument = groupBy(mutants, ({ stack, of }) => `${stack} / ${of}`);

  const missing = places.flatMap((place) => {
    const document = `${place.stack} / ${placeWords(place)}`;
    const got = new Set(byDocument.get(document)?.map(({ how }) => how));
    return Object.entries(applies)
      .filter(([how, isFor]) => isFor(place) !== got.has(how as How))
      .map(([how]) => `${document}: ${how}`);
  });

  expect(missing).toEqual([]);
});

test("every statement that allows or denies is changed, not only one of each document", () => {
  const ids = mutants.map(({ id }) => id);

  const missing = places.flatMap((place) =>
    place.document.Statement.filter(({ Effect, Condition }) => Effect === "Deny" || Condition).flatMap(
      ({ Effect, Sid }) => {
        const start = `${place.stack} / ${placeWords(place)} / ${Effect === "Deny" ? "exemption" : "condition"}: ${Sid},`;
        return ids.some((id) => id.startsWith(start)) ? [] : [start];
      },
    ),
  );

  expect(missing).toEqual([]);
});

test("beside documents, each stack gets what it may make", () => {
  const beside = mutants.filter(
    ({ stack, of }) => !places.some((one) => one.stack === stack && placeWords(one) === of),
  );

  const found = [...texts.keys()].map((stack) => [
    stack,
    ...new Set(beside.filter((one) => one.stack === stack).map(({ how }) => how)),
  ]);

  const roles = (stack: string) => [stack, "role", "everything", "alias"];
  expect(found.toSorted()).toEqual(
    [
      ...estate.accounts.map(({ name }) => roles(`app-${name}`)),
      ...["bootstrap", "central-prod", "central-nonprod", "shared"].map(roles),
      ["management", "role", "alias", "delegation", "attachment"],
      ["policies-prod", "attachment"],
      ["policies-nonprod", "attachment"],
    ].toSorted(),
  );
});

/** Targets that a mutant adds an attachment to. */
function newTargets({ stack, texts: mutated }: Mutant): readonly string[] {
  const attached = (text = "{}") => namedOf(JSON.parse(text), "aws_organizations_policy_attachment");
  const before = attached(texts.get(stack));
  return Object.entries(attached(mutated(texts).get(stack))).flatMap(([name, body]) =>
    before[name] ? [] : [String(body["target_id"])],
  );
}

test.each([
  ["prod", "nonprod"],
  ["nonprod", "prod"],
])("each backup policy of %s goes to the root, and to every unit and account of %s", (own, other) => {
  const attachments = mutants.filter(({ stack, how }) => stack === `policies-${own}` && how === "attachment");

  const found = groupBy(attachments, ({ of }) => of);

  const policies = Object.keys(namedOf(JSON.parse(texts.get(`policies-${own}`) ?? "{}"), "aws_organizations_policy"));
  const units = estate.units.filter((one) => one.class === other).map(({ ouId }) => ouId);
  const accounts = estate.accounts.filter((one) => one.class === other).map(({ accountId }) => accountId);
  expect([...found.keys()]).toEqual([...policies, "a new backup policy"]);
  for (const one of found.values()) {
    expect(one.flatMap(newTargets)).toEqual([estate.organization.rootId, ...units, ...accounts]);
  }
});

test("no two mutants have the same id", () => {
  const ids = mutants.map(({ id }) => id);

  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);

  expect(twice).toEqual([]);
});

test("each mutant changes its stack, and no other", () => {
  const wrong = mutants.filter(({ stack, texts: mutated }) => {
    const changed = [...mutated(texts)].filter(([name, text]) => {
      const before = texts.get(name) ?? "";
      return text !== before && JSON.stringify(JSON.parse(before)) !== text;
    });
    return changed.map(([name]) => name).join() !== stack;
  });

  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test("what a mutant makes of a document is still one that AWS takes", () => {
  const before = new Map(
    places.map((place) => [`${place.stack} / ${placeWords(place)}`, JSON.stringify(place.document)]),
  );

  // a key without an alias has no name, and a moved alias changes no document
  const faults = mutants
    .filter(({ how }) => how !== "alias")
    .flatMap(({ id, stack, texts: mutated }) =>
      policyPlaces(stack, mutated(texts).get(stack) ?? "")
        .filter((place) => before.get(`${stack} / ${placeWords(place)}`) !== JSON.stringify(place.document))
        .flatMap((place) => documentFault(place, estate) ?? [])
        .map((fault) => `${id}: ${fault}`),
    );

  expect(faults).toEqual([]);
});
