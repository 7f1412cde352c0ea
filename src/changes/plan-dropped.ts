import type { Complaint } from "../diagnostics/complaint.ts";
import { inAccount, inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { plansReaching } from "../estate/reach.ts";
import { groupBy } from "../group-by.ts";
import type { Estate } from "../model.ts";
import { withOthers } from "../words/others-text.ts";
import { accountNamed } from "./between/accounts.ts";

export const planDropped = changeRule({
  id: "plan-dropped",
  severity: "warning",
  what: "a plan that an account or unit no longer has",
  why: "What is tagged for it is no longer backed up, and no job fails.",
  source: null,
  example: {
    bad: { "accounts/ledger-prod.yaml": "plans: [bronze]" },
    good: { "accounts/ledger-prod.yaml": "plans: [gold, silver, bronze]" },
  },
  check: (base, head) => [...ofUnits(base, head), ...ofAccounts(base, head)],
});

const clauses = (plan: string, whose = "") => ({
  got: `${whose}got no plan ${plan}, which was there`,
  why: "what it selected gets no backup after the deployment, and what exists expires by its own retention",
  use: `use ${plan} again unless that is meant`,
});

const ofUnits = (base: Estate, head: Estate): readonly Complaint[] =>
  base.units.flatMap((was) => {
    const is = head.units.find(({ name }) => name === was.name);
    return was.plans
      .filter((plan) => is && !is.plans.includes(plan))
      .map((plan) => ({ at: inOrganization("units", was.name, "plans"), ...clauses(plan) }));
  });

/** Accounts that lose the same plan are said together; what a unit loses is said of the unit. */
function ofAccounts(base: Estate, head: Estate): readonly Complaint[] {
  const losses = base.accounts.flatMap((was) => {
    const is = accountNamed(head, was.name);
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
    return [{ at: inAccount(first.account, "plans"), ...clauses(plan, whose) }];
  });
}
