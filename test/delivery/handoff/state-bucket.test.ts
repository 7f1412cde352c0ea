import { expect, test } from "vitest";
import { commonBucket } from "../../../src/delivery/handoff/state-bucket.ts";

const stack = (bucket: unknown, region: unknown = "eu-west-2") => ({
  terraform: { backend: { s3: { bucket, region, key: "k" } } },
});

test("stacks with one bucket keep plans and ledger there", () => {
  expect(
    commonBucket([
      ["a", stack("states")],
      ["b", stack("states")],
    ]),
  ).toEqual({ bucket: "states", region: "eu-west-2" });
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  [
    "another bucket",
    stack("others"),
    "terraform.backend.s3: got others in eu-west-2, states in eu-west-2; use one bucket for all stacks",
  ],
  [
    "another Region",
    stack("states", "eu-west-1"),
    "terraform.backend.s3: got states in eu-west-1, states in eu-west-2; use one bucket for all stacks",
  ],
  [
    "no bucket",
    stack(undefined),
    'b: terraform.backend.s3: got bucket undefined in region "eu-west-2"; use a folder that `lockstep synth` wrote',
  ],
  [
    "no backend",
    {},
    "b: terraform.backend.s3: got bucket undefined in region undefined; use a folder that `lockstep synth` wrote",
  ],
])("a stack with %s is refused", (_, other, message) => {
  expect(() =>
    commonBucket([
      ["a", stack("states")],
      ["b", other],
    ]),
  ).toThrow(message);
});

test("no stack has no bucket", () => {
  expect(() => commonBucket([])).toThrow("terraform.backend.s3: got no stack; use one bucket for all stacks");
});
