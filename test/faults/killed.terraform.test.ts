import { describe, expect, test } from "vitest";
import { isMutating } from "../emulator/server/is-mutating.ts";
import { missingStandIn } from "../emulator/testing/use-stand-in.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { aftermath, before } from "./support/aftermath.ts";
import { asOften, created, whyNotApplied } from "./support/created.ts";
import { killApply } from "./support/kill-apply.ts";
import { trialScope } from "./support/trial.ts";
import { useTrials } from "./support/use-trials.ts";

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("an apply that is killed", () => {
  const trials = useTrials(2);

  test("in the midst of a wave is finished by one of two at once, when its lock is gone, and what it had done is left alone", async () => {
    const trial = trials.trial(2);
    const [first = "", second = ""] = trial.stacks;
    const isOfSecond = ({ accountId }: { readonly accountId: string | null }) => accountId === trial.accountOf(second);
    const was = await before(trial);
    const { run } = await trial.plan();
    let asked = 0;
    const killed = await killApply(trial, run, {
      ...{ at: 8, when: "after", what: "machine", counts: isOfSecond },
      // the provider asks for the key of the first again, and then there are two
      before: ({ operation }) => (operation === "CreateKey" && asked++ === 0 ? "cut-after" : null),
    });
    expect(killed.hit).not.toBe(null);
    expect(killed.text).toMatch(
      new RegExp(
        `^${first}: applied: arn:\\S+:key/\\S+ was made because an answer of AWS was lost and is used by nothing: `,
      ),
    );
    expect(await trial.pending()).toEqual([second]);

    // the same job again, as by "Re-run failed jobs"
    const again = await trial.applyWithoutPatience(run);
    expect(again).toMatchObject({ end: 1 });
    expect(again.text).toContain(`${first}: superseded: applied from this commit already`);
    expect(again.text).toContain(`${second}: failed: got another apply of this stack (${run}/1, `);

    // a run that knows of the killed one, but for its lock
    const begun = trial.standIn.log.all().length;
    const next = await trial.plan();
    const lock = await trial.lock(second);
    const locked = await trial.applyWithoutPatience(next.run);
    expect(locked).toMatchObject({ end: 1 });
    expect(locked.text).toContain(`${second}: failed: got a locked state: ${lock?.who} holds lock ${lock?.id} since `);
    expect(locked.text).toContain(
      `gh workflow run unlock.yml --ref main -f stack=${second} -f scope=${trialScope} -f lock-id=${lock?.id}`,
    );
    const id = lock?.id ?? "";
    expect(await trial.unlock(second, "--lock-id", id)).toMatchObject({
      end: 1,
      text: expect.stringContaining("whose run may still be at work"),
    });
    const unlocked = await trial.unlock(second, "--lock-id", id, "--force-young", "its machine is gone");
    expect(unlocked).toMatchObject({ end: 0, text: expect.stringContaining(`${second}: unlocked`) });
    const said = await Promise.all([trial.apply(next.run), trial.apply(next.run)]);

    const winner = said.findIndex(({ text }) => text.includes(`${second}: applied\n`));
    expect(said[winner]).toMatchObject({ end: 0 });
    expect(said[1 - winner]?.text).toMatch(whyNotApplied);
    expect(created(trial.standIn, trial.accountOf(second))).toEqual(asOften);
    const ofFirst = trial.standIn.log
      .all()
      .slice(begun)
      .filter(({ accountId }) => accountId === trial.accountOf(first));
    expect(ofFirst.filter(({ operation }) => isMutating(operation))).toEqual([]);
    expect(await aftermath(trials, trial, was, killed.text)).toEqual({ problems: [], toldKeys: [expect.anything()] });
  });
});
