import fc from "fast-check";
import { expect, test } from "vitest";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import { judge } from "../../src/judge.ts";
import { accountClasses, type Estate } from "../../src/model.ts";
import { documentRules } from "../support/aws-rules/document-rules.ts";
import { intentOf } from "../support/aws-rules/intent.ts";
import type { PolicyText } from "../support/aws-rules/policy-text.ts";
import { type LockOf, reachRules } from "../support/aws-rules/reach-rules.ts";
import { expectCleanProblems } from "../support/clean-problems.ts";
import { inConfigFolder } from "../support/config-folder.ts";
import { record } from "../support/figures.ts";
import { pickWith } from "../support/pick.ts";
import { randomEstate } from "../support/random-estate.ts";
import { runs, seed } from "../support/soak.ts";

const numRuns = runs(80, 4_000);

/** The policies as the policy stacks deploy them, without the seconds that synthesis takes. */
const policiesOf = (estate: Estate): readonly PolicyText[] =>
  accountClasses
    .flatMap((cls) => backupPolicies(estate, cls))
    .map(({ name, document, targets }) => ({
      name,
      text: document,
      description: "",
      targetIds: targets.map(({ targetId }) => targetId),
    }));

/** The locks that config asks for, whatever becomes of them in the stacks. */
const locksOf =
  ({ accounts, central }: Estate): LockOf =>
  (accountId) => {
    const lock = [...accounts, central.prod, central.nonprod].find((each) => each.accountId === accountId)?.lock;
    return lock ? { min: lock.minDays, max: lock.maxDays } : null;
  };

test("lets no estate through whose policies AWS would refuse, or whose jobs would fail at night", () => {
  let sound = 0;
  fc.assert(
    fc.property(fc.gen(), (generate) => {
      const texts = randomEstate(pickWith(generate));
      const { estate, problems } = inConfigFolder(texts, (folder) => {
        const judged = judge(folder);
        expectCleanProblems(judged.problems, folder);
        return judged;
      });
      expect(estate === null).toBe(problems.some(({ severity }) => severity === "error"));
      if (!estate) return;
      sound++;

      const policies = policiesOf(estate);
      const violations = [
        ...policies.flatMap(documentRules),
        ...reachRules(policies, intentOf(estate), locksOf(estate)),
      ];

      expect(violations, [...texts].flat().join("\n")).toEqual([]);
    }),
    { seed, numRuns },
  );
  record("random estates whose policies AWS takes", sound, numRuns);
  // estates that are all refused would prove nothing
  expect(sound).toBeGreaterThan(numRuns / 4);
});
