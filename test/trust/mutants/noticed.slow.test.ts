import { describe, expect, test } from "vitest";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import { isSoak, runs } from "../../support/soak.ts";
import { example } from "../organization/organization.ts";
import { addingMutants } from "./adding-mutants.ts";
import { countLines, countNoticed, type Tally } from "./count-noticed.ts";
import type { Mutant } from "./mutant.ts";
import { noticedByGolden } from "./noticed-by-golden.ts";
import { noticedByGuard } from "./noticed-by-guard.ts";
import { noticedByLikeness } from "./noticed-by-likeness.ts";
import { noticedByVerifySynth } from "./noticed-by-verify-synth.ts";

const { estate } = example;
const texts = deployedTexts(estate);
const all = addingMutants(estate, texts);
// the soak shows every one to everybody; here there is one of each way at least
const mutants = all.filter(
  (one, index) => index % runs(22, 1) === 0 || all.findIndex(({ how }) => how === one.how) === index,
);

describe("what is added to a document", () => {
  let atOnce: Tally | undefined;
  const quickly = async (): Promise<Tally> => {
    atOnce ??= await countNoticed(mutants, [
      noticedByGuard(texts),
      noticedByVerifySynth(estate, texts),
      noticedByLikeness(estate, texts),
      noticedByGolden(texts),
    ]);
    return atOnce;
  };

  test("is noticed by somebody, in whatever way it is added", async () => {
    const { counts } = await quickly();

    expect(counts.filter(({ mutants }) => mutants === 0).map(({ how }) => how)).toEqual([]);
    expect(counts.filter(({ nobody }) => nobody > 0).map(({ how }) => how)).toEqual([]);
  });

  test.runIf(isSoak)("is noticed by each of them as often as they say", async () => {
    const { counts } = await quickly();

    expect(
      countLines(counts),
      "a statement, a role or an account more changes these: see what the new ones are, and who notices them",
    ).toEqual([
      "an Allow of everything: 387, guard 122, verify-synth 387, likeness 230, golden 161, nobody 0",
      "an action in an Allow: 658, guard 156, verify-synth 658, likeness 266, golden 406, nobody 0",
      "a stranger in a trust or a resource's policy: 168, guard 168, verify-synth 168, likeness 117, golden 67, nobody 0",
      "a role that a stranger may take and that may do everything: 30, guard 0, verify-synth 30, likeness 16, golden 14, nobody 0",
      "an Allow on every resource: 190, guard 3, verify-synth 190, likeness 32, golden 158, nobody 0",
      "a delegation to an application account: 8, guard 5, verify-synth 8, likeness 3, golden 8, nobody 0",
      "a denial that locks everybody out: 214, guard 0, verify-synth 214, likeness 118, golden 100, nobody 0",
      "a policy attached to the other class or to the root: 64, guard 0, verify-synth 64, likeness 64, golden 64, nobody 0",
      "an alias of Lockstep's name on a foreign key: 85, guard 15, verify-synth 85, likeness 85, golden 40, nobody 0",
      "an Allow with a condition less: 450, guard 291, verify-synth 450, likeness 226, golden 264, nobody 0",
      "a denial with an exemption more: 226, guard 226, verify-synth 226, likeness 131, golden 113, nobody 0",
    ]);
  });

  test("is refused by verify-synth whatever it is, before anything is planned", async () => {
    const { each } = await quickly();

    const passed = each.filter(({ by }) => !by.includes("verify-synth")).map(({ mutant: { id } }) => id);

    expect(passed).toEqual([]);
  });
});

test("what is synthesized as it is, nobody objects to", async () => {
  const same = [...texts.keys()].map(
    (stack): Mutant => ({ id: "", how: "role", of: "", stack, texts: (unchanged) => unchanged }),
  );

  const { unnoticed } = await countNoticed(same, [
    noticedByVerifySynth(estate, texts),
    noticedByLikeness(estate, texts),
    noticedByGolden(texts),
  ]);

  expect(unnoticed).toHaveLength(same.length);
});
