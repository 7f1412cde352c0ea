import { isArmed } from "../../../src/estate/armed-lock.ts";
import type { Context } from "../../emulator/model/access.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { list } from "../organization/documents.ts";
import { classlessAccount } from "../organization/people.ts";
import { boundariesIn, roleBoundBy } from "./boundaries.ts";
import type { Candidate } from "./candidates.ts";
import { chosenContexts } from "./contexts.ts";
import { stackSetsService } from "./gains.ts";
import { isCentral } from "./place.ts";
import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** What is said in a request that would do harm; the same action with other words may be everyday work. */
export function requestContexts(
  world: World,
  documents: readonly Document[],
  candidate: Candidate,
): readonly Context[] {
  const { action, thing } = candidate;
  switch (action) {
    case "backup:PutBackupVaultLockConfiguration":
      return weakerLocks(world, thing);
    case "backup:CopyFromBackupVault":
      return [strangersVault(thing), otherCentral(world, thing)].map((target) => ({ "backup:CopyTargets": [target] }));
    case "iam:CreateRole":
    case "iam:CreateUser":
      return [{}, ...boundariesToTry(world, thing)];
    case "iam:PutRolePermissionsBoundary":
    case "iam:PutUserPermissionsBoundary":
      // its own is what it has, or is to have
      return [
        { "iam:PermissionsBoundary": administrator },
        ...boundaries(world, thing).filter(
          (one) => roleBoundBy(lastOf(one["iam:PermissionsBoundary"])) !== lastOf(thing.arn),
        ),
      ];
    case "iam:AttachRolePolicy":
    case "iam:AttachUserPolicy":
      return [{ "iam:PolicyARN": administrator }, ...ofOtherPolicies(documents, action)];
    case "iam:PassRole":
      return servicesOf(world, thing).map((service) => ({ "iam:PassedToService": service }));
    case "organizations:RegisterDelegatedAdministrator":
      return (
        delegations
          // shared is the delegate for AWS Backup, and for nothing else
          .filter((service) => service !== "backup.amazonaws.com" || thing.of !== world.estate.shared.accountId)
          .map((service) => ({ "organizations:ServicePrincipal": service }))
      );
    case "organizations:TagResource":
    case "kms:TagResource":
      return decidingTags(world).map(([key, value]) => ({ [`aws:RequestTag/${key}`]: value, "aws:TagKeys": [key] }));
    default:
      return withoutWhatIs(thing, chosenContexts(deciding(world, documents, thing), action));
  }
}

/** What the thing is, nobody chooses. */
function withoutWhatIs(thing: Thing, contexts: readonly Context[]): readonly Context[] {
  if (contexts.length === 1) return contexts;
  return contexts.map((context) =>
    Object.fromEntries(Object.entries(context).filter(([key]) => !(key in thing.context))),
  );
}

const lastOf = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

/** Its own, or that of any role for one that has none: no statement tells the others apart. */
function boundariesToTry(world: World, thing: Thing) {
  const all = boundaries(world, thing);
  const own = all.filter((one) => roleBoundBy(lastOf(one["iam:PermissionsBoundary"])) === lastOf(thing.arn));
  const [first, second] = all.filter((one) => !own.includes(one));
  return [...own, ...(first ? [first] : []), ...(second ? [second] : [])];
}

const boundaries = (world: World, { accountId }: Thing) =>
  boundariesIn(world, accountId).map((arn) => ({ "iam:PermissionsBoundary": arn }));

const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

/** All documents whose conditions somebody could fulfil by what they say: their own, the thing's, and the guardrails. */
function* deciding(world: World, own: readonly Document[], { document }: Thing): Generator<Document> {
  yield* own;
  const ofThing = document === null ? undefined : world.documents.get(document);
  if (ofThing) yield ofThing.document;
  yield* guardrailsOf(world);
}

const guardrailsIn = new WeakMap<World, readonly Document[]>();

function guardrailsOf(world: World): readonly Document[] {
  const known = guardrailsIn.get(world);
  if (known) return known;
  const documents = world.guardrails.flatMap(({ document }) => world.documents.get(document)?.document ?? []);
  guardrailsIn.set(world, documents);
  return documents;
}

/** Services in which a delegate is dangerous, and one that stands for all others. */
const delegations = [
  stackSetsService,
  "sso.amazonaws.com",
  "iam.amazonaws.com",
  "account.amazonaws.com",
  "backup.amazonaws.com",
  "any-other.amazonaws.com",
];

/** Policies that may be attached, but for AWS Backup's own and the lists of accounts. */
const ofOtherPolicies = (documents: readonly Document[], action: string): readonly Context[] =>
  chosenContexts(documents, action).filter(
    (context) => !/^$|AWSBackupServiceRolePolicy|-(accounts|targets)-/.test(String(context["iam:PolicyARN"] ?? "")),
  );

/** A lock that keeps less than the one that config asks for, or that nobody could ever take back. */
function weakerLocks({ estate }: World, thing: Thing): readonly Context[] {
  const central = [estate.central.prod, estate.central.nonprod].find(({ accountId }) => accountId === thing.accountId);
  const lock = central?.lock ?? estate.accounts.find(({ accountId }) => accountId === thing.accountId)?.lock;
  const min = lock?.minDays ?? 1;
  const max = lock?.maxDays ?? 36_500;
  const said = (limits: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(limits).map(([name, days]) => [`backup:${name}`, String(days)]));
  // where config arms one, a merged change may: who reviews it reads from when on nobody takes it back
  const armed = isArmed(lock ?? null)
    ? []
    : [said({ MinRetentionDays: min, MaxRetentionDays: max, ChangeableForDays: 3 })];
  if (!isCentral(thing.place)) return armed;
  return [
    ...armed,
    said({ MinRetentionDays: min - 1, MaxRetentionDays: max }),
    said({ MinRetentionDays: min, MaxRetentionDays: max + 1 }),
    said({ MaxRetentionDays: max }),
    said({ MinRetentionDays: min }),
  ];
}

const vaultArn = (thing: Thing, accountId: string, name: string) =>
  `arn:aws:backup:${thing.arn.split(":")[3]}:${accountId}:backup-vault:${name}`;

const strangersVault = (thing: Thing) => vaultArn(thing, classlessAccount, "of-a-stranger");

function otherCentral({ estate }: World, thing: Thing): string {
  const isNonprod =
    thing.place === "central non-prod" ||
    estate.accounts.some((one) => one.accountId === thing.accountId && one.class === "nonprod");
  const cls = isNonprod ? "prod" : "nonprod";
  return vaultArn(thing, estate.central[cls].accountId, `lockstep-central-${cls}`);
}

/** Services that the role trusts. */
function servicesOf({ documents }: World, { document }: Thing): readonly string[] {
  const statements = document === null ? [] : (documents.get(document)?.document.Statement ?? []);
  return [
    ...new Set(
      statements.flatMap(({ Principal }) => (typeof Principal === "object" ? list(Principal["Service"]) : [])),
    ),
  ];
}

const tagsOf = new WeakMap<World, readonly (readonly [string, string])[]>();

/** Tags by which some policy decides, each with the values that it knows. */
function decidingTags(world: World): readonly (readonly [string, string])[] {
  const known = tagsOf.get(world);
  if (known) return known;
  const found = new Map<string, readonly [string, string]>();
  for (const { document } of world.documents.values()) {
    for (const { Condition = {} } of document.Statement) {
      for (const [key, values] of Object.values(Condition).flatMap((keys) => Object.entries(keys))) {
        if (!key.startsWith("aws:ResourceTag/")) continue;
        for (const value of list(values)) found.set(`${key}=${value}`, [key.slice("aws:ResourceTag/".length), value]);
      }
    }
  }
  const tags = [...found.values()];
  tagsOf.set(world, tags);
  return tags;
}
