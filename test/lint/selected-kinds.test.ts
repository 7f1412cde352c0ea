import { expect, test } from "vitest";
import { findingsOf, policyWith } from "./support/policy.ts";

const chosen = "/plans/p/selections/resources/chosen";
const airGapped = (changes: Parameters<typeof policyWith>[0]) =>
  findingsOf(
    policyWith({
      "/plans/p/rules/daily/target_logically_air_gapped_backup_vault_arn/@@assign":
        "arn:aws:backup:$region:$account:backup-vault:gap",
      ...changes,
    }),
  ).filter((finding) => finding.includes("policy-air-gapped-types"));

test("what a plan names is judged by its types; everything, and what is left out again, names none", () => {
  expect(airGapped({ [`${chosen}/resource_types/@@assign`]: ["arn:aws:rds:*:*:db:*"] })).toHaveLength(1);
  expect(airGapped({ [`${chosen}/resource_types/@@assign`]: ["*"] })).toEqual([]);
  expect(
    airGapped({
      [`${chosen}/resource_types/@@assign`]: ["arn:aws:rds:*:*:db:*", "arn:aws:elasticfilesystem:*:*:file-system/*"],
      [`${chosen}/not_resource_types/@@assign`]: ["arn:aws:rds:*:*:db:*"],
    }),
  ).toEqual([]);
});
