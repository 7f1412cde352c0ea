import { inOrganization } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import { stateBucket } from "../names.ts";

export const stateMoved = changeRule({
  id: "state-moved",
  severity: "error",
  what: "another name, shared account or shared Region",
  why: "They name the state bucket: every stack would be planned from nothing, against what exists.",
  source: null,
  example: {
    bad: { "organization.yaml": "name: apex" },
    good: { "organization.yaml": "name: acme" },
  },
  check: (base, head) => {
    const moved = (was: string, is: string, ...path: string[]) =>
      was === is
        ? []
        : [
            {
              at: inOrganization(...path),
              got: `got ${is}, was ${was}`,
              why: `the state is in bucket ${stateBucket(base)} in ${base.shared.region}, and every stack would be planned from nothing`,
              use: `use ${was}`,
            },
          ];
    return [
      ...moved(base.name, head.name, "name"),
      ...moved(base.shared.accountId, head.shared.accountId, "shared", "account"),
      ...moved(base.shared.region, head.shared.region, "shared", "region"),
    ];
  },
});
