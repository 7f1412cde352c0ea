import { CloudformationStackSet } from "@cdktf/provider-aws/lib/cloudformation-stack-set/index.js";
import { CloudformationStackSetInstance } from "@cdktf/provider-aws/lib/cloudformation-stack-set-instance/index.js";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import type { Construct } from "constructs";
import { policiesStatements, targetCeiling } from "../src/constructs/pipeline-policies-policy.ts";
import { policyDocument, type Statement } from "../src/constructs/policy-document.ts";
import { Role } from "../src/constructs/role.ts";
import { StateBucket } from "../src/constructs/state-bucket.ts";
import { trustIn, trustInGitHub } from "../src/constructs/trust.ts";
import { githubSubjects } from "../src/github-subjects.ts";
import { accountClasses, type Estate } from "../src/model.ts";
import {
  accountRootArn,
  classTag,
  githubOidcHost,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  pipelineApplyRole,
  pipelinePlanRole,
  pipelineScopes,
  pipelineStackSet,
  policiesBoundary,
  roleArn,
  type Scope,
  stateBucket,
  stateKeyAlias,
} from "../src/names.ts";
import { BaseStack } from "./base-stack.ts";
import { pipelineRoles } from "./pipeline-roles.ts";

/**
 * Where everything else stands on, applied by a person and never by the pipeline: the state, the trust in GitHub, and
 * the roles with which the pipeline enters accounts.
 */
export class BootstrapStack extends BaseStack {
  readonly #state: StateBucket;
  readonly #stateArn: string;

  constructor(construct: Construct, estate: Estate) {
    const { accountId, region } = estate.shared;
    super(construct, "bootstrap", { estate, scope: "bootstrap", accountId, regions: [region] });
    const provider = this.global;

    this.#stateArn = `arn:${estate.partition}:s3:::${stateBucket(estate)}`;
    this.#state = new StateBucket(this, "state", {
      provider,
      name: stateBucket(estate),
      arn: this.#stateArn,
      keyAlias: stateKeyAlias,
      accountRootArn: accountRootArn(estate, accountId),
    });

    if (estate.pipeline.createOidcProvider) {
      new IamOpenidConnectProvider(this, "github", {
        provider,
        url: `https://${githubOidcHost}`,
        clientIdList: ["sts.amazonaws.com"],
        lifecycle: { preventDestroy: true },
      });
    }
    this.#addPlanRoles(estate);
    for (const { scope } of pipelineScopes) {
      if (scope !== "management" || estate.management) this.#addApplyRole(estate, scope);
    }
    this.#addPoliciesRoles(estate);
    this.#addAccountRoles(estate);
  }

  #addPlanRoles(estate: Estate) {
    const { pipeline } = estate;
    const branch = `ref:refs/heads/${pipeline.branch}`;
    const add = (id: string, name: string, description: string, contexts: readonly string[], more: Statement[]) =>
      new Role(this, id, {
        provider: this.global,
        name,
        description,
        trust: trustInGitHub({
          ...oidc(estate),
          subjects: contexts.flatMap((context) => githubSubjects(pipeline, context)),
          ref: null,
        }),
        boundaryArn: null,
        maxSessionHours: hubSessionHours,
        statements: [
          ...this.#read(["state/*", "ledger/*"]),
          {
            Sid: "EnterAccounts",
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Resource: roleArn(estate, "*", pipelinePlanRole),
            Condition: { StringEquals: { "aws:ResourceOrgID": estate.organization.id } },
          },
          ...more,
        ],
      });

    // whoever opens a pull request can take this role: it reads, and it reads nothing that is worth having
    add("plan", hubPlanRole, "plans pull requests and looks for drift", ["pull_request", branch], []);
    // and cannot take this one, or it could put a plan of its own in the place of one that waits for approval
    add(
      "deploy-plan",
      hubDeployPlanRole,
      "plans what was merged and keeps the plans",
      [branch],
      [
        { Sid: "KeepPlans", Effect: "Allow", Action: "s3:PutObject", Resource: `${this.#stateArn}/plans/*` },
        this.#encrypt(),
      ],
    );
  }

  #addApplyRole(estate: Estate, scope: Scope) {
    const { pipeline } = estate;
    const account = accountOf(estate, scope);
    const state = this.#applyObjects(scope);
    const enter = (accountId: string): Statement => ({
      Sid: "Enter",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Resource: roleArn(estate, accountId, pipelineApplyRole(scope)),
    });
    // the `shared` stack adds the list of application accounts to these roles: it can add no more than accounts
    const boundary =
      account === null
        ? new IamPolicy(this, `ceiling-${scope}`, {
            provider: this.global,
            name: `${hubApplyRole(scope)}-boundary`,
            description: `what ${hubApplyRole(scope)} can do at most`,
            policy: policyDocument([...state, enter("*")]),
          })
        : null;
    new Role(this, `apply-${scope}`, {
      provider: this.global,
      name: hubApplyRole(scope),
      description: `applies ${scope}, from its GitHub environment`,
      trust: trustInGitHub({
        ...oidc(estate),
        subjects: githubSubjects(pipeline, `environment:${scope}`),
        ref: `refs/heads/${pipeline.branch}`,
      }),
      boundaryArn: boundary?.arn ?? null,
      maxSessionHours: hubSessionHours,
      statements: [...state, account === null ? neverEnter(estate) : enter(account)],
    });
  }

  /** State, ledger and failures of one scope; of saved plans it reads its own and writes none. */
  #applyObjects(scope: Scope): readonly Statement[] {
    const kept = ["state", "ledger", "runs"].map((folder) => `${folder}/${scope}/*`);
    // an account is let go of only when its policies are known to be detached
    const policies =
      scope === "app-prod" || scope === "app-nonprod" ? [`ledger/${scope.replace("app", "policies")}/*`] : [];
    return [
      ...this.#read([...kept, `plans/${scope}/*`, ...policies]),
      {
        Sid: "Write",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: kept.map((key) => `${this.#stateArn}/${key}`),
      },
      {
        Sid: "Unlock",
        Effect: "Allow",
        Action: "s3:DeleteObject",
        Resource: `${this.#stateArn}/state/${scope}/*.tflock`,
      },
      this.#encrypt(),
    ];
  }

  #encrypt(): Statement {
    return { Sid: "Encrypt", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: this.#state.key.arn };
  }

  #read(keys: readonly string[]): readonly Statement[] {
    return [
      {
        Sid: "Read",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: keys.map((key) => `${this.#stateArn}/${key}`),
      },
      {
        Sid: "List",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: this.#stateArn,
        Condition: { StringLike: { "s3:prefix": keys } },
      },
      { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: this.#state.key.arn },
    ];
  }

  /** Policies of prod and of non-prod are changed by two roles, of which neither can touch the other's. */
  #addPoliciesRoles(estate: Estate) {
    for (const cls of accountClasses) {
      const scope = `policies-${cls}` as const;
      const statements = policiesStatements({ partition: estate.partition, classTag, class: cls });
      const boundary = new IamPolicy(this, `ceiling-${scope}`, {
        provider: this.global,
        name: policiesBoundary(cls),
        description: `what ${pipelineApplyRole(scope)} can do at most`,
        policy: policyDocument([
          ...statements,
          ...targetCeiling({
            partition: estate.partition,
            exceptAccountIds: specialAccounts(estate),
          }),
        ]),
      });
      new Role(this, `enter-${scope}`, {
        provider: this.global,
        name: pipelineApplyRole(scope),
        description: `changes the backup policies of ${cls} accounts`,
        trust: trustIn([roleArn(estate, estate.shared.accountId, hubApplyRole(scope))], {
          organizationId: estate.organization.id,
          // the workflow's own identity is the second factor; a role session carries none
          requireMfa: false,
        }),
        boundaryArn: boundary.arn,
        statements,
      });
    }
  }

  #addAccountRoles(estate: Estate) {
    const provider = this.global;
    const stackSet = new CloudformationStackSet(this, "pipeline-roles", {
      provider,
      name: pipelineStackSet,
      description: "the roles with which the backup pipeline and the vault custodian enter an account",
      permissionModel: "SERVICE_MANAGED",
      callAs: "DELEGATED_ADMIN",
      capabilities: ["CAPABILITY_NAMED_IAM"],
      templateBody: pipelineRoles(estate),
      // an account that is moved out keeps its custodian
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      operationPreferences: { failureTolerancePercentage: 10, maxConcurrentPercentage: 25 },
      // AWS sets it for service-managed StackSets and the provider would unset it again
      lifecycle: { ignoreChanges: ["administration_role_arn"] },
    });
    for (const target of estate.pipeline.deployTo) {
      new CloudformationStackSetInstance(this, `pipeline-roles-${target}`, {
        provider,
        stackSetName: stackSet.name,
        callAs: "DELEGATED_ADMIN",
        deploymentTargets: { organizationalUnitIds: [target] },
        operationPreferences: { failureTolerancePercentage: 10, maxConcurrentPercentage: 25 },
      });
    }
  }
}

const oidc = (estate: Estate) => ({
  oidcProviderArn: `arn:${estate.partition}:iam::${estate.shared.accountId}:oidc-provider/${githubOidcHost}`,
  oidcHost: githubOidcHost,
});

// providers take their account's role again while this session lives: it must outlast the longest apply
const hubSessionHours = 4;

/** The one account of a scope; `null` for the application accounts, which the `shared` stack lists. */
function accountOf(estate: Estate, scope: Scope): string | null {
  switch (scope) {
    case "app-prod":
    case "app-nonprod":
      return null;
    case "central-prod":
      return estate.central.prod.accountId;
    case "central-nonprod":
      return estate.central.nonprod.accountId;
    case "management":
      return estate.organization.managementAccountId;
    default:
      return estate.shared.accountId;
  }
}

/** Whatever list of accounts the pipeline is given: these it does not enter as if they were application accounts. */
function neverEnter(estate: Estate): Statement {
  return {
    Sid: "NotTheSpecialAccounts",
    Effect: "Deny",
    Action: "sts:AssumeRole",
    Resource: specialAccounts(estate).map((account) => roleArn(estate, account, "*")),
  };
}

/** Accounts that are no application's. */
const specialAccounts = (estate: Estate): readonly string[] =>
  [
    estate.organization.managementAccountId,
    estate.shared.accountId,
    estate.central.prod.accountId,
    estate.central.nonprod.accountId,
  ].sort();
