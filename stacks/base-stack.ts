import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { S3Backend, type TerraformElement, type TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Estate } from "../src/model.ts";
import {
  awsProviderVersions,
  pipelineApplyRole,
  pipelinePlanRole,
  roleArn,
  type Scope,
  stackTag,
  stateBucket,
  stateKey,
  stateKeyAliasArn,
  terraformVersions,
} from "../src/names.ts";

export interface BaseStackProps {
  readonly estate: Estate;
  readonly scope: Scope;
  /** The one account the stack may touch. */
  readonly accountId: string;
  /** The first is where what AWS keeps once an account, such as IAM roles, is sent. */
  readonly regions: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** What every stack has: a provider for each Region, pinned to one account, remote state, and versions. */
export abstract class BaseStack extends TerraformStack {
  /** Provider for what AWS keeps once an account. */
  readonly global: TerraformProvider;
  readonly #providers: ReadonlyMap<string, TerraformProvider>;

  constructor(construct: Construct, id: string, { estate, scope, accountId, regions, tags }: BaseStackProps) {
    super(construct, id);

    this.addOverride("terraform.required_version", terraformVersions);
    this.addOverride("terraform.required_providers.aws.version", awsProviderVersions);
    new S3Backend(this, {
      bucket: stateBucket(estate),
      key: stateKey(scope, id),
      region: estate.shared.region,
      encrypt: true,
      kmsKeyId: stateKeyAliasArn(estate),
    });
    // CDKTF 0.21 has no property for it
    this.addOverride("terraform.backend.s3.use_lockfile", true);

    this.#providers = new Map(
      [...new Set(regions)].map((region) => [
        region,
        new AwsProvider(this, `aws-${region}`, {
          alias: region,
          region,
          allowedAccountIds: [accountId],
          ...(scope === "bootstrap" ? {} : { assumeRole: [{ roleArn: pipelineRole(estate, scope, accountId) }] }),
          defaultTags: [{ tags: { [stackTag]: id, ...tags } }],
        }),
      ]),
    );
    this.global = this.in(regions[0] ?? "");
  }

  /** @throws for a Region that the stack was not made for. */
  in(region: string): TerraformProvider {
    const provider = this.#providers.get(region);
    if (!provider) throw new Error(`stack ${this.node.id} has no provider for ${region}`);
    return provider;
  }

  /**
   * Readable addresses, such as `aws_backup_vault.eu-west-2_vault`: people write them in allowances and read them in
   * plans. Construct ids hold no underscore, so that two paths never give one address.
   */
  protected override allocateLogicalId(element: TerraformElement): string {
    return element.node.path.split("/").slice(1).join("_");
  }
}

// a saved plan keeps the expression, so that it is planned with the one role and applied with the other
function pipelineRole(estate: Estate, scope: Scope, accountId: string) {
  const apply = roleArn(estate, accountId, pipelineApplyRole(scope));
  const plan = roleArn(estate, accountId, pipelinePlanRole);
  return `\${terraform.applying ? "${apply}" : "${plan}"}`;
}
