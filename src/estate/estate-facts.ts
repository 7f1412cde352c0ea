import { byText } from "../by-text.ts";
import type { AccountClass, AppAccount, CentralAccount, Duty, DutyName, Estate, Lock } from "../model.ts";
import { accountClasses, dutyNames } from "../model.ts";

/**
 * What config says, as the expectation's holes and conditions name it: a text or a number, a list of which each stands
 * in a place of its own, whether something is so, or statements that config holds as they are.
 */
export type Fact = string | number | boolean | readonly string[] | readonly Readonly<Record<string, unknown>>[];

export type Facts = ReadonlyMap<string, Fact>;

/** Kinds of stacks, of which each has an expectation of its own. */
export const stackKinds = ["bootstrap", "management", "shared", "central", "app", "policies"] as const;
export type StackKind = (typeof stackKinds)[number];

/** All that the expectation of one stack is filled in with. */
export interface StackFacts {
  readonly kind: StackKind;
  readonly facts: Facts;
  /** What there is several of, such as `regions`, by name; each with facts of its own. */
  readonly loops: ReadonlyMap<string, readonly Facts[]>;
}

type Entries = Iterable<readonly [string, Fact]>;

/**
 * The facts of every stack of an estate, by the stack's id. Read from config alone, and said here once more in its own
 * words: who belongs to a class, which lock is armed, what is attached to whom. What stacks make of it is not looked at.
 */
export function estateFacts(estate: Estate): ReadonlyMap<string, StackFacts> {
  const common = new Map<string, Fact>(commonFacts(estate));
  const { shared, management, organization, accounts } = estate;
  const stack = (id: string, kind: StackFacts["kind"], own: Entries, loops: StackFacts["loops"] = new Map()) =>
    [id, { kind, facts: new Map<string, Fact>([...common, ["stack", id], ...own]), loops }] as const;

  return new Map<string, StackFacts>([
    stack(
      "bootstrap",
      "bootstrap",
      place(shared.accountId, shared.region),
      oneFact("targets", "target", estate.pipeline.deployTo),
    ),
    stack(
      "shared",
      "shared",
      place(shared.accountId, shared.region),
      new Map([...subscriptions(estate), ...accountClasses.map((cls) => targetLists(estate, cls))]),
    ),
    ...(management
      ? [
          stack(
            "management",
            "management",
            place(organization.managementAccountId, management.region),
            oneFact("optIn", "region", Object.keys(management.optIn)),
          ),
        ]
      : []),
    ...accountClasses.flatMap((cls) => [
      stack(
        `central-${cls}`,
        "central",
        [
          ...place(estate.central[cls].accountId, estate.central[cls].regions[0]),
          ...classFacts(estate, cls),
          ...lockFacts(estate.central[cls]),
        ],
        regionLoops(estate.central[cls]),
      ),
      stack(
        `policies-${cls}`,
        "policies",
        [...place(shared.accountId, shared.region), ...classFacts(estate, cls)],
        policyLoops(estate, cls),
      ),
    ]),
    ...accounts.map((account) => stack(`app-${account.name}`, "app", appFacts(estate, account), regionLoops(account))),
  ]);
}

function commonFacts(estate: Estate): Entries {
  const { organization, shared, central, management, pipeline, duties, accounts } = estate;
  return [
    ["partition", estate.partition],
    ["name", estate.name],
    ["organization", organization.id],
    ["root", organization.rootId],
    ["management.account", organization.managementAccountId],
    ["management", management !== null],
    ["guardrails", management?.guardrails ?? false],
    ["resourceGuardrails", management?.resourceGuardrails ?? false],
    ["management.otherStatements", management?.otherDelegationStatements ?? []],
    ["shared.account", shared.accountId],
    ["shared.region", shared.region],
    ...accountClasses.flatMap((cls): readonly (readonly [string, Fact])[] => [
      [`${cls}.central`, central[cls].accountId],
      [`${cls}.central.minDays`, central[cls].lock.minDays],
      [`${cls}.central.maxDays`, central[cls].lock.maxDays],
      [`${cls}.central.armed`, isArmed(central[cls].lock)],
      [`${cls}.accounts`, listedAccounts(estate, cls)],
      [`${cls}.paths`, unitPaths(estate, cls)],
      [`${cls}.members`, listedAccounts(estate, cls).length + unitPaths(estate, cls).length > 0],
    ]),
    [
      "armed",
      [central.prod, central.nonprod, ...accounts]
        .filter(({ lock }) => isArmed(lock))
        .map(({ accountId }) => accountId),
    ],
    ...dutyNames.flatMap((duty) => dutyFacts(duty, duties[duty])),
    ["sealed", accountClasses.filter((cls) => central[cls].isSealed).map((cls) => central[cls].accountId)],
    ["upgrading", pipeline.upgradeUntil !== null],
    ["upgradeUntil", pipeline.upgradeUntil ?? ""],
    ["github", githubNames(estate)],
    ["github.name", pipeline.repository],
    ["github.ids", pipeline.immutableIds !== null],
    ["github.owner", pipeline.immutableIds?.owner ?? ""],
    ["github.repository", pipeline.immutableIds?.repository ?? ""],
    ["branch", pipeline.branch],
    ["oidcProvider.create", pipeline.createOidcProvider],
  ];
}

const place = (account: string, home = ""): readonly (readonly [string, Fact])[] => [
  ["account", account],
  ["home", home],
];

const dutyFacts = (
  duty: DutyName,
  { principals, requireMfa, maxSessionHours }: Duty,
): readonly (readonly [string, Fact])[] => [
  [`${duty}.principals`, principals],
  // a trust names accounts, and within them roles and users by a condition
  [`${duty}.accounts`, [...new Set(principals.map((arn) => arn.split(":")[4] ?? ""))]],
  [`${duty}.mfa`, requireMfa],
  [`${duty}.sessionSeconds`, maxSessionHours * 3600],
];

/** The repository as GitHub's tokens name it: by name, and by the ids that never change where config has them. */
function githubNames({ pipeline: { repository, immutableIds: ids } }: Estate): readonly string[] {
  const [owner, name] = repository.split("/");
  return [repository, ...(ids ? [`${owner}@${ids.owner}/${name}@${ids.repository}`] : [])];
}

/** Accounts of a class that are in no unit, retired ones among them: their last copies may still be on their way. */
const listedAccounts = ({ accounts }: Estate, cls: AccountClass) =>
  accounts.filter((account) => account.class === cls && account.unit === null).map(({ accountId }) => accountId);

const unitPaths = ({ units }: Estate, cls: AccountClass) =>
  units.filter((unit) => unit.class === cls).map(({ orgPath }) => orgPath);

/** Of the class that a stack is of. */
const classFacts = (estate: Estate, cls: AccountClass): Entries => [
  ["class", cls],
  ["central", estate.central[cls].accountId],
  ["accounts", listedAccounts(estate, cls)],
  ["paths", unitPaths(estate, cls)],
];

const isArmed = (lock: Lock | null) => lock !== null && lock.mode === "compliance" && lock.armedOn !== null;

const lockFacts = ({ lock, createServiceLinkedRole }: AppAccount | CentralAccount): Entries => [
  ["lock", lock !== null],
  ["lock.minDays", lock?.minDays ?? 0],
  ["lock.maxDays", lock?.maxDays ?? 0],
  ["lock.armed", isArmed(lock)],
  ["lock.coolingOffDays", lock?.coolingOffDays ?? 0],
  ["lock.final", lock !== null && isArmed(lock) && lock.cooledOff !== null],
  ["serviceLinkedRole.create", createServiceLinkedRole],
];

const appFacts = (estate: Estate, account: AppAccount): Entries => [
  ...place(account.accountId, account.regions[0]),
  ["class", account.class],
  ["central", estate.central[account.class].accountId],
  ["owner", account.owner],
  ["retired", account.state === "retired"],
  ...lockFacts(account),
];

const oneFact = (loop: string, name: string, values: readonly string[]) =>
  new Map([[loop, values.map((value): Facts => new Map([[name, value]]))]]);

const regionLoops = ({ regions, optIn }: AppAccount | CentralAccount) =>
  new Map([...oneFact("regions", "region", regions), ...oneFact("optIn", "region", Object.keys(optIn))]);

const subscriptions = ({ alerts }: Estate) =>
  new Map([
    [
      "subscriptions",
      alerts.subscriptions.map(
        ({ protocol, endpoint }): Facts =>
          new Map([
            ["protocol", protocol],
            ["endpoint", endpoint],
            // as part of an address, in which two endpoints never give one
            ["endpoint.spelled", endpoint.replace(/[^A-Za-z0-9]/g, (sign) => `-${sign.charCodeAt(0).toString(16)}-`)],
          ]),
      ),
    ],
  ]);

/**
 * What the policies of a class may be attached to: its units with plans, then its active accounts with plans of their own, each by
 * name. A managed policy has 6,144 characters, of which 250 are not for them.
 */
function targetLists(estate: Estate, cls: AccountClass) {
  const byName = byText(({ name }: { readonly name: string }) => name);
  const has = (holder: { readonly class: AccountClass; readonly plans: readonly string[] }) =>
    holder.class === cls && estate.plans.some(({ name }) => holder.plans.includes(name));
  const arn = (kind: string, id: string) => `arn:${estate.partition}:organizations::*:${kind}/*/${id}`;
  const targets = [
    ...estate.units
      .filter(has)
      .toSorted(byName)
      .map(({ ouId }) => arn("ou", ouId)),
    ...estate.accounts
      .filter((account) => account.state === "active" && has(account))
      .toSorted(byName)
      .map(({ accountId }) => arn("account", accountId)),
  ];
  const lists: string[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const target of targets) {
    // in quotes, with a comma
    characters += target.length + 3;
    if (characters > 6144 - 250) {
      lists.push([]);
      characters = target.length + 3;
    }
    lists.at(-1)?.push(target);
  }
  return [
    `${cls}.targetLists`,
    lists.map(
      (list, index): Facts =>
        new Map<string, Fact>([
          [`${cls}.list`, String(index + 1)],
          [`${cls}.list.targets`, list],
        ]),
    ),
  ] as const;
}

/** The backup policies of a class, and what each is attached to: units and active accounts of that class, nothing else. */
function policyLoops(estate: Estate, cls: AccountClass): StackFacts["loops"] {
  const holders = [
    ...estate.units.map((unit) => ({ ...unit, kind: "unit", target: unit.ouId })),
    ...estate.accounts
      .filter(({ state }) => state === "active")
      .map((account) => ({ ...account, kind: "account", target: account.accountId })),
  ].filter((holder) => holder.class === cls);
  const policies = new Map<string, Facts>();
  const attachments: Facts[] = [];
  for (const { name, kind, target, plans, regions } of holders) {
    for (const plan of plans) {
      const policy = [plan, ...regions.toSorted()].join("_");
      policies.set(
        policy,
        new Map([
          ["policy", policy],
          ["plan", plan],
        ]),
      );
      attachments.push(
        new Map([
          ["policy", policy],
          ["holder.kind", kind],
          ["holder", name],
          ["target", target],
        ]),
      );
    }
  }
  return new Map([
    ["policies", [...policies.values()]],
    ["attachments", attachments],
  ]);
}
