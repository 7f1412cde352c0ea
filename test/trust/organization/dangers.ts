import { groupBy } from "../../../src/group-by.ts";
import { type ActionClass, dangerousClasses } from "../actions/action-class.ts";
import { wholeServices } from "../actions/classified-services.ts";
import { enumeratedActions } from "../actions/enumerated-actions.ts";
import { readClassification } from "../actions/read-classification.ts";

/** An action that can harm backups, or whom they are kept from. */
export interface Danger {
  readonly action: string;
  readonly class: ActionClass;
  /** Such as `backup:recoveryPoint`; none: AWS judges it on everything or nothing. */
  readonly resourceTypes: readonly string[];
}

const classification = readClassification();

export const serviceOf = (name: string): string => name.split(":")[0] ?? "";

/** Said in a call that takes a role, and of no use without it; who may take one is asked. */
export const saidWhenTaking: readonly string[] = ["sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"];

export const dangers: readonly Danger[] = enumeratedActions.flatMap(({ action, resourceTypes }) => {
  const found = classification.classOf(action);
  const isAsked = !saidWhenTaking.includes(action);
  return isAsked && found && dangerousClasses.includes(found) ? [{ action, class: found, resourceTypes }] : [];
});

const byType = groupBy(
  dangers.flatMap((danger) => danger.resourceTypes.map((type) => ({ type, danger }))),
  ({ type }) => type,
);

export const dangerousTypes: readonly string[] = [...byType.keys()];

/** All that can be done to something of these types. */
export const dangersOn = (types: readonly string[]): readonly Danger[] => [
  ...new Set(types.flatMap((type) => byType.get(type) ?? []).map(({ danger }) => danger)),
];

/** What is asked of no resource, but of the account. */
export const dangersToAccounts: readonly Danger[] = dangers.filter(
  (danger) => danger.resourceTypes.length === 0 && wholeServices.includes(serviceOf(danger.action)),
);
