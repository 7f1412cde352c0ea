import { expect, test } from "vitest";
import { plainTitle } from "../../src/delivery/github/supersede-runs.ts";
import { fillIn } from "./support/expressions.ts";
import { workflow } from "./support/workflows.ts";

const nameWith = (inputs: Readonly<Record<string, string>>) =>
  fillIn((workflow("deploy.yml").content as { readonly "run-name"?: unknown })["run-name"], { inputs });

test("a newer run takes the place of what is pushed, or dispatched to apply what was reviewed", () => {
  expect(nameWith({})).toBe(plainTitle);
  expect(nameWith({ accept: "", stacks: "" })).toBe(plainTitle);
});

test("a run in which somebody accepts a report, or asks for stacks, is called otherwise", () => {
  expect(nameWith({ accept: "1".repeat(64), stacks: "" })).toBe("deploy, accepting a report");
  expect(nameWith({ accept: "", stacks: "app-orders" })).toBe("deploy, of stacks asked for");
});
