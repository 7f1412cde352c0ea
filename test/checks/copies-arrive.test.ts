import { expect, test } from "vitest";
import { copiesThatDoNotArrive, destinationMissing } from "../../src/checks/destination-missing.ts";
import { diagnosticOf } from "../../src/diagnostics/complaint.ts";
import { backupPolicies } from "../../src/estate/backup-policies.ts";
import type { AccountClass } from "../../src/model.ts";
import { findingLines } from "../support/finding-lines.ts";
import { said, saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const copiesArrive = saidBy(destinationMissing);

const estate = exampleEstate();
const vault = (region: string, account: string, name: string) =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;
const homeOfProd = vault("eu-west-2", "333333333333", "lockstep-central-prod");
const furtherOfProd = vault("eu-west-1", "333333333333", "lockstep-central-prod");

/** A class's policy of plan bronze, in whose document one vault has become another. */
function bronze(cls: AccountClass, from: string, to: string) {
  const policy = backupPolicies(estate, cls).find(({ plan }) => plan.name === "bronze");
  if (!policy?.document.includes(from)) throw new Error(`no copy to ${from}`);
  return findingLines(
    copiesThatDoNotArrive(estate, { ...policy, document: policy.document.replaceAll(from, to) })
      .map((complaint) => diagnosticOf(destinationMissing, complaint))
      .map(said),
  );
}

test("every copy of the example arrives", () => {
  expect(copiesArrive(estate)).toEqual([]);
});

test.each([
  ["a Region without a central vault", vault("eu-west-3", "333333333333", "lockstep-central-prod")],
  ["the central account of the other class", vault("eu-west-2", "444444444444", "lockstep-central-prod")],
  ["a vault that central does not have", vault("eu-west-2", "333333333333", "lockstep-local")],
  ["another partition", homeOfProd.replace("arn:aws:", "arn:aws-cn:")],
])("a copy to %s does not", (_name, target) => {
  expect(bronze("prod", homeOfProd, target)).toEqual([
    `error destination-missing plans/bronze.yaml rules.nightly: got a copy to ${target}, which central prod does not have; use ${homeOfProd} or ${furtherOfProd}`,
  ]);
});
