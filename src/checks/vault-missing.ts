import type { Complaint } from "../diagnostics/complaint.ts";
import { inAccount } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { type PolicyReaching, policiesReaching } from "../estate/policies-reaching.ts";

export const vaultMissing = assertion({
  id: "vault-missing",
  severity: "error",
  what: "a plan that runs in an account or Region without a vault for it",
  why: "AWS attaches the policy; every backup there fails when it runs.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html",
  check: (estate) => policiesReaching(estate).flatMap(judge),
});

function judge({ policy: { class: cls, regions }, account, through }: PolicyReaching): readonly Complaint[] {
  const at = (key: string) => inAccount(account.name, key);
  const complaints: Complaint[] = [];
  if (account.class !== cls) {
    complaints.push({
      at: at("class"),
      got: `got ${account.class}, but ${through} copies to central ${cls}, which does not know the account`,
      use: `use ${cls}, or another unit`,
    });
  }
  if (account.state === "retired") {
    complaints.push({
      at: at("state"),
      got: `got retired, but ${through} still backs it up`,
      use: "take the account out of the unit",
    });
  }
  const missing = regions.filter((region) => !account.regions.includes(region));
  return [
    ...complaints,
    ...missing.map((region) => ({
      at: at("regions"),
      got: `got no vault in ${region}, where ${through} runs, so that each of its backups there would fail`,
      use: `add ${region}, or use another plan`,
    })),
  ];
}
