import { expect, test } from "vitest";
import { otherRoot } from "../../src/checks/other-root.ts";
import { pipelineNotDeployed } from "../../src/checks/pipeline-not-deployed.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const unitsAreInReach = saidBy(otherRoot, pipelineNotDeployed);

const path = "path: ou-ab12-1a2b3c4d,";
const repository = "repository: acme/backup";

const withPath = (ous: string, deployTo?: string) =>
  findingLines(
    unitsAreInReach(
      estateOf(
        configWith({
          "organization.yaml": (text) =>
            edit(
              repository,
              deployTo === undefined ? repository : `${repository}\n  deployTo: [${deployTo}]`,
            )(edit(path, `path: ${ous},`)(text)),
        }),
      ),
    ),
  );

test.each([
  ["ou-ab12-1a2b3c4d", undefined],
  ["ou-ab12-1a2b3c4d", "r-ab12"],
  ["ou-ab12-1a2b3c4d", "ou-ab12-1a2b3c4d"],
  ["ou-ab12-1a2b3c4d/ou-ab12-22222222", "ou-ab12-99999999, ou-ab12-1a2b3c4d"],
  ["ou-ab12-1a2b3c4d/ou-ab12-22222222", "ou-ab12-22222222"],
])("unit %s gets the pipeline's roles, which are deployed to %s", (ous, deployTo) => {
  expect(withPath(ous, deployTo)).toEqual([]);
});

const units = "organization.yaml units.data-platform.path:";
test.each([
  [
    "ou-ab12-1a2b3c4d",
    "ou-ab12-1a2b3c4e",
    `error pipeline-not-deployed ${units} got ou-ab12-1a2b3c4d, which is below none of pipeline.deployTo (ou-ab12-1a2b3c4e), so that its accounts get no role the pipeline could deploy with; add one of its OUs there`,
  ],
  [
    "ou-ab12-1a2b3c4d/ou-ab12-22222222",
    "ou-ab12-33333333, ou-ab12-44444444",
    `error pipeline-not-deployed ${units} got ou-ab12-1a2b3c4d/ou-ab12-22222222, which is below none of pipeline.deployTo (ou-ab12-33333333, ou-ab12-44444444), so that its accounts get no role the pipeline could deploy with; add one of its OUs there`,
  ],
  [
    "ou-ab13-1a2b3c4d",
    undefined,
    `error other-root ${units} got ou-ab13-1a2b3c4d, which is not of organization o-a1b2c3d4e5 and its root r-ab12, so that central would refuse every copy; use OUs whose ids start with ou-ab12-`,
  ],
  [
    "ou-ab12-1a2b3c4d/ou-ab123-22222222",
    undefined,
    `error other-root ${units} got ou-ab123-22222222, which is not of organization o-a1b2c3d4e5 and its root r-ab12, so that central would refuse every copy; use OUs whose ids start with ou-ab12-`,
  ],
  [
    "ou-ab12-1a2b3c4d",
    "ou-ab12-1a2b3c4d, ou-zz99-11111111",
    "error other-root organization.yaml pipeline.deployTo.1: got ou-zz99-11111111, which is not of root r-ab12; use r-ab12, or OUs whose ids start with ou-ab12-",
  ],
  [
    "ou-ab12-1a2b3c4d",
    "ou-ab12-1a2b3c4d, r-ab13",
    "error other-root organization.yaml pipeline.deployTo.1: got r-ab13, which is not of root r-ab12; use r-ab12, or OUs whose ids start with ou-ab12-",
  ],
])("unit %s, with roles deployed to %s, does not", (ous, deployTo, line) => {
  expect(withPath(ous, deployTo)).toEqual([line]);
});

test.each([
  [
    "another organization",
    { orgPath: "o-zzzzzzzzzz/r-ab12/ou-ab12-1a2b3c4d/" },
    `error other-root ${units} got o-zzzzzzzzzz/r-ab12, which is not of organization o-a1b2c3d4e5 and its root r-ab12, so that central would refuse every copy; use OUs whose ids start with ou-ab12-`,
  ],
  [
    "another OU than the one policies are attached to",
    { ouId: "ou-ab12-99999999" },
    `error other-root ${units} got o-a1b2c3d4e5/r-ab12/ou-ab12-1a2b3c4d/, which does not end in ou-ab12-99999999, where its policies are attached; use the path of that OU`,
  ],
])("a path that says %s is refused", (_name, change, line) => {
  const estate = exampleEstate();
  const broken = { ...estate, units: estate.units.map((unit) => ({ ...unit, ...change })) };

  expect(findingLines(unitsAreInReach(broken))).toEqual([line]);
});
