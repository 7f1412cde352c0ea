import { expect, test } from "vitest";
import { hubApplyRole, pipelineApplyRole } from "../../../src/names.ts";
import { example, type Request, target } from "../organization/organization.ts";
import { account, organization, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { nothingAllows } from "./attackers.ts";
import { asks } from "./aws-step.ts";

const { managementAccountId } = organization;
const apply = example.role(managementAccountId, pipelineApplyRole("management"));
const sandbox = target(
  `arn:aws:organizations::${managementAccountId}:account/${organization.id}/${account("sandbox").accountId}`,
  managementAccountId,
);
const register = (service: string): Request => [
  "organizations:RegisterDelegatedAdministrator",
  sandbox,
  { "organizations:ServicePrincipal": service },
];

testAttack({
  id: "delegated-administrator-any-service",
  steps: [
    asks({
      who: "the workflow of management",
      does: "takes the pipeline's apply role",
      as: example.role(shared.accountId, hubApplyRole("management")),
      request: ["sts:AssumeRole", example.roleTarget(managementAccountId, pipelineApplyRole("management"))],
      today:
        "allowed by inline policy of lockstep-hub-apply-management: Enter, trust of lockstep-pipeline-apply: Trusted",
    }),
  ],
  ends: ["sso.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com", "iam.amazonaws.com"].map((service) =>
    asks({
      who: "the apply role",
      does: `makes a sandbox the delegated administrator of ${service}`,
      as: apply,
      request: register(service),
      today: nothingAllows,
    }),
  ),
});

test("no other role of the pipeline registers a delegated administrator", async () => {
  const others = [
    example.role(shared.accountId, pipelineApplyRole("shared")),
    example.role(shared.accountId, pipelineApplyRole("policies-prod")),
    example.role(account("sandbox").accountId, pipelineApplyRole("app-nonprod")),
  ];

  expect(await example.allowedToAny(others, [register("sso.amazonaws.com")])).toEqual([]);
});
