import {
  alertKeyAlias,
  alertRule,
  centralKeyAlias,
  eventForwarderRole,
  localKeyAlias,
  localVault,
  pipelineStackSet,
  prefix,
} from "../../../src/names.ts";
import { keyId, text } from "../../emulator/deploy/stack-resources.ts";
import type { Context } from "../../emulator/model/access.ts";
import { matchesPattern } from "../../emulator/model/backup/pattern.ts";
import { list } from "../organization/documents.ts";
import { type Organization, target } from "../organization/organization.ts";
import type { Actor } from "./actor.ts";
import { custodian, stackSetRole } from "./actors-in.ts";
import { roleBoundBy } from "./boundaries.ts";
import { keyOf, ofAnotherTeam } from "./documents.ts";
import { isCentral, type Place, placeOf } from "./place.ts";
import type { Jewel, Thing } from "./thing.ts";
import { thing } from "./thing-of.ts";

/** What an account holds besides backups: who can act in it, and what guards and tells of it. */
export function thingsOfAccount(
  organization: Organization,
  actors: readonly Actor[],
  accountId: string,
): readonly Thing[] {
  const { estate } = organization;
  const region = estate.shared.region;
  const place = placeOf(estate, accountId);
  const own = actors.filter((actor) => actor.accountId === accountId);
  const at = (arn: string) => target(arn, accountId);
  return [
    ...own.filter(({ sort }) => sort === "role" || sort === "user").map((actor) => roleThing(organization, actor)),
    ...newThings(organization, own, accountId),
    ...organization.written
      .filter((one) => one.kind === "managed policy" && one.accountId === accountId)
      .map((one) =>
        thing(organization, organization.policyTarget(accountId, one.of), {
          sort: "managed policy",
          said: `the policy ${one.of}`,
          types: ["iam:policy"],
          of: keyOf(one),
          jewel: pipelineRoles,
        }),
      ),
    ...organization.resources
      .filter((one) => one.type === "aws_cloudwatch_event_rule" && one.accountId === accountId)
      .map((one) =>
        thing(organization, at(ruleArnOf(one.region, accountId, one.body)), {
          sort: "rule",
          said: `the rule ${alertRule}`,
          types: ["events:rule", "events:rule-on-default-event-bus", "events:rule-on-custom-event-bus"],
          jewel: "the way of an alarm",
        }),
      ),
    thing(
      organization,
      { ...organization.foreignKey(accountId, region), context: aliasesOfOthers(organization, accountId) },
      {
        sort: "key",
        said: "another team's key",
        types: ["kms:key"],
        document: ofAnotherTeam(accountId),
        jewel: "keys of others",
      },
    ),
    // an alias that no key here has
    ...[
      localKeyAlias,
      localVault,
      centralKeyAlias("prod"),
      centralKeyAlias("nonprod"),
      alertKeyAlias,
      `alias/${prefix}-made-up`,
    ].map((alias) =>
      thing(organization, at(`arn:aws:kms:${region}:${accountId}:${alias}`), {
        id: `new ${alias}, ${accountId}`,
        sort: "alias",
        said: `a new alias ${alias}`,
        types: ["kms:alias"],
        jewel: null,
        of: alias,
      }),
    ),
    thing(organization, at("*"), {
      id: `whole account ${accountId}`,
      sort: "whole account",
      said: "the account as a whole",
      types: [],
      jewel: jewelOfAccount(place),
    }),
    thing(
      organization,
      at(`arn:aws:cloudformation:${region}:${accountId}:stackset/made-up:11111111-2222-3333-4444-555555555555`),
      {
        sort: "new StackSet",
        said: "a new StackSet",
        types: ["cloudformation:stackset"],
        jewel: null,
      },
    ),
    thing(organization, at(`arn:aws:backup:us-east-1:${accountId}:backup-vault:${localVault}`), {
      sort: "new vault",
      said: `a new vault ${localVault}`,
      types: ["backup:backupVault"],
      jewel: "local backups and vaults",
    }),
    ...(isCentral(place)
      ? [
          thing(organization, at(`arn:aws:backup:${region}:${accountId}:legal-hold:made-up`), {
            sort: "legal hold",
            said: "a legal hold",
            types: ["backup:legalHold"],
            jewel: "central backups",
          }),
        ]
      : []),
    ...(place === "management" ? [] : memberThings(organization, accountId)),
    ...(place === "management" || place === "shared"
      ? [
          thing(
            organization,
            at(
              `arn:aws:cloudformation:${region}:${accountId}:stackset/${pipelineStackSet}:11111111-2222-3333-4444-555555555555`,
            ),
            {
              sort: "StackSet",
              said: `the StackSet ${pipelineStackSet}`,
              types: ["cloudformation:stackset"],
              jewel: pipelineRoles,
            },
          ),
        ]
      : []),
  ];
}

/** Roles and users that somebody could make in an account. */
export function newThings(organization: Organization, own: readonly Actor[], accountId: string): readonly Thing[] {
  return (["role", "user"] as const).flatMap((kind) =>
    newNames(organization, own, accountId, kind).map((name) =>
      thing(organization, target(`arn:aws:iam::${accountId}:${kind}/${name}`, accountId), {
        id: `new ${kind} ${name}, ${accountId}`,
        sort: `new ${kind}`,
        said: `a new ${kind} ${name}`,
        types: [`iam:${kind}`],
        jewel: null,
      }),
    ),
  );
}

/** Names that a new role or user may be given: an own one, one of Lockstep's, and those by which some policy knows one. */
function newNames(
  { written }: Organization,
  own: readonly Actor[],
  accountId: string,
  kind: "role" | "user",
): readonly string[] {
  const patterns = written.flatMap(({ document }) =>
    document.Statement.flatMap(({ Condition = {}, Principal }) => [
      ...Object.values(Condition)
        .flatMap((keys) => Object.entries(keys))
        .flatMap(([key, values]) => (key.toLowerCase() === "aws:principalarn" ? list(values) : [])),
      ...(typeof Principal === "object" ? list(Principal["AWS"]) : []),
    ]),
  );
  const known = patterns.flatMap((pattern) => {
    const [, account = "", of, name] = /^arn:[^:]+:iam::([^:]+):(role|user)\/(.+)$/.exec(pattern) ?? [];
    const isHere = matchesPattern(account, accountId);
    // names below these paths are AWS's to give
    return of === kind && isHere && name !== undefined && !/^aws-(service-role|reserved)\//.test(name) ? [name] : [];
  });
  const names = known.map((name) => name.replaceAll("*", "made-up"));
  const bounded = written.flatMap(({ kind: is, of }) => (is === "managed policy" ? (roleBoundBy(of) ?? []) : []));
  const ofLockstep = kind === "role" ? [`${prefix}-made-up`, ...bounded] : [];
  return [...new Set(["made-up", ...ofLockstep, ...names])].filter((name) => !own.some(({ said }) => said === name));
}

/** Aliases of Lockstep's that are on no key of its own. */
function aliasesOfOthers({ resources }: Organization, accountId: string): Context {
  const own = resources.filter(({ type }) => type === "aws_kms_key").map(keyId);
  const aliases = resources
    .filter((one) => one.type === "aws_kms_alias" && one.accountId === accountId)
    .filter((one) => !own.includes(text(one, "target_key_id")))
    .map((one) => text(one, "name"));
  return aliases.length === 0 ? {} : { "kms:ResourceAliases": aliases };
}

function jewelOfAccount(place: Place): Jewel | null {
  if (isCentral(place)) return "central backups";
  if (place === "management" || place === "shared") return "administration of the organization";
  return place === "a prod account" || place === "a non-prod account" ? "local backups and vaults" : null;
}

const pipelineRoles: Jewel = "the custodian and the pipeline's roles";

function memberThings(organization: Organization, accountId: string): readonly Thing[] {
  const { region } = organization.estate.shared;
  const at = (arn: string) => target(arn, accountId);
  const place = placeOf(organization.estate, accountId);
  return [
    thing(organization, at(`arn:aws:cloudformation:${region}:${accountId}:stack/StackSet-${pipelineStackSet}-1/x`), {
      sort: "stack",
      said: "the stack of the pipeline's roles",
      types: ["cloudformation:stack"],
      jewel: pipelineRoles,
    }),
    thing(organization, at(`arn:aws:account::${accountId}:account`), {
      sort: "account",
      said: "the account itself",
      types: ["account:account"],
      jewel: isCentral(place) || place === "shared" ? "membership of accounts" : null,
    }),
  ];
}

function roleThing(organization: Organization, actor: Actor): Thing {
  const { arn, accountId, said, sort } = actor;
  return thing(organization, organization.roleTarget(accountId, said), {
    id: `${sort} ${actor.id}`,
    arn,
    sort: sort === "user" ? "user" : "role",
    said: `the ${sort} ${said}`,
    types: [sort === "user" ? "iam:user" : "iam:role"],
    // a role's policy when it is taken, and only then
    document: actor.trust,
    jewel: jewelOfRole(said),
    actorId: actor.id,
  });
}

function jewelOfRole(name: string): Jewel | null {
  if (name === eventForwarderRole) return "the way of an alarm";
  const isPipelines = name.startsWith(`${prefix}-hub-`) || name.startsWith(`${prefix}-pipeline-`);
  return isPipelines || name === custodian || name === stackSetRole ? pipelineRoles : null;
}

const ruleArnOf = (region: string, accountId: string, body: Readonly<Record<string, unknown>>) => {
  const bus = typeof body["event_bus_name"] === "string" ? `${body["event_bus_name"]}/` : "";
  return `arn:aws:events:${region}:${accountId}:rule/${bus}${String(body["name"])}`;
};
