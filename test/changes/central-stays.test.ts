import { expect, test } from "vitest";
import { edit } from "../support/config.ts";
import { change } from "./support/change.ts";

const prod = "regions: [eu-west-2, eu-west-1] # home";
const regions = (...list: string[]) =>
  change({ "organization.yaml": edit(prod, `regions: [${list.join(", ")}] # home`) });

test.each([[["eu-west-2", "eu-west-1", "eu-west-3"]], [["eu-west-2", "eu-north-1", "eu-west-1"]]])(
  "a further Region may come: %s",
  (list) => {
    expect(regions(...list)).toEqual([]);
  },
);

test("a Region may not go, whichever it is", () => {
  const dropped = (region: string) =>
    `error region-dropped organization.yaml central.prod.regions: got no ${region}, where central prod has a vault with copies; Terraform would destroy vault, key and lock, and stops because it has no provider there; use ${region} for as long as the vault exists`;

  expect(regions("eu-west-2")).toEqual([dropped("eu-west-1")]);
  expect(regions("eu-west-1")).toEqual([dropped("eu-west-2")]);
  expect(regions("eu-west-3")).toEqual([dropped("eu-west-2"), dropped("eu-west-1")]);
});

test("another home Region swaps what new copies keep", () => {
  expect(regions("eu-west-1", "eu-west-2")).toEqual([
    "warning home-region-changed organization.yaml central.prod.regions: got eu-west-1 as home Region, was eu-west-2; new copies there are kept as keep.central says, those in eu-west-2 as keep.further; use eu-west-2 first unless that is meant",
  ]);
});

test.each([
  ["prod", "333333333333"],
  ["nonprod", "444444444444"],
])("central %s stays in its account", (cls, account) => {
  expect(change({ "organization.yaml": edit(`account: "${account}"`, 'account: "999999999999"') })).toEqual([
    `error central-moved organization.yaml central.${cls}.account: got 999999999999, was ${account}; the copies stay there, and no stack manages them or lets them back; use "${account}"`,
  ]);
});
