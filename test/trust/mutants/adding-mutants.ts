import { type AccountClass, accountClasses, type Estate } from "../../../src/model.ts";
import { addedAdministrators } from "./added-administrators.ts";
import { addedAliases } from "./added-aliases.ts";
import { attachedGuardrails, attachedToOtherClass } from "./added-attachments.ts";
import { addedRoles } from "./added-roles.ts";
import { addedStatements } from "./added-statements.ts";
import { changedStatements } from "./changed-statements.ts";
import { type Addition, type Mutant, mutantOf, type StackTexts } from "./mutant.ts";
import { type PolicyPlace, policyPlaces } from "./policy-places.ts";
import { readStack } from "./stack-json.ts";

/**
 * Everything that one change could add to the synthesized stacks of an estate, one thing at a time: statements,
 * actions, principals, roles, delegations, attachments, aliases, exemptions.
 */
export function addingMutants(estate: Estate, texts: StackTexts): readonly Mutant[] {
  const places = [...texts].flatMap(([stack, text]) => policyPlaces(stack, text));
  const delegate = delegateOf(estate);
  return [...texts].flatMap(([stack, text]) => {
    const additions = [
      ...places
        .filter((place) => place.stack === stack)
        .flatMap((place) => [
          ...addedStatements(estate, place, delegate),
          ...changedStatements(place, boundaryOf(place, places)),
        ]),
      ...besideDocuments(estate, stack, text, delegate),
    ];
    return additions.map((addition) => mutantOf(stack, addition));
  });
}

function besideDocuments(estate: Estate, stack: string, text: string, delegate: string): readonly Addition[] {
  const json = readStack(stack, text);
  const cls = policiesOf(stack);
  // who applies a class's policies may make nothing else
  if (cls) return attachedToOtherClass(estate, cls, json);
  return [
    ...addedRoles(estate, json),
    ...addedAliases(estate, json),
    ...(stack === "management" ? [...addedAdministrators(delegate), ...attachedGuardrails(estate)] : []),
  ];
}

const policiesOf = (stack: string): AccountClass | undefined =>
  accountClasses.find((cls) => stack === `policies-${cls}`);

/** An account whose administrators should decide nothing for others: an application's, best where anybody tries things out. */
function delegateOf({ accounts, central }: Estate): string {
  const account = accounts.find((one) => one.class === "nonprod") ?? accounts[0];
  return account?.accountId ?? central.nonprod.accountId;
}

const boundaryOf = ({ boundary }: PolicyPlace, places: readonly PolicyPlace[]) =>
  places.find(({ kind, of }) => kind === "managed policy" && of === boundary)?.document ?? null;
