import { beforeAll, describe, expect, test } from "vitest";
import { documentsOf } from "../emulator/deploy/documents-of.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import type { Judge } from "../emulator/model/access.ts";
import { Random } from "../emulator/model/backup/random.ts";
import { dayMs, hourMs, minuteMs } from "../emulator/model/clock.ts";
import { record } from "../support/figures.ts";
import { isSoak, runs, seed } from "../support/soak.ts";
import { keptThings } from "./kept-things.ts";
import { meantToGo } from "./meant-to-go.ts";
import { releaseOf } from "./release.ts";
import { storedEstate, storedRelease, storedReleases } from "./stored-release.ts";
import { InterruptedAt } from "./support/interrupted-at.ts";
import { type Interval, Life } from "./support/life.ts";
import { releaseFor, type Upgrading, upgradingFrom } from "./support/upgrading.ts";
import { upgradeSteps } from "./upgrade-steps.ts";

// the same question is answered once, in all the lives of this file
const judge = iamJudge();
// within a step something is always under way: backups start at full hours of four, and at half past one
const start = new Date("2026-10-21T10:10:00Z");
const until = "2026-12-31";
const livesFor = (days: number, using: Judge = judge) => ({ judge: using, start, days });
/** Between a step and the next. */
const pauses = [9, 30, 11, 14, 18, 23, 52, 26].map((hours) => hours * hourMs + 17 * minuteMs);

/** All documents, and what is bound by which, but of those who were there before. */
const documentsIn = async ({ organization }: Life) =>
  (await documentsOf(organization.cloud)).filter(({ of }) => of !== "Administrator");

describe.each(storedReleases())(
  "the release of %s, 40 days old, upgraded in the stated order to that of today",
  (day) => {
    let life: Life;
    let upgrading: Upgrading;
    const intervals: Interval[] = [];
    const gone: (readonly [step: string, thing: string])[] = [];

    beforeAll(async () => {
      upgrading = upgradingFrom(day, until);
      life = await Life.of(storedRelease(day), livesFor(120));
      intervals.push(await life.live(40 * dayMs));
      for (const [index, step] of upgradeSteps.entries()) {
        const before = await keptThings(life.organization.cloud);
        await life.organization.apply(step.applies, releaseFor(upgrading, step));
        const after = await keptThings(life.organization.cloud);
        gone.push(...[...before].filter((one) => !after.has(one)).map((one) => [step.name, one] as const));
        intervals.push(await life.live(pauses[index] ?? dayMs));
      }
      intervals.push(await life.live(40 * dayMs));
    });

    test("no backup and no copy fails or is missed, and nothing is kept too long or too short", () => {
      expect(life.faults).toEqual([]);
    });

    test("between any two steps backups and copies are made, and some expire", () => {
      expect(intervals).toHaveLength(upgradeSteps.length + 2);
      for (const { backups, copies, expiries } of intervals) {
        expect(backups).toBeGreaterThan(0);
        expect(copies).toBeGreaterThan(0);
        expect(expiries).toBeGreaterThan(0);
      }
    });

    test("no vault, key, lock, role, policy or attachment goes or is made anew, but what is meant to go", () => {
      const meant = meantToGo[day] ?? [];
      const isMeant = ([step, thing]: readonly [string, string]) =>
        meant.some((one) => one.step === step && one.thing.test(thing));

      expect(gone.filter((one) => !isMeant(one))).toEqual([]);
      expect(meant.filter(({ step, thing }) => !gone.some(([at, one]) => at === step && thing.test(one)))).toEqual([]);
    });

    test("what is deployed in the end is what a first deployment of that release deploys", async () => {
      const fresh = await Life.of(upgrading.afterwards, livesFor(1));

      expect(await documentsIn(life)).toEqual(await documentsIn(fresh));
    });

    test("afterwards the pipeline brings in an account, which changes the vaults and keys of central, by itself", async () => {
      const orders = { id: "555555555506", name: "orders-prod" };
      const estate = storedEstate(day, {
        "accounts/orders-prod.yaml": `account: "${orders.id}"\nclass: prod\nowner: orders@acme.example\nplans: [silver]\nsourceKeys: customer\n`,
      });
      const { organization } = life;
      organization.cloud.organizations.addAccount({ ...orders, parentId: estate.organization.rootId });
      await organization.cloud.stackSets.settled();
      const release = releaseOf(estate);

      for (const wave of [1, 2, 3, 4, 5]) await organization.apply({ wave }, release);
      life.fill(
        estate,
        estate.accounts.filter(({ name }) => name === orders.name),
      );
      await life.live(2 * dayMs);

      const points = organization.cloud.backup.recoveryPoints();
      const copied = points.filter(
        ({ vaultName, resourceArn }) => vaultName !== "lockstep-local" && resourceArn.includes(orders.id),
      );
      expect(copied.length).toBeGreaterThan(0);
      expect(life.faults).toEqual([]);
    });

    test("with the key gone from config, bootstrap alone is another", () => {
      const { underWay, afterwards } = upgrading;
      const others = [...afterwards.stacks].filter(([id, text]) => text !== underWay.stacks.get(id)).map(([id]) => id);

      expect(others).toEqual(["bootstrap"]);
      expect(afterwards.managementRoles).toBe(underWay.managementRoles);
    });

    describe("what config says of the upgrade", () => {
      const young = () => Life.of(storedRelease(day), livesFor(30));
      const wave1 = { wave: 1 };

      test("without it the first wave is refused, and no backup fails for that", async () => {
        const short = await young();
        await short.organization.apply("bootstrap", upgrading.afterwards);
        await short.organization.apply("management roles", upgrading.afterwards);

        await expect(short.organization.apply(wave1, upgrading.afterwards)).rejects.toMatchObject({
          code: "AccessDeniedException",
        });
        await short.live(2 * dayMs);
        expect(short.faults).toEqual([]);
      });

      test("after its day the waves are refused; with a later day in config, and bootstrap again, they go on", async () => {
        const short = await young();
        const first = upgradingFrom(day, "2026-10-25");
        for (const part of ["bootstrap", "management roles"] as const)
          await short.organization.apply(part, first.underWay);
        await short.organization.apply(wave1, first.underWay);
        await short.live(7 * dayMs);

        await expect(short.organization.apply({ wave: 2 }, first.underWay)).rejects.toMatchObject({
          code: "AccessDeniedException",
          message: expect.stringContaining("kms:PutKeyPolicy"),
        });
        for (const { applies } of upgradeSteps.slice(0, -1))
          await short.organization.apply(applies, upgrading.underWay);
        await short.organization.apply("bootstrap", upgrading.afterwards);
        await short.live(2 * dayMs);
        expect(short.faults).toEqual([]);
      });
    });

    test("a step that is interrupted harms no backup, and done again goes on", async () => {
      const random = new Random(seed);
      const wanted = await documentsIn(await Life.of(upgrading.afterwards, livesFor(1)));
      let interruptions = 0;
      for (let run = 0; run < runs(1, 15); run++) {
        const interrupted = new InterruptedAt(judge);
        const short = await Life.of(storedRelease(day), { ...livesFor(30, interrupted.judge), seed: run });
        await short.live(2 * dayMs);
        for (const step of upgradeSteps) {
          const release = releaseFor(upgrading, step);
          interrupted.after(random.between(1, isSoak ? 300 : 100));
          const isDone = await short.organization.apply(step.applies, release).then(
            () => true,
            (error: unknown) => {
              if (!interrupted.isBecause(error)) throw error;
              interruptions += 1;
              return false;
            },
          );
          interrupted.noMore();
          await short.live(random.between(3, 20) * hourMs);
          if (!isDone) await short.organization.apply(step.applies, release);
        }
        await short.live(2 * dayMs);

        expect(short.faults).toEqual([]);
        expect(await documentsIn(short)).toEqual(wanted);
      }
      expect(interruptions).toBeGreaterThan(0);
      record("steps of upgrades interrupted", interruptions, interruptions);
    });
  },
);
