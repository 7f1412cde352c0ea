import { quotas } from "../../../src/aws/quotas.ts";
import type { Kind } from "./documents.ts";
import { type Organization, templateIn } from "./organization.ts";

/**
 * The most that AWS takes of each: by the product's own table, where that has it. The others by
 * docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html, and the user guides of sns and s3
 */
export const mostCharacters: Readonly<Record<Kind, number>> = {
  trust: quotas.trustPolicyCharacters.most,
  "inline policy": quotas.inlinePolicyCharacters.most,
  "managed policy": quotas.managedPolicyCharacters.most,
  "vault policy": 20_480,
  "key policy": quotas.keyPolicyBytes.most,
  "bus policy": 10_240,
  "topic policy": 30_720,
  "bucket policy": 20_480,
  "service control policy": 10_240,
  "resource control policy": quotas.resourceControlPolicyCharacters.most,
  "delegation policy": quotas.delegationPolicyCharacters.most,
};

export interface Size {
  readonly what: string;
  readonly characters: number;
  readonly most: number;
}

/** Every document by its name, and the template of the pipeline's roles: the longest that there is of each. */
export function documentSizes({ written, resources }: Organization): readonly Size[] {
  const sizes = new Map<string, Size>();
  for (const { kind, of, document } of written) {
    const what = `${kind} of ${of}`;
    const characters = Math.max(JSON.stringify(document).length, sizes.get(what)?.characters ?? 0);
    sizes.set(what, { what, characters, most: mostCharacters[kind] });
  }
  const template = {
    what: "template of the pipeline's roles",
    characters: templateIn(resources).length,
    most: quotas.templateBytes.most,
  };
  return [template, ...sizes.values()];
}

export const roomLeft = ({ characters, most }: Size): number => Math.floor((100 * (most - characters)) / most);
