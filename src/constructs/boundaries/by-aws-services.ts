import type { Conditions } from "../policy-document.ts";

/** That a key is used by these services of AWS, on the caller's behalf. In China their names end in `.com.cn`. */
export const byAwsServices = (...services: readonly string[]): Conditions => ({
  StringLike: { "kms:ViaService": services.map((service) => `${service}.*.amazonaws.com*`) },
});
