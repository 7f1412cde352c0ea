import { expect, test } from "vitest";
import type { AccountExplanation, PlaceExplanation } from "../../src/explain/account-explanation.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import type { Lost } from "../../src/explain/lost-at-worst.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const estate = estateOf(exampleConfig);
const account = estate.accounts.find(({ name }) => name === "ledger-prod");
if (!account) throw new Error("no account ledger-prod");

const everything = (kinds: readonly string[], reason: string): Lost => ({
  disaster: "account",
  kinds,
  minutes: null,
  worst: null,
  restoredFrom: null,
  reason,
});
const bounded = (kinds: readonly string[], minutes: number): Lost => ({
  disaster: "account",
  kinds,
  minutes,
  worst: null,
  restoredFrom: { where: "central", region: "eu-west-2", continuousDays: null },
  reason: "",
});

function linesOf(lost: readonly Lost[], places: readonly PlaceExplanation[] = []): readonly string[] {
  const explained = explainAccount(estate, account as AccountExplanation["account"], { atMinute: 0, type: null });
  const [plan] = explained.plans;
  const [rule] = plan?.rules ?? [];
  if (!plan || !rule) throw new Error("no plan reaches ledger-prod");
  return explanationLines({ ...explained, plans: [{ ...plan, rules: [{ ...rule, places }], lost }] });
}
const ofAccount = (lost: readonly Lost[]) => {
  const lines = linesOf(lost);
  const first = lines.indexOf("  lost at worst with the account") + 1;
  return lines.slice(first, lines.indexOf("  lost at worst with the Region eu-west-2"));
};

test("what is lost is told from the least on, the ordinary case last where it is long", () => {
  expect(ofAccount([bounded(["A", "B", "C", "D"], 60), bounded(["E"], 180), bounded(["F"], 120)])).toEqual([
    "    2h  of F         from central in eu-west-2",
    "    3h  of E         from central in eu-west-2",
    "    1h  of all else  from central in eu-west-2",
  ]);
  expect(ofAccount([bounded(["A", "B", "C"], 120), bounded(["E"], 180), bounded(["F"], 60)])).toEqual([
    "    1h  of F        from central in eu-west-2",
    "    2h  of A, B, C  from central in eu-west-2",
    "    3h  of E        from central in eu-west-2",
  ]);
});

test("everything is told before what has a measure, with its reason", () => {
  expect(ofAccount([bounded(["A"], 60), everything(["B"], "no rule copies")])).toEqual([
    "    everything  of B  no rule copies",
    "    1h          of A  from central in eu-west-2",
  ]);
});

test("a place says by when it is there, until when, what turns cold and how it is locked", () => {
  const place: PlaceExplanation = {
    accountId: "333333333333",
    region: "eu-west-2",
    vault: "v",
    lock: null,
    lifecycle: { deleteAfterDays: 365, coldAfterDays: 30, archiveEbs: false },
    coldKinds: [],
    usableByMinute: 60,
    expiresMinute: 1440,
  };
  const lock = { mode: "compliance", armedOn: null } as unknown as NonNullable<PlaceExplanation["lock"]>;
  const lines = linesOf(
    [bounded(["A"], 60)],
    [
      place,
      { ...place, coldKinds: ["EFS", "S3"], lock },
      { ...place, usableByMinute: null, expiresMinute: null, lock: { ...lock, armedOn: "2026-01-01" } as typeof lock },
    ],
  );

  expect(lines.filter((line) => line.includes("v in 333333333333"))).toEqual([
    "    v in 333333333333, eu-west-2  there by 1970-01-01 01:00  until 1970-01-02 00:00 (1y)                           not locked",
    "    v in 333333333333, eu-west-2  there by 1970-01-01 01:00  until 1970-01-02 00:00 (1y, cold after 30d: EFS, S3)  governance lock",
    "    v in 333333333333, eu-west-2                                                                                   compliance lock",
  ]);
});

test("only the kinds that turn cold in a place are named there", () => {
  const { plans } = explainAccount(estate, account as AccountExplanation["account"], { atMinute: 0, type: null });
  const places = plans.flatMap(({ rules }) => rules.flatMap((rule) => rule.places));
  const cold = places.filter(({ lifecycle }) => lifecycle.coldAfterDays !== null);
  const archived = cold.filter(({ lifecycle }) => lifecycle.archiveEbs);

  expect(archived.length).toBeGreaterThan(0);
  for (const { coldKinds } of archived) expect(coldKinds).toEqual(["DynamoDB", "EBS", "EFS"]);
  for (const { lifecycle, coldKinds } of places) if (lifecycle.coldAfterDays === null) expect(coldKinds).toEqual([]);
});

test("what the plan believes of the resources' own windows is told where there are such resources", () => {
  const lines = (type: string | null) => explanationLines(explainAccount(estate, account, { atMinute: 0, type }));
  const believed = "  believed of the resources: their own backup and maintenance windows lie in 19:30-20:30 UTC";

  expect(lines("RDS")).toContain(believed);
  expect(lines("EBS")).not.toContain(believed);
  expect(lines("S3").filter((line) => line.includes("AVAILABLE"))).toEqual([]);
});
