import { accountClasses } from "../../../src/model.ts";
import { classTag, stackTag } from "../../../src/names.ts";
import type { Kind } from "../organization/documents.ts";
import { accountIds, type Organization, type OrganizationPolicyType, target } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import { isGuardrail, keyOf } from "./documents.ts";
import { placeOf } from "./place.ts";
import type { Thing } from "./thing.ts";
import { thing } from "./thing-of.ts";

/** Policies, delegations, members and services of the organization. They belong to the management account. */
export function thingsOfOrganization(organization: Organization): readonly Thing[] {
  const { estate, written } = organization;
  const { managementAccountId, rootId, id } = estate.organization;
  const [delegation] = written.filter(({ kind }) => kind === "delegation policy");
  const document = delegation ? keyOf(delegation) : null;
  const own = (resource: string) =>
    target(`arn:aws:organizations::${managementAccountId}:${resource}`, managementAccountId);

  return [
    ...written
      .filter(({ kind }) => isGuardrail(kind))
      .map((one) =>
        thing(organization, organization.organizationPolicy(typeOf(one.kind), { [stackTag]: "management" }), {
          id: `guardrail ${one.of}`,
          sort: "guardrail",
          said: `the guardrails ${one.of}`,
          types: ["organizations:policy"],
          document,
          jewel: "guardrails",
          of: keyOf(one),
        }),
      ),
    thing(organization, organization.organizationPolicy("service_control_policy"), {
      id: "another service control policy",
      sort: "backup policy",
      said: "a service control policy that is none of Lockstep's",
      types: ["organizations:policy"],
      document,
      jewel: "guardrails",
      of: "another team",
    }),
    ...accountClasses.map((cls) =>
      thing(organization, organization.organizationPolicy("backup_policy", { [classTag]: cls }), {
        id: `backup policy of ${cls}`,
        sort: "backup policy",
        said: `a backup policy of ${cls === "prod" ? "prod" : "non-prod"}`,
        types: ["organizations:policy"],
        document,
        jewel: "backup policies",
        of: cls,
      }),
    ),
    thing(organization, organization.organizationPolicy("backup_policy"), {
      id: "backup policy of others",
      sort: "backup policy",
      said: "a backup policy that is none of Lockstep's",
      types: ["organizations:policy"],
      document,
      jewel: "backup policies",
      of: "others",
    }),
    thing(organization, organization.delegation(), {
      sort: "delegation",
      said: "the organization's delegation policy",
      types: ["organizations:resourcepolicy"],
      document,
      jewel: "administration of the organization",
    }),
    ...targets(organization).map(({ targetId, said, of }) =>
      thing(organization, organization.attachmentTarget(targetId), {
        sort: "attachment target",
        said,
        types: [typeOfTarget(targetId)],
        document,
        jewel: null,
        of,
      }),
    ),
    ...[...accountIds(estate), outsideAccount]
      .filter((accountId) => accountId !== managementAccountId)
      .map((accountId) => {
        const place = placeOf(estate, accountId);
        return thing(organization, organization.attachmentTarget(accountId), {
          id: `member ${accountId}`,
          sort: "member",
          said: `${place} as a member of the organization`,
          types: ["organizations:account"],
          document,
          jewel: "membership of accounts",
          of: accountId,
        });
      }),
    thing(organization, own(`organization/${id}`), {
      sort: "member",
      said: "the organization",
      types: ["organizations:organization"],
      document,
      jewel: "membership of accounts",
    }),
    thing(organization, organization.attachmentTarget(rootId), {
      id: "policy types of the root",
      sort: "attachment target",
      said: "what kinds of policies there are",
      types: ["organizations:root"],
      document,
      jewel: "guardrails",
    }),
  ];
}

const typeOf = (kind: Kind): OrganizationPolicyType =>
  kind === "resource control policy" ? "resource_control_policy" : "service_control_policy";

interface PolicyTarget {
  readonly targetId: string;
  readonly said: string;
  /** Class of what is below it. */
  readonly of: string;
}

function targets({ estate }: Organization): readonly PolicyTarget[] {
  const { organization, central, shared, units, accounts } = estate;
  return [
    { targetId: organization.rootId, said: "the root", of: "everything" },
    ...units.map((unit) => ({ targetId: unit.ouId, said: `a unit of ${unit.class}`, of: unit.class })),
    ...accounts.map((one) => ({ targetId: one.accountId, said: `a ${one.class} account`, of: one.class })),
    ...accountClasses.map((cls) => ({
      targetId: central[cls].accountId,
      said: `central ${cls}`,
      of: `central ${cls}`,
    })),
    { targetId: shared.accountId, said: "shared", of: "shared" },
  ];
}

function typeOfTarget(id: string): string {
  if (id.startsWith("r-")) return "organizations:root";
  return id.startsWith("ou-") ? "organizations:organizationalunit" : "organizations:account";
}
