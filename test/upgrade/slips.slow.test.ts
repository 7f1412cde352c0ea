import { describe, expect, test } from "vitest";
import { documentsOf } from "../emulator/deploy/documents-of.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import { dayMs } from "../emulator/model/clock.ts";
import { keptThings } from "./kept-things.ts";
import type { Release } from "./release.ts";
import { storedRelease, storedReleases } from "./stored-release.ts";
import { releaseAfter, type Slip } from "./support/another-release.ts";
import { Life } from "./support/life.ts";
import { type Applied, upgradeSteps } from "./upgrade-steps.ts";

const judge = iamJudge();
const [day = ""] = storedReleases();
const old = storedRelease(day);
const live = () => Life.of(old, { judge, start: new Date("2026-11-28T10:10:00Z"), days: 10 });

/** Upgrades in the stated order, a day a step. @returns what is not as config says */
async function upgraded(slip: Slip = {}): Promise<Life> {
  const life = await live();
  for (const { applies, isUnderWay } of upgradeSteps) {
    await life.organization.apply(
      applies,
      releaseAfter(old, { ...slip, keepsFormer: isUnderWay && (slip.keepsFormer ?? true) }),
    );
    await life.live(dayMs / 2);
  }
  return life;
}

/** Why a part cannot be applied after others. */
async function refusal(parts: readonly Applied[], last: Applied, release: Release): Promise<string> {
  const { organization } = await live();
  for (const part of parts) await organization.apply(part, release);
  return organization.apply(last, release).then(
    () => "it is applied",
    (error: Error) => error.message,
  );
}

test("a release without a slip is applied, and in the end all is as if it had been the first", async () => {
  const life = await upgraded();

  expect(life.faults).toEqual([]);
  const fresh = await Life.of(releaseAfter(old, { keepsFormer: false }), { judge, start: new Date(0), days: 1 });
  expect(await documentsOf(life.organization.cloud)).toEqual(await documentsOf(fresh.organization.cloud));
});

describe("an upgrade is stopped", () => {
  const slip = (change: Slip) => releaseAfter(old, change);

  test.each<[string, readonly Applied[], Applied, Release, RegExp]>([
    [
      "by a wave before bootstrap",
      [],
      { wave: 1 },
      slip({}),
      /not authorized to perform: iam:PutRolePermissionsBoundary on .*:role\/lockstep-.* \(nothing allows it\)/,
    ],
    [
      "by a bootstrap that does not let the pipeline put boundaries",
      ["bootstrap"],
      { wave: 1 },
      slip({ putsBoundaries: false }),
      /not authorized to perform: iam:PutRolePermissionsBoundary/,
    ],
    [
      "by a bootstrap that takes a power before what needs it is changed",
      ["bootstrap"],
      { wave: 1 },
      slip({ denies: ["kms:PutKeyPolicy"] }),
      /not authorized to perform: kms:PutKeyPolicy .* permissions of lockstep-pipeline-apply: Slip/,
    ],
    [
      "by a plan that cannot read what it plans",
      ["bootstrap"],
      { wave: 1 },
      slip({
        edit: (text) => text.replaceAll("backup:GetBackupVaultAccessPolicy", "backup:GetBackupVaultNotifications"),
      }),
      /role\/lockstep-pipeline-plan is not authorized to perform: backup:GetBackupVaultAccessPolicy/,
    ],
    [
      "by a policy of the template with another description",
      [],
      "bootstrap",
      slip({ edit: (text) => text.replace("no role that the backup pipeline creates", "what the pipeline's roles") }),
      /in 13 of 13 accounts, .* Rename lockstep-boundary and update the stack again/,
    ],
    [
      "by a vault of another name",
      ["bootstrap", { wave: 1 }],
      { wave: 2 },
      slip({ edit: (text) => text.replaceAll('"lockstep-local"', '"lockstep-vault"') }),
      /this would be destroyed: app-.*: aws_backup_vault\.eu-west-2_vault is made anew for another name/,
    ],
    [
      "by a resource that is called otherwise in the stack",
      ["bootstrap"],
      { wave: 1 },
      slip({ edit: (text) => text.replaceAll("eu-west-2_key", "eu-west-2_cipher") }),
      /this would be destroyed: central-.*: aws_kms_key\.eu-west-2_key is no longer in the stack/,
    ],
    [
      "by a key whose new policy would shut the pipeline out",
      ["bootstrap"],
      { wave: 1 },
      slip({ edit: (text, stack) => (stack === "bootstrap" ? text : text.replaceAll("kms:*", "kms:Describe*")) }),
      /new key policy will not allow you to update the key policy/,
    ],
  ])("%s", async (_, parts, last, release, why) => {
    expect(await refusal(parts, last, release)).toMatch(why);
  });
});

describe("what AWS takes, and fails at night, is noticed:", () => {
  test("a boundary that does not let AWS Backup work", async () => {
    const boundary = [
      { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" },
      { Sid: "Slip", Effect: "Deny", Action: "ec2:CreateSnapshot", Resource: "*" },
    ] as const;

    const { faults } = await upgraded({ boundary });

    expect(faults).toContainEqual(
      expect.stringMatching(/^backup of arn:aws:ec2:.* may not ec2:CreateSnapshot .*: boundary lockstep-limits: Slip$/),
    );
  });

  test("a vault that no longer takes copies in", async () => {
    const { faults } = await upgraded({
      edit: (text) => text.replaceAll("backup:CopyIntoBackupVault", "backup:CopyIntoBackupVaults"),
    });

    expect(faults).toContainEqual(expect.stringMatching(/^copy of .* may not backup:CopyIntoBackupVault on /));
  });

  test("a former boundary that goes before roles have another: CloudFormation leaves it, and forgets it", async () => {
    const life = await upgraded({ keepsFormer: false });

    const left = [...(await keptThings(life.organization.cloud))];
    expect(left).toContain(`policy arn:aws:iam::${old.estate.central.prod.accountId}:policy/lockstep-boundary`);
  });
});
