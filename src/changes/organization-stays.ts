import { error, type Finding, inOrganization, warning } from "../finding.ts";
import type { Estate } from "../model.ts";
import { prefix, resourceGuardrailPolicy, stateBucket } from "../names.ts";

/** Where the state is, which organization is trusted, and what its root guards. */
export const organizationStays = (base: Estate, head: Estate): readonly Finding[] => [
  ...stateStays(base, head),
  ...trustStays(base, head),
  ...managementStays(base, head),
];

function stateStays(base: Estate, head: Estate): readonly Finding[] {
  const moved = (was: string, is: string, ...path: string[]) =>
    was === is
      ? []
      : [
          error(
            "state-moved",
            inOrganization(...path),
            `got ${is}, was ${was}: the state is in bucket ${stateBucket(base)} in ${base.shared.region}, and every stack would be planned from nothing; use ${was}`,
          ),
        ];
  return [
    ...moved(base.name, head.name, "name"),
    ...moved(base.shared.accountId, head.shared.accountId, "shared", "account"),
    ...moved(base.shared.region, head.shared.region, "shared", "region"),
  ];
}

function trustStays(base: Estate, head: Estate): readonly Finding[] {
  const changed = (was: string, is: string, key: string) =>
    was === is
      ? []
      : [
          warning(
            "organization-changed",
            inOrganization("organization", key),
            `got ${is}, was ${was}: copies fail until every stack is applied; use ${was} unless it was wrong`,
          ),
        ];
  return [
    ...changed(base.organization.id, head.organization.id, "id"),
    ...changed(base.organization.rootId, head.organization.rootId, "root"),
  ];
}

function managementStays(base: Estate, head: Estate): readonly Finding[] {
  if (!base.management) return [];
  if (!head.management) {
    const message =
      "got no management, which was there: cross-account backup, delegation and guardrails stay as they are, and nobody keeps them; use management again, or keep them by hand";
    return [warning("management-dropped", inOrganization(), message)];
  }
  const { management: was } = base;
  const { management: is } = head;
  return (["guardrails", "resourceGuardrails"] as const)
    .filter((which) => was[which] && !is[which])
    .map((which) => {
      const policy = which === "guardrails" ? `${prefix}-guardrails` : resourceGuardrailPolicy;
      const message = `got false, was true: the pipeline may not detach the guardrails, so that its deployment fails; let an organization admin detach ${policy} from the root first`;
      return warning("guardrails-dropped", inOrganization("management", which), message);
    });
}
