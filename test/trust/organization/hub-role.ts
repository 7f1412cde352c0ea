import { githubOidcHost } from "../../../src/names.ts";
import type { Caller } from "../../emulator/model/access.ts";
import { AwsError } from "../../emulator/model/aws-error.ts";
import { githubIds } from "../../support/github-ids.ts";
import type { DisasterWorld } from "./disaster-world.ts";
import { judge } from "./judge.ts";
import { roleArn } from "./people.ts";

/** What GitHub says of a workflow's run. */
export interface Workflow {
  /** `pull_request`, `ref:refs/heads/main`, or `environment:<name>`. */
  readonly context: string;
  readonly ref: string;
  /** `owner/name`. @default the repository of config */
  readonly repository?: string;
}

export const ofPullRequest: Workflow = { context: "pull_request", ref: "refs/pull/7/merge" };
export const onMain: Workflow = { context: "ref:refs/heads/main", ref: "refs/heads/main" };
export const inEnvironment = (name: string): Workflow => ({ context: `environment:${name}`, ref: "refs/heads/main" });

/** A workflow takes a role of the shared account with GitHub's token. @throws AwsError when the role does not let it in */
export async function takeHubRole(
  { cloud, estate }: DisasterWorld,
  { context, ref, repository = estate.pipeline.repository }: Workflow,
  name: string,
): Promise<Caller> {
  const { accountId } = estate.shared;
  const arn = roleArn(accountId, name);
  const role = cloud.iam.role(arn);
  if (!role) throw new Error(`got no role ${arn}; an attempt on it would prove nothing`);
  const principalArn = `arn:aws:iam::${accountId}:oidc-provider/${githubOidcHost}`;
  const { allowed, because } = await judge({
    principalArn,
    action: "sts:AssumeRoleWithWebIdentity",
    resourceArn: arn,
    resourceAccountId: accountId,
    context: {
      [`${githubOidcHost}:aud`]: "sts.amazonaws.com",
      [`${githubOidcHost}:sub`]: `repo:${repository}:${context}`,
      [`${githubOidcHost}:ref`]: ref,
      ...githubIds(estate.pipeline, repository),
    },
    identityPolicies: [],
    boundary: null,
    serviceControlPolicies: [],
    resourceControlPolicies: cloud.organizations.resourceControlPolicies(accountId),
    resourcePolicy: { name: `trust of ${name}`, document: role.trust },
  });
  if (!allowed)
    throw new AwsError(
      "AccessDeniedException",
      `Not authorized to perform sts:AssumeRoleWithWebIdentity (${because})`,
      403,
    );
  return { arn, accountId };
}
