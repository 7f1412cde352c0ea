import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectationOf } from "../../../src/commands/verify-synth.ts";
import { judgeByGuard } from "../../../src/delivery/guard/guard-rule.ts";
import { expectationChanged } from "../../../src/delivery/guard/rules/expectation-changed.ts";
import { fleetDeletes } from "../../../src/delivery/guard/rules/fleet-deletes.ts";
import { guardRules, planRules } from "../../../src/delivery/guard/rules/index.ts";
import { stackRemoved } from "../../../src/delivery/guard/rules/stack-removed.ts";
import { folderRules, synthRules } from "../../../src/delivery/guard/synth/rules/index.ts";
import type { SynthExample } from "../../../src/delivery/guard/synth/synth-rule.ts";
import { verifyFolder } from "../../../src/delivery/guard/synth/verify-folder.ts";
import { verifySynth } from "../../../src/delivery/guard/synth/verify-synth.ts";
import { guardRuleIds } from "../../../src/diagnostics/guard-rule-id.ts";
import { sentence } from "../../../src/diagnostics/sentence.ts";
import { synthesize } from "../../../src/synthesize.ts";
import { laidOver } from "../../rules/laid-over.ts";
import { exampleEstate, stacksOf } from "../../support/stacks.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { foundIn } from "./support/plan.ts";
import { plansOfExample } from "./support/plan-of-example.ts";

test("every word that people may write in an allowance is a rule, in its order", () => {
  expect(guardRules.map(({ id }) => id)).toEqual(guardRuleIds);
});

test.each([
  ["guard/rules", guardRules],
  ["guard/synth/rules", [...folderRules, ...synthRules]],
] as const)("every file of %s is a rule of that name, and in the list", (folder, rules) => {
  const files = readdirSync(join("src/delivery", folder)).filter((file) => file !== "index.ts");

  expect(files.length).toBeGreaterThan(10);
  expect(files.sort()).toEqual(rules.map(({ id }) => `${id}.ts`).sort());
});

test.each([...guardRules, ...folderRules, ...synthRules].map((rule) => [rule.id, rule] as const))(
  "%s says what it is, why it stops a stack, and who says so",
  (id, { what, why, source }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(what).toMatch(/^[a-z][^.]*$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
    if (source !== null) expect(source).toMatch(/^[\w-]+(\.[\w-]+)+\/\S+$/);
  },
);

/** Every place of an example at which nothing more stands, with what stands there. */
function leavesOf(value: unknown, path = ""): readonly (readonly [path: string, leaf: unknown])[] {
  const within = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return within.length === 0 ? [[path, value]] : within.flatMap(([key, part]) => leavesOf(part, `${path}/${key}`));
}

type Leaves = ReadonlyMap<string, unknown>;
const goneIn = (before: Leaves, after: Leaves) => [...before.keys()].filter((path) => !after.has(path));
const changedIn = (before: Leaves, after: Leaves) => [
  ...goneIn(before, after),
  ...[...after].filter(([path, leaf]) => before.get(path) !== leaf),
];

test("an example says something in each of its places, but where nothing is what it shows", () => {
  const places = [...planRules, ...folderRules, ...synthRules].flatMap(({ id, example }) => leavesOf(example, id));
  const empty = places.filter(([, leaf]) => leaf === "" || (typeof leaf === "object" && leaf !== null));

  expect(places.length).toBeGreaterThan(100);
  expect(empty.map(([place]) => place)).toEqual([
    "unjudged/bad",
    "synth-stack/good",
    "synth-file/bad/stacks/shared/more.tf",
    "synth-file/good/stacks/shared/.terraform.lock.hcl",
    "synth-provider/bad/provider/http/0",
  ]);
});

test("both changes of an example of the guard are of one value, and the good one takes nothing away, but where it takes more", () => {
  const changes = planRules.map(({ id, example: { before, bad, good } }) => {
    const was: Leaves = new Map(leavesOf(before));
    const better: Leaves = new Map(leavesOf(good));
    return [
      id,
      bad && changedIn(was, new Map(leavesOf(bad))).length,
      changedIn(was, better).length,
      goneIn(was, better).length,
    ];
  });

  expect(changes.length).toBeGreaterThan(20);
  expect(changes.filter(([, bad, good, gone]) => (bad ?? 1) !== 1 || good !== 1 || gone !== 0)).toEqual([
    ["replace", 2, 1, 0],
    ["unjudged", 2, 1, 0],
    ["copy-redirected", 2, 1, 0],
    ["plan-removed", 2, 1, 0],
    ["region-removed", 2, 1, 0],
    ["children-opened", 1, 2, 0],
    ["access-widened", 1, 1, 1],
    ["alerts-muted", 2, 2, 0],
  ]);
});

describe("of the guard", () => {
  test.each(planRules.map((rule) => [rule.id, rule] as const))(
    "%s: the bad example breaks it alone, the good one breaks nothing",
    (id, { example }) => {
      const { bad, good } = plansOfExample(example);

      expect(new Set(foundIn(bad).map(({ rule }) => rule))).toEqual(new Set([id]));
      expect(foundIn(good)).toEqual([]);
    },
  );

  test("what the bad example of each comes to is told at the attribute that it is about", () => {
    const told = planRules.map(({ id, example }) => [
      id,
      ...foundIn(plansOfExample(example).bad).map((found) => `${found.place.path.join(".")}: ${sentence(found)}`),
    ]);

    expect(told).toEqual([
      ["delete", ": aws_backup_vault is deleted; with it goes the vault, and every backup in it; keep it"],
      [
        "replace",
        ": aws_backup_vault is deleted and created anew; in between, or for ever, goes the vault, and every backup in it; keep it",
      ],
      [
        "forget",
        ": aws_backup_vault is left behind, seen by nobody; unguarded stays the vault, and every backup in it; keep it",
      ],
      [
        "unjudged",
        "target_key_id: target_key_id is known only after the apply, or secret, and cannot be judged; use a value that the plan shows",
      ],
      [
        "lock-weakened",
        "min_retention_days: the shortest retention of the lock falls from 7 to 6 days; keep 7 or more",
      ],
      [
        "lock-armed",
        "changeable_for_days: a compliance lock is armed: 14 days after the apply nobody can ever remove it, AWS included; leave arm out",
      ],
      ["lock-cooling-off", "changeable_for_days: the cooling-off of the lock changes from 14 to 3 days; keep 14"],
      ["retention-lowered", "content: rule daily of plan gold keeps for 14 days instead of 35 days; keep 35 days"],
      [
        "cold-sooner",
        "content: rule daily of plan gold moves to cold storage after 7 days instead of after 30 days; keep after 30 days",
      ],
      [
        "copy-removed",
        "content: rule daily of plan gold no longer copies to arn:aws:backup:eu-west-2:333333333333:backup-vault:central; keep the copy",
      ],
      [
        "copy-redirected",
        "content: rule daily of plan gold copies to arn:aws:backup:eu-west-2:999999999999:backup-vault:mine instead of arn:aws:backup:eu-west-2:333333333333:backup-vault:central; keep the copy",
      ],
      [
        "vault-redirected",
        "content: rule daily of plan gold backs up into mine instead of lockstep-local; keep the vault",
      ],
      ["plan-removed", "content: plan gold is gone; keep it"],
      ["rule-removed", "content: rule daily is gone from plan gold; keep it"],
      ["region-removed", "content: plan gold no longer runs in eu-west-1; keep it"],
      [
        "schedule-thinned",
        "content: rule daily of plan gold starts less often: at most every 7d instead of 1d; keep the schedule",
      ],
      ["selection-narrowed", "content: plan gold no longer selects resources with tag plan = gilt; keep them"],
      ["continuous-lost", "content: rule daily of plan gold makes no continuous backups any more; keep them"],
      ["vss-lost", "content: plan gold no longer backs up Windows through VSS; keep it"],
      ["point-tags-lost", "content: recovery points of rule daily of plan gold no longer get tier = one; keep it"],
      [
        "backup-role-changed",
        "content: plan gold backs up with arn:aws:iam::$account:role/mine instead of arn:aws:iam::$account:role/lockstep-AWSBackup-backup; keep the role",
      ],
      [
        "children-opened",
        "content: policies further down may newly change plans.gold.rules; keep @@operators_allowed_for_child_policies there",
      ],
      ["denial-lost", "policy: no longer denies backup:DeleteRecoveryPoint (statement Stays); keep the denial"],
      [
        "access-widened",
        "policy: newly allows backup:CopyIntoBackupVault for AWS:999999999999 (statement In); keep to who had it",
      ],
      [
        "boundary-lost",
        "permissions_boundary: permissions_boundary changes from arn:aws:iam::555555555501:policy/lockstep-boundary-auditor to none; keep it",
      ],
      ["key-weakened", "enable_key_rotation: enable_key_rotation is turned off; keep it on"],
      ["alias-redirected", "target_key_id: target_key_id changes from key-a to key-b; keep it"],
      ["force-destroy", "force_destroy: force_destroy is turned on; leave it off"],
      ["setting-lost", "global_settings: isCrossAccountBackupEnabled in global_settings is turned off; keep it on"],
      ["bucket-weakened", "block_public_policy: block_public_policy is turned off; keep it on"],
      ["alerts-muted", "event_pattern: the rule catches less than it did; keep every value of event_pattern"],
    ]);
  });

  test.each([
    [
      "fleet-deletes",
      "fleet app-*: 3 of 10 application accounts would have something deleted (app-1, app-2, app-3)",
      (kind: "bad" | "good") => judgeByGuard(fleetDeletes, ...fleetDeletes.example[kind]),
    ],
    [
      "stack-removed",
      "app-lab app-lab: got no file of account 666666666601 any more",
      (kind: "bad" | "good") => judgeByGuard(stackRemoved, ...stackRemoved.example[kind]),
    ],
    [
      "expectation-changed",
      "expectation app: another expectation of app stacks",
      (kind: "bad" | "good") => judgeByGuard(expectationChanged, ...expectationChanged.example[kind]),
    ],
  ])("%s: the bad example breaks it, the good one does not", (id, said, found) => {
    expect(found("bad")).toMatchObject([{ rule: id }]);
    expect(found("bad").map(({ place, got }) => `${place.stack} ${place.address}: ${got}`)).toEqual([said]);
    expect(found("good")).toEqual([]);
  });
});

describe("of verify-synth", () => {
  const estate = exampleEstate();
  const stacks = stacksOf(estate);
  const expected = expectationOf(estate);
  const found = (stack: string, overlay: SynthExample["bad"]) =>
    verifySynth(stack, laidOver(stacks.get(stack), overlay), expected);

  test.each(synthRules.map((rule) => [rule.id, rule] as const))(
    "%s: the bad example breaks it, the good one breaks nothing",
    (id, { example: { stack = "app-payments-prod", bad, good } }) => {
      expect(found(stack, bad).map(({ rule }) => rule)).toContain(id);
      expect(found(stack, good)).toEqual([]);
    },
  );

  test.each(folderRules.map((rule) => [rule.id, rule] as const))(
    "%s: the bad example breaks it, the good one breaks nothing",
    async (id, { example }) => {
      const problemsOf = (files: typeof example.bad) => {
        const outdir = join(temporaryFolder(), "out");
        synthesize(estate, outdir);
        for (const [file, text] of Object.entries(files)) {
          const path = join(outdir, file);
          expect(existsSync(dirname(path))).toBe(true);

          if (text === null) rmSync(path);
          else writeFileSync(path, text);
        }
        return verifyFolder(outdir, expected);
      };

      expect((await problemsOf(example.bad)).map(({ rule }) => rule)).toContain(id);
      expect(await problemsOf(example.good)).toEqual([]);
    },
  );
});
