import { describe, expect, test } from "vitest";
import { dayMs, minuteMs } from "../../emulator/model/clock.ts";
import { disasters } from "./disasters.ts";
import { outcomeOf } from "./support/run-disaster.ts";

describe.each(disasters)("$what", (disaster) => {
  test("AWS answers as it should, by the statements that are there for it", async () => {
    const { answers } = await outcomeOf(disaster);

    for (const { attempt, outcome, because } of answers) {
      expect({ what: attempt.what, outcome, because }).toMatchObject({ what: attempt.what, outcome: attempt.expected });
      for (const part of attempt.because) expect(`${attempt.what}: ${because}`).toMatch(part);
    }
  });

  test("what is left is where and as old as it may be", async () => {
    const { remains, at, world } = await outcomeOf(disaster);

    for (const { victim, central, local, provenMinutes } of remains) {
      const wanted = disaster.left[victim];
      if (wanted?.kind === "none") {
        expect({ victim, central: central?.arn ?? null, local: local !== null }).toEqual({
          victim,
          central: null,
          local: wanted.local,
        });
        continue;
      }
      const account = world.estate.accounts.find(({ name }) => name === world.victim(victim).account);
      const { accountId, regions } = world.estate.central[account?.class ?? "prod"];
      expect({ victim, accountId: central?.accountId }).toEqual({ victim, accountId });
      expect(central?.region).toBe(regions[wanted?.region ?? 0]);
      const most = wanted?.atMostDays === undefined ? provenMinutes * minuteMs : wanted.atMostDays * dayMs;
      expect({ victim, hours: (at - (central?.contentAt ?? 0)) / 3_600_000 }).toSatisfy(
        ({ hours }: { hours: number }) => hours * 3_600_000 <= most,
      );
    }
  });

  if (!disaster.returns) return;

  test("it comes back, and it is good", async () => {
    const { returns } = await outcomeOf(disaster);

    expect(returns.map(({ wanted }) => wanted)).toEqual(disaster.returns);
    for (const { came, wanted } of returns)
      expect({ wanted, isSpoilt: came.isSpoilt }).toEqual({ wanted, isSpoilt: false });
  });
});

test("every disaster that takes something away brings something back, or says why it cannot", () => {
  const silent = disasters.filter(
    ({ changesNothing, returns, note, left }) =>
      !changesNothing && !returns && !note && Object.values(left).every(({ kind }) => kind === "central"),
  );

  expect(silent.map(({ id }) => id)).toEqual([]);
});

test("no two disasters share an id", () => {
  const ids = disasters.map(({ id }) => id);

  expect(ids).toEqual([...new Set(ids)]);
});
