import { pipelineApplyRole, pipelinePlanRole, type Scope, stateKey } from "../../../names.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";
import { expressionProblems } from "./expressions.ts";
import { mustBe, type PlaceProblem, show } from "./problem.ts";

/** Where a stack must act and keep its state, by the config. */
export interface StackExpectation {
  readonly scope: Scope;
  readonly accountId: string;
}

/** Where all stacks keep their state. */
export interface StateExpectation {
  /** Such as `aws` or `aws-cn`. */
  readonly partition: string;
  readonly bucket: string;
  readonly region: string;
  readonly kmsKeyArn: string;
}

/** Versions, and the state's place: exactly what the stack must have and nothing else. */
export function terraformProblems(
  stack: string,
  block: unknown,
  { scope }: StackExpectation,
  state: StateExpectation,
): readonly PlaceProblem[] {
  const { backend, required_providers, required_version, ...others } = isObject(block) ? block : {};
  const s3 = {
    bucket: state.bucket,
    encrypt: true,
    key: stateKey(scope, stack),
    kms_key_id: state.kmsKeyArn,
    region: state.region,
    use_lockfile: true,
  };
  return [
    ...backendProblems(backend, s3),
    ...mustBe("terraform.required_providers", required_providers, {
      aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" },
    }),
    ...mustBe("terraform.required_version", required_version, ">= 1.11"),
    ...surplus("terraform", others),
  ];
}

function backendProblems(backend: unknown, s3: JsonObject): readonly PlaceProblem[] {
  const { s3: written, ...others } = isObject(backend) ? backend : {};
  const place = "terraform.backend";
  if (!isObject(written)) return [{ place, message: `got ${show(backend)}; use s3` }];
  const keys = [...new Set([...Object.keys(s3), ...Object.keys(written)])].sort();
  return [...keys.flatMap((key) => mustBe(`${place}.s3.${key}`, written[key], s3[key])), ...surplus(place, others)];
}

/** Providers of one account, each with the pipeline's roles and no other way to AWS. */
export function providerProblems(
  block: unknown,
  { scope, accountId }: StackExpectation,
  { partition }: StateExpectation,
): readonly PlaceProblem[] {
  const { aws, ...others } = isObject(block) ? block : {};
  const place = "provider.aws";
  if (!Array.isArray(aws) || aws.length === 0) return [{ place, message: `got ${show(aws)}; use one for each Region` }];

  const role = (name: string) => `arn:${partition}:iam::${accountId}:role/${name}`;
  const roleArn = `\${terraform.applying ? "${role(pipelineApplyRole(scope))}" : "${role(pipelinePlanRole)}"}`;
  // a person applies it, with what they are logged in as
  const assumeRole = scope === "bootstrap" ? undefined : [{ role_arn: roleArn }];
  return [
    ...aws.flatMap((provider: unknown, index) => {
      const here = `${place}[${index}]`;
      if (!isObject(provider)) return [{ place: here, message: `got ${show(provider)}; use a mapping` }];
      const { "//": _, alias, region, allowed_account_ids, assume_role, default_tags, ...more } = provider;
      return [
        ...(typeof region === "string" && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
          ? mustBe(`${here}.alias`, alias, region)
          : [{ place: `${here}.region`, message: `got ${show(region)}; use a Region` }]),
        ...mustBe(`${here}.allowed_account_ids`, allowed_account_ids, [accountId]),
        ...mustBe(`${here}.assume_role`, assume_role, assumeRole),
        ...expressionProblems(default_tags, `${here}.default_tags`, new Set()),
        ...surplus(here, more),
      ];
    }),
    ...surplus("provider", others),
  ];
}

const surplus = (place: string, others: JsonObject): readonly PlaceProblem[] =>
  Object.keys(others)
    .filter((key) => key !== "//")
    .map((key) => ({ place: `${place}.${key}`, message: `got ${show(others[key])}; leave it out` }));
