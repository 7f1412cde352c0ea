import { plansReaching } from "../estate/reach.ts";
import { type Finding, inAccount, inOrganization, inPlan, warning } from "../finding.ts";
import { groupBy } from "../group-by.ts";
import type { Estate, Selection } from "../model.ts";
import { withOthers } from "../words/others-text.ts";

/** What was backed up and no longer is: nothing fails, so that only the review of the change can tell. */
export const coverageStays = (base: Estate, head: Estate): readonly Finding[] => [
  ...selectionsStay(base, head),
  ...unitsKeepPlans(base, head),
  ...accountsKeepPlans(base, head),
];

function selectionsStay(base: Estate, head: Estate): readonly Finding[] {
  return base.plans.flatMap(({ name, selection: was }) => {
    const is = head.plans.find((plan) => plan.name === name)?.selection;
    if (!is || selectsAtLeast(is, was)) return [];
    const message = `got ${selectionText(is)}, was ${selectionText(was)}: what only the former matched gets no backup after the deployment, and no job fails; use it again unless that is meant`;
    return [warning("selection-narrowed", inPlan(name, "select"), message)];
  });
}

function selectsAtLeast(is: Selection, was: Selection): boolean {
  const includes = (all: readonly string[], some: readonly string[]) => some.every((each) => all.includes(each));
  const types = is.types.length === 0 || (was.types.length > 0 && includes(is.types, was.types));
  const values = is.kind === "tagged" ? includes(is.tagValues, was.tagValues) : includes(was.tagValues, is.tagValues);
  return is.kind === was.kind && is.tagKey === was.tagKey && types && values;
}

const selectionText = ({ kind, tagKey, tagValues, types }: Selection) =>
  `${kind === "tagged" ? "" : "everything except "}${tagKey}: ${tagValues.join(", ")}${types.length > 0 ? ` of ${types.join(", ")}` : ""}`;

const lost = (plan: string) =>
  `no plan ${plan}, which was there: what it selected gets no backup after the deployment, and what exists expires by its own retention; use ${plan} again unless that is meant`;

function unitsKeepPlans(base: Estate, head: Estate): readonly Finding[] {
  return base.units.flatMap((was) => {
    const is = head.units.find(({ name }) => name === was.name);
    return was.plans
      .filter((plan) => is && !is.plans.includes(plan))
      .map((plan) => warning("plan-removed", inOrganization("units", was.name, "plans"), `got ${lost(plan)}`));
  });
}

/** Accounts that lose the same plan are said together; what a unit loses is said of the unit. */
function accountsKeepPlans(base: Estate, head: Estate): readonly Finding[] {
  const headByName = new Map(head.accounts.map((account) => [account.name, account]));
  const losses = base.accounts.flatMap((was) => {
    const is = headByName.get(was.name);
    if (!is || is.state === "retired") return [];
    const now = plansReaching(head, is);
    const unit =
      was.unit !== null && was.unit === is.unit ? base.units.find(({ name }) => name === was.unit) : undefined;
    return plansReaching(base, was)
      .filter((plan) => !now.includes(plan) && !unit?.plans.includes(plan))
      .map((plan) => ({ plan, account: is.name }));
  });
  return [...groupBy(losses, ({ plan }) => plan)].flatMap(([plan, all]) => {
    const [first] = all;
    if (!first) return [];
    const whose = all.length > 1 ? `${withOthers(first.account, all)}: ` : "";
    return [warning("plan-removed", inAccount(first.account, "plans"), `${whose}got ${lost(plan)}`)];
  });
}
