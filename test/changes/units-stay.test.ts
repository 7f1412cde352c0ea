import { expect, test } from "vitest";
import { edit } from "../support/config.ts";
import { both, change } from "./support/change.ts";

const organization = (...edits: readonly ((text: string) => string)[]) => ({ "organization.yaml": both(...edits) });

test("a unit may come", () => {
  const unit = "units:\n  apps: { path: ou-ab12-22222222, class: nonprod, plans: [bronze] }\n";

  expect(change(organization(edit("units:\n", unit)))).toEqual([]);
});

test("a unit that is another OU leaves the accounts in the former one behind", () => {
  expect(change(organization(edit("ou-ab12-1a2b3c4d", "ou-ab12-22222222")))).toEqual([
    "warning unit-path-changed organization.yaml units.data-platform.path: got ou-ab12-22222222, was ou-ab12-1a2b3c4d; accounts that are still there get no backups, and central refuses their copies; move them in AWS Organizations with the deployment, or use the former path",
  ]);
});

test("an OU that is said to lie elsewhere is another path", () => {
  const path = edit("ou-ab12-1a2b3c4d", "ou-ab12-22222222/ou-ab12-1a2b3c4d");

  expect(change(organization(path))).toEqual([
    "warning unit-path-changed organization.yaml units.data-platform.path: got ou-ab12-22222222/ou-ab12-1a2b3c4d, was ou-ab12-1a2b3c4d; accounts that are still there get no backups, and central refuses their copies; move them in AWS Organizations with the deployment, or use the former path",
  ]);
});

test("a unit keeps its name while it is the same OU", () => {
  const renamed = {
    ...organization(edit("data-platform:", "data:")),
    "accounts/lakehouse-prod.yaml": edit("unit: data-platform", "unit: data"),
    "accounts/warehouse-prod.yaml": edit("unit: data-platform", "unit: data"),
  };

  expect(change(renamed).filter((line) => line.includes("unit-renamed"))).toEqual([
    "error unit-renamed organization.yaml units.data: got unit data for ou-ab12-1a2b3c4d, was data-platform; its policies would be attached and detached in one deployment, in no order, and may end up detached; use data-platform",
  ]);
});

test("a unit that goes, with its accounts on their own, is no rename", () => {
  const gone = {
    ...organization(
      edit("  data-platform: { path: ou-ab12-1a2b3c4d, class: prod, plans: [silver, bronze] }\n", ""),
      edit("units:\n", ""),
    ),
    "accounts/lakehouse-prod.yaml": edit("unit: data-platform", "plans: [silver, bronze]"),
    "accounts/warehouse-prod.yaml": edit("unit: data-platform", "plans: [silver, bronze]"),
  };

  expect(change(gone).map((line) => line.split(": ")[0])).toEqual([
    "warning unit-moved accounts/lakehouse-prod.yaml unit",
  ]);
});

test("a unit that goes while another comes for another OU is no rename", () => {
  const replaced = {
    ...organization(edit("data-platform: { path: ou-ab12-1a2b3c4d", "data: { path: ou-ab12-22222222")),
    "accounts/lakehouse-prod.yaml": edit("unit: data-platform", "unit: data"),
    "accounts/warehouse-prod.yaml": edit("unit: data-platform", "unit: data"),
  };

  const lines = change(replaced);

  expect(lines).not.toEqual([]);
  expect(lines.filter((line) => line.includes("unit-renamed"))).toEqual([]);
});

const deployTo = (targets: string) =>
  organization(edit("repository: acme/backup", `repository: acme/backup\n  deployTo: [${targets}]`));

test("the pipeline's roles stay in the OUs that have them", () => {
  const one = deployTo("ou-ab12-1a2b3c4d");
  const two = deployTo("ou-ab12-1a2b3c4d, ou-ab12-22222222");

  expect(change(two, one)).toEqual([]);
  expect(change(one, two)).toEqual([
    "warning roles-withdrawn organization.yaml pipeline.deployTo: got no ou-ab12-22222222, which was there; applying bootstrap takes the pipeline's roles and the custodian out of its accounts; use ou-ab12-22222222 for as long as they have vaults",
  ]);
});
