import type { Estate } from "../../../src/model.ts";
import { organizationPolicyId, text } from "../../emulator/deploy/stack-resources.ts";
import type { Context, NamedDocument, Question, Verdict } from "../../emulator/model/access.ts";
import type { Organization } from "../organization/organization.ts";
import { classlessAccount, outsideAccount } from "../organization/people.ts";
import type { Actor } from "./actor.ts";
import { actorsIn, organizationRole, stackSetRole, trustKey } from "./actors-in.ts";
import { documentsOf, type GuardrailKind, isGuardrail, keyOf, ofAnotherTeam } from "./documents.ts";
import type { Thing } from "./thing.ts";
import { thingsIn } from "./things-in.ts";
import { toldApartBy } from "./told-apart-by.ts";

/** A service control policy, and whom it binds; or a resource control policy, and whose resources. */
export interface Guardrail {
  readonly kind: GuardrailKind;
  /** Its attachments go by it. */
  readonly slot: string;
  readonly document: string;
  readonly accountIds: ReadonlySet<string>;
}

/** All that a search looks at: what the documents of one organization make of it. */
export interface World {
  readonly estate: Estate;
  /** Accounts that stand for all that the documents cannot tell from them. */
  readonly accountIds: ReadonlySet<string>;
  readonly documents: ReadonlyMap<string, NamedDocument>;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly things: readonly Thing[];
  readonly guardrails: readonly Guardrail[];
  /** Accounts that act for the whole organization in a service, as it is deployed. */
  readonly delegates: readonly { readonly accountId: string; readonly service: string }[];
  /** What IAM tells policies about an account's place in the organization. */
  readonly about: (side: "Principal" | "Resource", accountId: string, isOutside: boolean) => Context;
  readonly judge: (question: Question) => Verdict;
}

/** @param looked accounts to look at; by default those that the documents can tell from others */
export function worldOf(
  organization: Organization,
  judge: World["judge"],
  looked: ReadonlySet<string> = accountsToLookAt(organization),
): World {
  const { estate, written } = organization;
  const actors = actorsIn(organization).filter(({ accountId }) => looked.has(accountId));
  const documents = new Map([...documentsOf(written), ...trustsOfAws(organization, looked), ...ofOtherTeams(actors)]);
  return {
    estate,
    accountIds: looked,
    documents,
    actors: new Map(actors.map((actor) => [actor.id, actor])),
    things: thingsIn(organization, actors).filter(({ accountId }) => looked.has(accountId)),
    guardrails: guardrailsIn(organization),
    delegates: organization.resources
      .filter(({ type }) => type === "aws_organizations_delegated_administrator")
      .map((one) => ({ accountId: text(one, "account_id"), service: text(one, "service_principal") })),
    about: aboutAccounts(estate),
    judge,
  };
}

/** Every special account, and of application accounts that the documents cannot tell apart the first. */
function accountsToLookAt(organization: Organization): ReadonlySet<string> {
  const { shared, central, accounts, organization: own } = organization.estate;
  const guardrails = guardrailsIn(organization);
  const kinds = new Map<string, string>();
  for (const account of accounts) {
    const bound = guardrails.filter(({ accountIds }) => accountIds.has(account.accountId)).map(({ slot }) => slot);
    const kind = [toldApartBy(organization, account), ...bound].join("\n");
    if (!kinds.has(kind)) kinds.set(kind, account.accountId);
  }
  return new Set([
    own.managementAccountId,
    shared.accountId,
    central.prod.accountId,
    central.nonprod.accountId,
    ...kinds.values(),
    classlessAccount,
    outsideAccount,
  ]);
}

function trustsOfAws({ estate }: Organization, accountIds: ReadonlySet<string>): readonly [string, NamedDocument][] {
  const trust = (
    role: string,
    accountId: string,
    Principal: Readonly<Record<string, string>>,
  ): [string, NamedDocument] => [
    trustKey(role, accountId),
    {
      name: `trust of ${role}`,
      document: {
        Version: "2012-10-17",
        Statement: [{ Sid: "Trusted", Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
      },
    },
  ];
  const { managementAccountId } = estate.organization;
  return [...accountIds].flatMap((accountId) => [
    trust(stackSetRole, accountId, { Service: "stacksets.cloudformation.amazonaws.com" }),
    trust(organizationRole, accountId, { AWS: `arn:aws:iam::${managementAccountId}:root` }),
  ]);
}

function ofOtherTeams(actors: readonly Actor[]): readonly [string, NamedDocument][] {
  return [...new Set(actors.map(({ accountId }) => accountId))].map((accountId) => [
    ofAnotherTeam(accountId),
    {
      name: "key policy of another team",
      document: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Account",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${accountId}:root` },
            Action: "kms:*",
            Resource: "*",
          },
        ],
      },
    },
  ]);
}

/** A policy binds the accounts that it is attached to, or that are in a unit or root that it is attached to. */
function guardrailsIn({ estate, resources, written }: Organization): readonly Guardrail[] {
  const { organization, shared, central, accounts, units } = estate;
  const all = [shared, central.prod, central.nonprod, ...accounts].map(({ accountId }) => accountId);
  const under = (target: string): readonly string[] => {
    if (target === organization.rootId) return [...all, classlessAccount];
    const unit = units.find(({ ouId }) => ouId === target);
    return unit ? accounts.filter((one) => one.unit === unit.name).map(({ accountId }) => accountId) : [target];
  };
  return written
    .flatMap((one) => (isGuardrail(one.kind) ? [{ ...one, kind: one.kind }] : []))
    .map((one) => {
      const attachments = resources.filter(
        ({ type, body, stack }) =>
          type === "aws_organizations_policy_attachment" &&
          stack === one.stack &&
          String(body["policy_id"]) === policyIdOf(resources, one.of),
      );
      const targets = attachments.map((attachment) => text(attachment, "target_id"));
      return {
        kind: one.kind,
        slot: `attachment of ${keyOf(one)}`,
        document: keyOf(one),
        accountIds: new Set(targets.flatMap(under)),
      };
    });
}

function policyIdOf(resources: Organization["resources"], name: string): string {
  const policy = resources.find((one) => one.type === "aws_organizations_policy" && text(one, "name") === name);
  return policy ? organizationPolicyId(policy) : "";
}

function aboutAccounts({ organization, accounts, units }: Estate): World["about"] {
  const knownOf = () => ({ inside: new Map<string, Context>(), outside: new Map<string, Context>() });
  const told = { Principal: knownOf(), Resource: knownOf() };
  return (side, accountId, isOutside) => {
    const known = told[side][isOutside ? "outside" : "inside"];
    const before = known.get(accountId);
    if (before) return before;
    const isStranger = isOutside || accountId === outsideAccount;
    const organizationId = isStranger ? "o-zzzzzzzzzz" : organization.id;
    const unit = units.find(({ name }) => name === accounts.find((one) => one.accountId === accountId)?.unit);
    const path = isStranger
      ? `${organizationId}/r-zz99/`
      : (unit?.orgPath ?? `${organization.id}/${organization.rootId}/`);
    const context = {
      [`aws:${side}Account`]: accountId,
      [`aws:${side}OrgID`]: organizationId,
      [`aws:${side}OrgPaths`]: [path],
    };
    known.set(accountId, context);
    return context;
  };
}
