import { pipelineApplyRole, pipelinePlanRole } from "../../../../names.ts";
import { isObject, objectAt } from "../../../stack/json-object.ts";
import { mustBe } from "../must-be.ts";
import { show } from "../shown.ts";
import { surplus } from "../surplus.ts";
import { type JudgedStack, type SynthComplaint, synthRule } from "../synth-rule.ts";

export const synthProvider = synthRule({
  id: "synth-provider",
  severity: "error",
  what: "a provider of another account, with another role, or with another way to AWS",
  why: "What this stack makes would be made in an account that nobody reviewed, by who may do more than the pipeline.",
  source: "registry.terraform.io/providers/hashicorp/aws/latest/docs",
  example: {
    bad: { provider: { http: [{}] } },
    good: { provider: { "//": "a comment" } },
  },
  check: ({ json, own, state }) => {
    const { aws, ...others } = objectAt(json, "provider");
    const at = ["provider", "aws"] as const;
    if (!Array.isArray(aws) || aws.length === 0) {
      return [{ at, got: `got ${show(aws)}`, use: "use one for each Region" }];
    }
    return [
      ...aws.flatMap((provider: unknown, index) => judgeProvider(provider, [...at, index], own, state)),
      ...surplus(["provider"], others),
    ];
  },
});

function judgeProvider(
  provider: unknown,
  at: readonly (string | number)[],
  { scope, accountId }: JudgedStack["own"],
  { partition }: JudgedStack["state"],
): readonly SynthComplaint[] {
  if (!isObject(provider)) return [{ at, got: `got ${show(provider)}`, use: "use a mapping" }];
  const role = (name: string) => `arn:${partition}:iam::${accountId}:role/${name}`;
  const roleArn = `\${terraform.applying ? "${role(pipelineApplyRole(scope))}" : "${role(pipelinePlanRole)}"}`;
  // a person applies it, with what they are logged in as
  const assumeRole = scope === "bootstrap" ? undefined : [{ role_arn: roleArn }];
  const { "//": _, alias, region, allowed_account_ids, assume_role, default_tags: __, ...more } = provider;
  return [
    ...(typeof region === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
      ? mustBe([...at, "alias"], alias, region)
      : [{ at: [...at, "region"], got: `got ${show(region)}`, use: "use a Region" }]),
    ...mustBe([...at, "allowed_account_ids"], allowed_account_ids, [accountId]),
    ...mustBe([...at, "assume_role"], assume_role, assumeRole),
    ...surplus(at, more),
  ];
}
