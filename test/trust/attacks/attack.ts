import { describe, expect, test } from "vitest";
import { isOpen } from "./open-attacks.ts";

/** Something that somebody does on the way, and what answers it. */
export interface Step {
  readonly who: string;
  readonly does: string;
  readonly answer: () => Promise<Answer>;
  /** What the answer is today, statements and all: whoever changes a document sees here what becomes of the attack. */
  readonly today: string;
}

export interface Answer {
  /** Whether the attack goes on. */
  readonly goesOn: boolean;
  readonly said: string;
}

/** A way to lose backups, or the guard over them. */
export interface Attack {
  readonly id: string;
  /** Each has to go through before the next. */
  readonly steps: readonly Step[];
  /** What all that was for: one of them is enough. */
  readonly ends: readonly Step[];
}

/** Asks step by step, and holds what the attack comes to against the list of those that are open. */
export function testAttack(attack: Attack): void {
  const { id, steps, ends } = attack;

  describe(id, () => {
    test("each step is answered as it is written here", async () => {
      const asked = [...steps, ...ends];

      const answers = await Promise.all(asked.map(({ answer }) => answer()));

      expect(asked.map((step, index) => line(step, answers[index]?.said ?? ""))).toEqual(
        asked.map((step) => line(step, step.today)),
      );
    });

    test("it gets through if it is listed as open, and only then", async () => {
      const advice = isOpen(id)
        ? "it is closed: strike it from test/trust/attacks/open-attacks.ts, and from test/trust/closure/open-paths.ts"
        : "it is open: close it, or put it on the list";

      expect(await succeeds(attack), advice).toBe(isOpen(id));
    });
  });
}

export async function succeeds({ steps, ends }: Attack): Promise<boolean> {
  const goOn = (all: readonly Step[]) => Promise.all(all.map(async ({ answer }) => (await answer()).goesOn));
  return (await goOn(steps)).every(Boolean) && (await goOn(ends)).some(Boolean);
}

const line = ({ who, does }: Step, said: string) => `${who} ${does}: ${said}`;
