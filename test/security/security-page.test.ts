import { beforeAll, describe, expect, test } from "vitest";
import { disasterPage } from "../emulated/disasters/disaster-page.ts";
import { example } from "../isolation/support/organization.ts";
import { record } from "../support/figures.ts";
import { type Weight, weigh } from "./support/guards-in.ts";
import { type Answer, askAll } from "./support/matrix.ts";
import { mutants } from "./support/mutants.ts";
import { securityPage } from "./support/security-page.ts";

describe("what the deployed policies are worth", () => {
  let answers: readonly Answer[] = [];
  let weights: readonly Weight[] = [];
  beforeAll(async () => {
    answers = await askAll(example);
    weights = await weigh(example, answers, mutants(example));
  });

  test("no statement of any policy is there for nothing: without it, somebody gets another answer", () => {
    const idle = weights.filter(({ weight }) => weight === "nothing").map(({ mutant }) => mutant.guard);
    record("statements taken away, and noticed", weights.length - idle.length, weights.length);

    expect(idle).toEqual([]);
  });

  test("most statements decide alone; the rest are a second line", () => {
    const deciding = weights.filter(({ weight }) => weight === "decides");

    expect(deciding.length).toBeGreaterThan(weights.length * 0.8);
  });

  test("stands in docs/security.md", async () => {
    const page = securityPage(await disasterPage(), answers, weights);

    await expect(page).toMatchFileSnapshot("../../docs/security.md");
  });
});
