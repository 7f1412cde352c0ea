import type * as aws from "@aws-sdk/client-backup";
import type { Caller, Context, Target } from "../access.ts";
import { enter, notFound, required } from "./gate.ts";
import { recoveryPointTarget } from "./recovery-point.ts";
import { tagContext, vaultTarget } from "./vault.ts";
import type { World } from "./world.ts";

type Tags = Readonly<Record<string, string>>;

interface Tagged {
  readonly target: Target;
  readonly tags: Tags;
  readonly put: (tags: Tags) => void;
}

/** Tags of vaults, recovery points and access points. */
export class TagOperations {
  readonly #world: World;
  readonly #ofRecoveryPoints = new Map<string, Tags>();

  constructor(world: World) {
    this.#world = world;
  }

  async list(caller: Caller, region: string, input: aws.ListTagsInput): Promise<aws.ListTagsOutput> {
    const { target } = this.#find(caller, input.ResourceArn);
    await enter(this.#world, caller, region, "backup:ListTags", target);
    return { Tags: { ...this.#find(caller, input.ResourceArn).tags } };
  }

  async tag(caller: Caller, region: string, input: aws.TagResourceInput): Promise<void> {
    const { target } = this.#find(caller, input.ResourceArn);
    const wanted = input.Tags ?? {};
    const context: Context = { ...tagContext(wanted, "Request"), "aws:TagKeys": Object.keys(wanted) };
    await enter(this.#world, caller, region, "backup:TagResource", target, context);
    const { tags, put } = this.#find(caller, input.ResourceArn);
    put({ ...tags, ...wanted });
  }

  async untag(caller: Caller, region: string, input: aws.UntagResourceInput): Promise<void> {
    const { target } = this.#find(caller, input.ResourceArn);
    const unwanted = input.TagKeyList ?? [];
    await enter(this.#world, caller, region, "backup:UntagResource", target, { "aws:TagKeys": unwanted });
    const { tags, put } = this.#find(caller, input.ResourceArn);
    put(Object.fromEntries(Object.entries(tags).filter(([key]) => !unwanted.includes(key))));
  }

  /** @throws AwsError when the account has no such thing */
  #find({ accountId }: Caller, resourceArn: string | undefined): Tagged {
    const { vaults, recoveryPoints, accessPoints } = this.#world;
    const arn = required(resourceArn, "ResourceArn");
    const vault = vaults.get(arn);
    if (vault?.accountId === accountId) {
      return { target: vaultTarget(vault), tags: vault.tags, put: (tags) => vaults.put({ ...vault, tags }) };
    }
    const accessPoint = accessPoints.get(arn);
    if (accessPoint?.accountId === accountId) {
      const { tags } = accessPoint;
      const target = { arn, accountId, policy: null, context: tagContext(tags, "Resource") };
      return { target, tags, put: (changed) => accessPoints.put({ ...accessPoint, tags: changed }) };
    }
    const point = recoveryPoints.get(arn);
    const holder = vaults.get(point?.vaultArn ?? "");
    if (point?.accountId !== accountId || !holder) throw notFound(`Resource ${arn} does not exist`);
    return {
      target: recoveryPointTarget(point, holder),
      tags: this.#ofRecoveryPoints.get(arn) ?? {},
      put: (tags) => this.#ofRecoveryPoints.set(arn, tags),
    };
  }
}
