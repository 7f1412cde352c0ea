import { AwsError } from "../aws-error.ts";

/** An organization has one resource policy or none. */
export const resourcePolicyId = "rp-0000000001";

/** The organization's resource policy, which delegates its actions to accounts. */
export class DelegationPolicy {
  #content: string | null = null;

  /** `null`: there is none. */
  content(): string | null {
    return this.#content;
  }

  /** @throws AwsError `ResourcePolicyNotFoundException` */
  require(): string {
    if (this.#content !== null) return this.#content;
    throw new AwsError("ResourcePolicyNotFoundException", "We can't find a resource policy.");
  }

  put(content: string): void {
    this.#content = content;
  }

  delete(): void {
    this.#content = null;
  }
}
