import { expect, test, vi } from "vitest";
import { effectivePolicy } from "../../src/commands/effective-policy.ts";
import { type Changes, configWith, edit } from "../support/config.ts";

/** What a person sees who asks for an account. */
function shown(account: string, format: "text" | "json" = "text", changes: Changes = {}) {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const code = effectivePolicy(configWith(changes), account, format);
    const [written, said] = [out, err].map(({ mock }) => mock.calls.map(([text]) => String(text)).join(""));
    return { code, out: written ?? "", err: said ?? "" };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

test("shows schedule, windows, vaults, retention, copies, Regions and selections of every plan", () => {
  const { code, out } = shown("ledger-prod");

  expect(code).toBe(0);
  expect(out).toBe(`ledger-prod · 555555555503 · prod

lockstep-bronze in eu-west-2
  rule     schedule (UTC)     starts within  completes within  vault                                                                     kept
  nightly  cron(0 3 ? * * *)  2h             8h                lockstep-local                                                            7d
    copy                                                       arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod  35d
    copy                                                       arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod  35d
  selection everything-except: *
    where string_not_equals aws:ResourceTag/backup-plan gold
    where string_not_equals aws:ResourceTag/backup-plan none
    where string_not_equals aws:ResourceTag/backup-plan silver
    as arn:aws:iam::555555555503:role/lockstep-AWSBackup-backup

lockstep-silver in eu-west-2
  rule     schedule (UTC)       starts within  completes within  vault                                                                     kept
  nightly  cron(30 1 ? * * *)   1h             6h                lockstep-local                                                            21d
    copy                                                         arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod  35d
    copy                                                         arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod  35d
  monthly  cron(30 11 1 * ? *)  2h             8h                lockstep-local                                                            35d
    copy                                                         arn:aws:backup:eu-west-2:333333333333:backup-vault:lockstep-central-prod  1y, cold after 30d, EBS archived too
    copy                                                         arn:aws:backup:eu-west-1:333333333333:backup-vault:lockstep-central-prod  1y, cold after 30d, EBS archived too
  selection tagged: tag backup-plan = silver
    as arn:aws:iam::555555555503:role/lockstep-AWSBackup-backup
`);
});

test("shows an account's own plan beside those of its unit", () => {
  const changes = { "accounts/warehouse-prod.yaml": (text: string) => `${text}plans: [gold]\n` };

  expect(shown("warehouse-prod").out.match(/^lockstep-.*/gm)).toEqual([
    "lockstep-bronze in eu-west-2",
    "lockstep-silver in eu-west-2",
  ]);
  expect(shown("warehouse-prod", "text", changes).out.match(/^lockstep-.*/gm)).toEqual([
    "lockstep-bronze in eu-west-2",
    "lockstep-silver in eu-west-2",
    "lockstep-gold in eu-west-2",
  ]);
});

test("shows every Region, continuous backup, and a selection by type", () => {
  const { out } = shown("payments-prod", "text", {
    "accounts/payments-prod.yaml": (text) => `${text}regions: [eu-west-2, eu-west-1]\n`,
    "plans/gold.yaml": edit("tag: { backup-plan: gold }", "tag: { backup-plan: gold }, types: [RDS]"),
  });

  expect(out).toContain("lockstep-gold in eu-west-1, eu-west-2\n");
  expect(out).toMatch(/^ {2}four-hourly .* lockstep-local .* 14d, continuous$/m);
  expect(out).toContain(
    "  selection tagged-1: arn:aws:rds:*:*:db:*\n    where string_equals aws:ResourceTag/backup-plan gold\n",
  );
});

test("gives JSON as AWS shows it, $account included", () => {
  const { code, out } = shown("payments-prod", "json");

  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out).plans)).toEqual(["lockstep-bronze", "lockstep-gold", "lockstep-silver"]);
  expect(JSON.parse(out).plans["lockstep-silver"].selections).toEqual({
    tags: {
      tagged: {
        iam_role_arn: "arn:aws:iam::$account:role/lockstep-AWSBackup-backup",
        tag_key: "backup-plan",
        tag_value: ["silver"],
      },
    },
  });
  expect(out).not.toContain("@@");
});

test("says that nothing runs in a retired account", () => {
  expect(shown("legacy-crm")).toMatchObject({
    code: 0,
    out: "legacy-crm · 666666666604 · nonprod · retired: no backup policy reaches it, nothing runs there\n",
  });
  expect(shown("legacy-crm", "json")).toMatchObject({ code: 0, out: "{}\n" });
});

test.each([
  ["payment-prod", "did you mean payments-prod?"],
  [
    "555555555503",
    "use one of lakehouse-prod, ledger-prod, legacy-crm, payments-dev, payments-prod, sandbox, storefront-prod, storefront-staging, warehouse-prod",
  ],
])("knows no account %s, and says which there are", (account, wayOut) => {
  const { code, out, err } = shown(account);

  expect({ code, out, said: err.trimEnd().split("\n").at(-1) }).toEqual({
    code: 1,
    out: "",
    said: `no account named "${account}"; ${wayOut}`,
  });
});

test("shows nothing of a config with an error", () => {
  const { code, out, err } = shown("ledger-prod", "text", {
    "accounts/ledger-prod.yaml": edit("silver, bronze", "silvr"),
  });

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain('no plan named "silvr"; did you mean silver?');
  expect(err).toMatch(/nothing to show\n$/);
});
