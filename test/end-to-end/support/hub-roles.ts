import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Estate } from "../../../src/model.ts";
import { hubApplyRole, hubDeployPlanRole, hubPlanRole, roleArn, type Scope } from "../../../src/names.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";
import { githubToken, type Job } from "./github-token.ts";

/** What tells a program who it is and where AWS is. */
export type Credentials = Readonly<Record<string, string>>;

/** Roles of the shared account, as jobs take them: by GitHub's token, without a secret. Each throws when it may not. */
export function hubRoles(standIn: () => StandIn, estate: Estate) {
  const { accountId, region } = estate.shared;

  async function take(role: string, job: Job): Promise<Credentials> {
    const { url } = standIn();
    const sts = new STSClient({ endpoint: url, region });
    try {
      const { Credentials } = await sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleArn(estate, accountId, role),
          RoleSessionName: "lockstep",
          WebIdentityToken: githubToken(estate, job),
        }),
      );
      return {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
        AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
        AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
      };
    } finally {
      sts.destroy();
    }
  }

  return {
    plan: () => take(hubPlanRole, "pull request"),
    deployPlan: () => take(hubDeployPlanRole, "branch"),
    apply: (scope: Scope) => take(hubApplyRole(scope), { environment: scope }),
  };
}
