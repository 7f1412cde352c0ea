import { createHash } from "node:crypto";
import {
  type AccountClass,
  type AppAccount,
  accountClasses,
  type CentralAccount,
  type Duty,
  dutyNames,
  type Estate,
  type Lock,
  type Plan,
  type Unit,
} from "../../../../../src/model.ts";

/** So many that no two things that config may leave out are there, and not there, in all of them alike. */
export const sentinelCount = 24;

/**
 * An estate that no config would give: every value in it is of this variant and stands for one thing only, so that
 * wherever it turns up in a stack, it says what the stack was made from. What config may leave out is there in one
 * variant and not in another.
 */
export function sentinelEstate(variant: number): Estate {
  const names = new Sentinels(variant);
  const units = accountClasses.flatMap((cls) => (names.has(`${cls} units`) ? unitsOf(names, cls) : []));
  const accounts = accountClasses.flatMap((cls) => accountsOf(names, cls, units));
  const managementRegion = names.region("management");
  const id = names.word("o-organization");
  return {
    name: names.word("name"),
    partition: names.word("partition"),
    organization: { id, rootId: names.word("r-root"), managementAccountId: names.account("management") },
    shared: { accountId: names.account("shared"), region: names.region("shared") },
    central: { prod: centralOf(names, "prod"), nonprod: centralOf(names, "nonprod") },
    management: names.has("management")
      ? {
          accountId: names.account("management"),
          region: managementRegion,
          guardrails: names.has("guardrails"),
          resourceGuardrails: names.has("resource guardrails"),
          optIn: { [managementRegion]: ["EBS"], [names.region("opted in")]: ["EBS", "EFS"] },
          otherDelegationStatements: names.has("other statements")
            ? ["first", "second"].map((which) => ({ Sid: names.word(which), Effect: "Allow" }))
            : [],
        }
      : null,
    plans: ["one", "two"].map((which) => planOf(names.word(`plan-${which}`))),
    leftOut: [],
    units: units.toSorted(byName),
    accounts: accounts.toSorted(byName),
    duties: Object.fromEntries(dutyNames.map((duty) => [duty, dutyOf(names, duty)])) as Estate["duties"],
    alerts: {
      subscriptions: [
        { protocol: "email", endpoint: `${names.word("team")}@sentinel.example` },
        ...(names.has("second subscription")
          ? [{ protocol: "https" as const, endpoint: `https://sentinel.example/${names.word("hook")}` }]
          : []),
      ],
    },
    pipeline: {
      repository: `${names.word("owner")}/${names.word("repository")}`,
      immutableIds: names.has("ids")
        ? { owner: String(names.number("owner")), repository: String(names.number("repository")) }
        : null,
      branch: names.word("branch"),
      deployTo: [names.word("ou-deploy"), ...(names.has("second target") ? [names.word("ou-deploy-more")] : [])],
      createOidcProvider: names.has("oidc provider"),
      alone: null,
      upgradeUntil: names.has("upgrade") ? `${names.number("year")}-12-31` : null,
    },
  };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

/** Values that are none of any other variant's, and of this one once. */
class Sentinels {
  readonly #given = new Map<string, number>();

  readonly variant: number;

  constructor(variant: number) {
    this.variant = variant;
  }

  /** Whether something that may be left out is there: all of it in the first variant, nothing in the second. */
  has(what: string): boolean {
    if (this.variant < 2) return this.variant === 0;
    return (createHash("sha256").update(`${this.variant} ${what}`).digest()[0] ?? 0) % 2 === 0;
  }

  number(of: string): number {
    const known = this.#given.get(of);
    if (known !== undefined) return known;
    const next = (this.variant + 1) * 10_000 + this.#given.size;
    this.#given.set(of, next);
    return next;
  }

  account = (of: string) => `987654${String(this.number(`account ${of}`)).padStart(6, "0")}`;
  word = (what: string) => `${what}-q${this.number(what)}q`;
  region = (of: string) => `zz-q${this.number(`region ${of}`)}q-1`;
}

function dutyOf(names: Sentinels, duty: string): Duty {
  const [first, second] = [`${duty} first`, `${duty} second`];
  const principal = (of: string, account: string) =>
    `arn:${names.word("partition")}:iam::${names.account(account)}:role/${names.word(of)}`;
  return {
    principals: [
      principal(`${duty}-a`, first),
      ...(names.has(`${duty} second`) ? [principal(`${duty}-b`, first), principal(`${duty}-c`, second)] : []),
    ],
    requireMfa: names.has(`${duty} mfa`),
    reason: "",
    maxSessionHours: names.number(`${duty} hours`),
  };
}

function lockOf(names: Sentinels, of: string): Lock {
  const armed = names.has(`${of} armed`);
  return {
    mode: armed || names.has(`${of} compliance`) ? "compliance" : "governance",
    minDays: names.number(`${of} min`),
    maxDays: names.number(`${of} max`),
    armedOn: armed ? "2026-11-23" : null,
    coolingOffDays: names.number(`${of} cooling off`),
    cooledOff: null,
    reason: "a reason",
  };
}

function regionsOf(names: Sentinels, of: string) {
  const [home, further] = [names.region(`${of} home`), names.region(`${of} further`)];
  const regions = names.has(`${of} further`) ? [home, further] : [home];
  // not in all of them, so that it shows which is which
  return { regions, optIn: { [regions.at(-1) ?? home]: ["DynamoDB", "EBS"] } };
}

const centralOf = (names: Sentinels, cls: AccountClass): CentralAccount => ({
  class: cls,
  accountId: names.account(`central ${cls}`),
  ...regionsOf(names, `central ${cls}`),
  lock: lockOf(names, `central ${cls}`),
  isSealed: names.has(`central ${cls} sealed`),
  createServiceLinkedRole: names.has(`central ${cls} role`),
});

const plansOf = (names: Sentinels, of: string) =>
  ["one", "two"].filter((which) => names.has(`${of} ${which}`)).map((which) => names.word(`plan-${which}`));

/** More than one managed policy has room for. */
const manyUnits = 90;

const unitsOf = (names: Sentinels, cls: AccountClass): readonly Unit[] =>
  Array.from({ length: names.has(`${cls} many units`) ? manyUnits : names.has(`${cls} second unit`) ? 2 : 1 }).map(
    (_, index) => {
      const which = `u${index}`;
      const ouId = names.word(`ou-${cls}-${which}`);
      return {
        name: names.word(`unit-${cls}-${which}`),
        class: cls,
        ouId,
        orgPath: `${names.word("o-organization")}/${names.word("r-root")}/${ouId}/`,
        regions: regionsOf(names, `${cls} ${which}`).regions,
        plans: plansOf(names, `${cls} ${which}`),
      };
    },
  );

function accountsOf(names: Sentinels, cls: AccountClass, units: readonly Unit[]): readonly AppAccount[] {
  const unit = units.find((one) => one.class === cls)?.name;
  return ["a", "b", "c", "d"].flatMap((which): readonly AppAccount[] => {
    const isInUnit = which === "c" || which === "d";
    if (isInUnit ? unit === undefined : !names.has(`${cls} listed`)) return [];
    const of = `${cls} ${which}`;
    return [
      {
        name: names.word(`${cls}-${which}`),
        accountId: names.account(of),
        class: cls,
        owner: `${names.word(`owner-${of}`)}@sentinel.example`,
        state: which === "b" && names.has(`${of} retired`) ? "retired" : "active",
        unit: isInUnit ? (unit ?? null) : null,
        ...regionsOf(names, of),
        plans: plansOf(names, of),
        lock: names.has(`${of} lock`) ? lockOf(names, of) : null,
        unlockedReason: "",
        hasCustomerKeys: true,
        createServiceLinkedRole: names.has(`${of} role`),
      },
    ];
  });
}

const planOf = (name: string): Plan => ({
  name,
  promise: { rpoMinutes: 1, isolatedRpoMinutes: null, rtoMinutes: 1 },
  selection: { kind: "tagged", tagKey: "backup-plan", tagValues: ["any"], types: [] },
  uncopied: {},
  absent: {},
  windowsVss: false,
  leftOut: [],
  ownWindows: null,
  firstBackups: "",
  rules: [
    {
      name: "nightly",
      schedule: "cron(0 3 ? * * *)",
      startWithinMinutes: 60,
      completeWithinMinutes: 120,
      copyWithinMinutes: 60,
      defaultWindows: [],
      continuous: false,
      local: { deleteAfterDays: 7, coldAfterDays: null, archiveEbs: false },
      copies: { kind: "localOnly", reason: "what it says is judged elsewhere" },
      recoveryPointTags: [],
    },
  ],
});
