import { expect, test } from "vitest";
import { quotas } from "../../src/aws/quotas.ts";
import { mostArmedAccounts, tooManyArmed } from "../../src/checks/too-many-armed.ts";
import type { Estate, Lock } from "../../src/model.ts";
import { pipelineRoles } from "../../stacks/pipeline-roles.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const armedAccountsFit = saidBy(tooManyArmed);

const estate = exampleEstate();
const lock: Lock = {
  mode: "compliance",
  minDays: 36_500,
  maxDays: 36_500,
  armedOn: "2027-01-31",
  coolingOffDays: 14,
  cooledOff: null,
  reason: "card data",
};

/** The example with both central locks armed and that many local ones. */
function withArmed(local: number, armedOn: string | null = "2027-01-31"): Estate {
  const [model] = estate.accounts;
  if (!model) throw new Error("no account");
  const { prod, nonprod } = estate.central;
  return {
    ...estate,
    central: { prod: { ...prod, lock }, nonprod: { ...nonprod, lock } },
    accounts: Array.from({ length: local }, (_, index) => ({
      ...model,
      name: `a${index}`,
      accountId: String(700_000_000_000 + index),
      lock: { ...lock, armedOn },
    })),
  };
}

test("as many armed locks as are taken fit the pipeline's role and the template that makes it", () => {
  const most = withArmed(mostArmedAccounts - 2);
  const template = pipelineRoles(most).replaceAll("$${", "${");
  const { Apply } = JSON.parse(template).Resources;

  expect(armedAccountsFit(most)).toEqual([]);
  expect(JSON.stringify(Apply.Properties.Policies[0].PolicyDocument)).toContain("700000000097");
  expect(JSON.stringify(Apply.Properties.Policies[0].PolicyDocument).length).toBeLessThanOrEqual(
    quotas.inlinePolicyCharacters.most,
  );
  expect(template.length).toBeLessThanOrEqual(quotas.templateBytes.most);
});

test("one more is refused", () => {
  expect(armedAccountsFit(withArmed(mostArmedAccounts - 1))).toEqual([
    {
      rule: "too-many-armed",
      severity: "error",
      at: { file: "accounts/a98.yaml", path: ["lock", "arm"] },
      message:
        "got 101 accounts with an armed lock; the policy of the pipeline's role names 100 at most; use governance locks for some",
    },
  ]);
});

test("locks that are not armed are not counted", () => {
  expect(armedAccountsFit(withArmed(1_000, null))).toEqual([]);
});
