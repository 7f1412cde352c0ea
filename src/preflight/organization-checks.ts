import { isTypeUncopied } from "../aws/copy-limits.ts";
import { kindsSelected } from "../aws/kinds-selected.ts";
import { quotas } from "../aws/quotas.ts";
import { resourceTypes } from "../aws/resource-types.ts";
import { canonicalJson } from "../delivery/stack/canonical-json.ts";
import { copies } from "../estate/plan-copies.ts";
import { accountsReached } from "../estate/reach.ts";
import type { AccountClass, Estate, Plan } from "../model.ts";
import { resourceGuardrailPolicy } from "../names.ts";
import { type Check, lacking, later, ok, unknown } from "./check.ts";
import { foreignStatements, missingActions, neededStatements } from "./delegation.ts";
import type { Asked, Facts } from "./facts.ts";
import { quoted } from "./quoted.ts";

export const backupService = "backup.amazonaws.com";
export const stackSetsService = "member.org.stacksets.cloudformation.amazonaws.com";
const managementStack = "the management stack's first deploy";

/** What the organization itself must have. Commands are for the management account unless they say otherwise. */
export function organizationChecks(estate: Estate, facts: Facts): readonly Check[] {
  return [
    ...identity(estate, facts),
    ...trustedAccess(facts),
    ...policyTypes(estate, facts),
    ...roomOnRoot(estate, facts),
    ...delegates(estate, facts),
    delegation(estate, facts),
    ...otherDelegations(estate, facts),
    crossAccountBackup(estate, facts),
    ...optIns(estate, facts),
    ...otherOptIns(estate, facts),
  ];
}

function identity({ organization: wanted }: Estate, { organization }: Facts): readonly Check[] {
  return [
    judged(`the organization is ${wanted.id}, managed by ${wanted.managementAccountId}`, organization, (what, got) =>
      got.id === wanted.id && got.managementAccountId === wanted.managementAccountId
        ? ok(what)
        : lacking(
            what,
            `${got.id}, managed by ${got.managementAccountId}`,
            `# write organization.id: ${got.id} and organization.management: "${got.managementAccountId}" in organization.yaml, or use credentials of the right organization`,
          ),
    ),
    judged("the organization has all features", organization, (what, got) =>
      got.allFeatures ? ok(what) : lacking(what, "consolidated billing only", "aws organizations enable-all-features"),
    ),
  ];
}

function trustedAccess({ trustedServices, entries }: Facts): readonly Check[] {
  const stackSets = "StackSets are activated for the organization";
  const proven = [...entries.values()].some(({ outcome }) => outcome === "entered");
  return [
    judged(`trusted access of ${backupService}`, trustedServices, (what, got) =>
      got.includes(backupService)
        ? ok(what)
        : lacking(what, "none", `aws organizations enable-aws-service-access --service-principal ${backupService}`),
    ),
    judged(`trusted access of ${stackSetsService}`, trustedServices, (what, got) =>
      got.includes(stackSetsService)
        ? ok(what)
        : lacking(what, "none", "aws cloudformation activate-organizations-access"),
    ),
    // a role that came by StackSet tells; trusted access alone does not, it can be given without activating
    proven
      ? ok(stackSets)
      : unknown(
          stackSets,
          "aws cloudformation describe-organizations-access to say ENABLED; if it does not: aws cloudformation activate-organizations-access",
        ),
  ];
}

function policyTypes(estate: Estate, facts: Facts): readonly Check[] {
  const { rootId } = estate.organization;
  const { guardrails, resourceGuardrails } = estate.management ?? {};
  const types = [
    "BACKUP_POLICY",
    ...(guardrails ? ["SERVICE_CONTROL_POLICY"] : []),
    ...(resourceGuardrails ? ["RESOURCE_CONTROL_POLICY"] : []),
  ];
  return types.map((type) =>
    judged(`policy type ${type} on the root`, facts.policyTypes, (what, got) =>
      got.includes(type)
        ? ok(what)
        : lacking(
            what,
            got.length === 0 ? "no policy type" : `only ${got.join(", ")}`,
            `aws organizations enable-policy-type --root-id ${rootId} --policy-type ${type}`,
          ),
    ),
  );
}

/** AWS's own resource control policy takes one of the places, and others may have taken the rest. */
function roomOnRoot({ management, organization }: Estate, facts: Facts): readonly Check[] {
  if (!management?.resourceGuardrails) return [];
  const { most } = quotas.resourceControlPoliciesPerTarget;
  return [
    judged("the root has room for a resource control policy", facts.resourceControlPolicies, (what, got) =>
      got.includes(resourceGuardrailPolicy) || got.length < most
        ? ok(what)
        : lacking(
            what,
            `${got.length} of ${most}: ${got.join(", ")}`,
            `# make two of them one, then: aws organizations detach-policy --target-id ${organization.rootId} --policy-id <the one to spare>`,
          ),
    ),
  ];
}

function delegates(estate: Estate, facts: Facts): readonly Check[] {
  const { accountId } = estate.shared;
  return [backupService, stackSetsService].map((service) =>
    judged(
      `${accountId} is delegated administrator of ${service}`,
      facts.delegates[service] ?? unasked,
      (what, got) => {
        if (got.includes(accountId)) return ok(what);
        if (service === backupService && estate.management) return later(what, managementStack);
        return lacking(
          what,
          got.length === 0 ? "none" : got.join(", "),
          `aws organizations register-delegated-administrator --account-id ${accountId} --service-principal ${service}`,
        );
      },
    ),
  );
}

function delegation(estate: Estate, { delegationPolicy }: Facts): Check {
  return judged(`${estate.shared.accountId} may manage backup policies`, delegationPolicy, (what, got) => {
    const statements = got?.statements ?? [];
    const missing = missingActions(estate, statements);
    if (missing.length === 0) return ok(what);
    if (estate.management) return later(what, managementStack);

    const content = {
      Version: "2012-10-17",
      Statement: [...foreignStatements(estate, statements), ...neededStatements(estate)],
    };
    return lacking(
      what,
      got === null ? "no delegation policy" : `a delegation policy without ${missing.join(", ")}`,
      `aws organizations put-resource-policy --content ${quoted(content)}`,
    );
  });
}

/** The management stack writes the whole policy: what config does not know would be gone. */
function otherDelegations(estate: Estate, { delegationPolicy }: Facts): readonly Check[] {
  const { management } = estate;
  if (!management) return [];
  return [
    judged("config keeps what others have delegated", delegationPolicy, (what, got) => {
      const kept = new Set(management.otherDelegationStatements.map(canonicalJson));
      const lost = foreignStatements(estate, got?.statements ?? []).filter(
        (statement) => !kept.has(canonicalJson(statement)),
      );
      if (lost.length === 0) return ok(what);
      return lacking(
        what,
        `${lost.length} statements that the management stack would remove`,
        `# write under management: in organization.yaml: otherDelegationStatements: ${JSON.stringify([...management.otherDelegationStatements, ...lost])}`,
      );
    }),
  ];
}

function crossAccountBackup(estate: Estate, { globalSettings }: Facts): Check {
  return judged("cross-account backup is on", globalSettings, (what, got) => {
    if (got["isCrossAccountBackupEnabled"] === "true") return ok(what);
    if (estate.management) return later(what, managementStack);
    return lacking(
      what,
      got["isCrossAccountBackupEnabled"] ?? "no setting",
      `aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true --region ${estate.shared.region}`,
    );
  });
}

function optIns(estate: Estate, { managementOptIn }: Facts): readonly Check[] {
  return Object.entries(wantedOptIn(estate)).map(([region, types]) =>
    judged(
      `the management account opts in to what accounts back up in ${region}`,
      managementOptIn[region] ?? unasked,
      (what, got) => {
        const off = types.filter((type) => got[type] !== true);
        if (off.length === 0) return ok(what);
        if (estate.management?.optIn[region] && off.every((type) => estate.management?.optIn[region]?.includes(type))) {
          return later(what, managementStack);
        }
        const preference = quoted(Object.fromEntries(off.map((type) => [type, true])));
        return lacking(
          what,
          `${off.join(", ")} off, which overrides every account`,
          `aws backup update-region-settings --region ${region} --resource-type-opt-in-preference ${preference}`,
        );
      },
    ),
  );
}

/**
 * A type that config does not name is left as it is, and AWS opts in to some by itself. What the management account opts in
 * to is backed up wherever a plan selects it, and check, overview and explain know nothing of it.
 */
function otherOptIns(estate: Estate, { managementOptIn }: Facts): readonly Check[] {
  return Object.entries(wantedOptIn(estate)).flatMap(([region, types]) => {
    const plans = plansIn(estate, region);
    if (plans.length === 0) return [];
    return judged(
      `the management account opts in to nothing else that plans back up in ${region}`,
      managementOptIn[region] ?? unasked,
      (what, got) => {
        const on = Object.keys(got).filter((type) => got[type] === true && !types.includes(type));
        const backedUp = on.filter((type) => plans.some(({ plan }) => selects(plan, type))).sort();
        if (backedUp.length === 0) return ok(what);
        const names = plans.filter(({ plan }) => backedUp.some((type) => selects(plan, type)));
        const uncopied = backedUp.filter((type) => names.some((each) => isUncopied(estate, each, type, region)));
        const copied = backedUp.filter((type) => isResourceType(type) && !uncopied.includes(type));
        const off = quoted(Object.fromEntries(backedUp.map((type) => [type, false])));
        return lacking(
          what,
          `${backedUp.join(", ")} on, which no optIn has and ${plansText(names.map(({ plan }) => plan))}${uncopied.length > 0 ? `; AWS makes no copies of ${uncopied.join(", ")}, and each copy job fails` : ""}`,
          ...(copied.length > 0
            ? [
                `# write ${copied.join(", ")} into optIn in organization.yaml, or switch off what nobody wants backed up:`,
              ]
            : []),
          `aws backup update-region-settings --region ${region} --resource-type-opt-in-preference ${off}`,
        );
      },
    );
  });
}

interface PlanInRegion {
  readonly plan: Plan;
  readonly classes: readonly AccountClass[];
}

function plansIn(estate: Estate, region: string): readonly PlanInRegion[] {
  return estate.plans.flatMap((plan) => {
    const accounts = accountsReached(estate, plan).filter(({ regions }) => regions.includes(region));
    return accounts.length === 0 ? [] : [{ plan, classes: [...new Set(accounts.map((account) => account.class))] }];
  });
}

// a type that is new to us has no kinds here, and a plan without types selects it all the same
const selects = ({ selection }: Plan, type: string) =>
  selection.types.length === 0 || kindsSelected(selection.types).some((kind) => kind.type === type);

const isUncopied = (estate: Estate, { plan, classes }: PlanInRegion, type: string, region: string) =>
  copies(plan) &&
  isResourceType(type) &&
  classes.some((cls) => estate.central[cls].regions.some((to) => isTypeUncopied(type, region, to)));

const isResourceType = (type: string) => resourceTypes.some((known) => known === type);

const plansText = (plans: readonly Plan[]) =>
  plans.length === 1
    ? `plan ${plans.map(({ name }) => name).join("")} backs up`
    : `plans ${plans.map(({ name }) => name).join(", ")} back up`;

/** Types that some account opts in to, by Region: the management account must not override one of them. */
export function wantedOptIn(estate: Estate): Readonly<Record<string, readonly string[]>> {
  const wanted = new Map<string, Set<string>>();
  const all = [...estate.accounts, ...Object.values(estate.central), ...(estate.management ? [estate.management] : [])];
  for (const { optIn } of all) {
    for (const [region, types] of Object.entries(optIn)) {
      const known = wanted.get(region) ?? new Set();
      for (const type of types) known.add(type);
      wanted.set(region, known);
    }
  }
  const regions = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(regions.map(([region, types]) => [region, [...types].sort()]));
}

const unasked = { needs: "to be asked" } as const;

function judged<T>(what: string, asked: Asked<T>, judge: (what: string, answer: T) => Check): Check {
  return "needs" in asked ? unknown(what, asked.needs) : judge(what, asked.answer);
}
