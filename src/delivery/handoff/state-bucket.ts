import { type JsonObject, objectAt } from "../stack/json-object.ts";

/** The bucket of a stack's state, where the pipeline keeps its own objects too. */
export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
}

/** @throws when the stack's JSON has no S3 backend. */
export function stateBucketOf(stack: string, json: JsonObject): StateBucket {
  const { bucket, region } = objectAt(json, "terraform", "backend", "s3");
  if (typeof bucket !== "string" || typeof region !== "string") {
    throw new Error(
      `${stack}: terraform.backend.s3: got bucket ${JSON.stringify(bucket)} in region ${JSON.stringify(region)}; use a folder that \`lockstep synth\` wrote`,
    );
  }
  return { bucket, region };
}

/**
 * The one bucket of several stacks.
 *
 * @throws when they have two, or when there is no stack: plans and ledger would be looked for in the wrong place
 */
export function commonBucket(stacks: Iterable<readonly [stack: string, json: JsonObject]>): StateBucket {
  const buckets = new Map<string, StateBucket>();
  for (const [stack, json] of stacks) {
    const place = stateBucketOf(stack, json);
    buckets.set(`${place.bucket} in ${place.region}`, place);
  }
  const [only, ...others] = buckets.values();
  if (only && others.length === 0) return only;
  throw new Error(
    `terraform.backend.s3: got ${buckets.size === 0 ? "no stack" : [...buckets.keys()].sort().join(", ")}; use one bucket for all stacks`,
  );
}
