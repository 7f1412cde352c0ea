import { expect, test } from "vitest";
import { arnPattern, resourcePattern } from "./wildcards.ts";

const vault = "arn:aws:backup:eu-west-2:111111111111:backup-vault:lockstep-local";
const role = "arn:aws:iam::111111111111:role/team/writer";

test.each([
  ["all there is", "*", vault, true],
  ["itself", vault, vault, true],
  ["what begins as it does", "arn:aws:backup:eu-west-2:111111111111:backup-vault:lockstep-*", vault, true],
  ["what differs in one character", "arn:aws:backup:eu-west-?:111111111111:backup-vault:lockstep-loca?", vault, true],
  ["any region and account", "arn:aws:backup:*:*:backup-vault:lockstep-local", vault, true],
  ["what is beyond a colon, when its part ends", "arn:aws:backup:*:backup-vault:lockstep-local", vault, true],
  ["a kind of resource", "arn:aws:backup:*:*:*:lockstep-local", vault, true],
  ["what is beyond a slash", "arn:aws:iam::*:r*/writer", role, true],
  ["a full stop, and nothing else", "arn:aws:s3:::acme.*.state", "arn:aws:s3:::acme.prod.state", true],
  ["no other account", "arn:aws:iam::22*:role/*", role, false],
  ["no other kind", "arn:aws:iam::*:user/*", role, false],
])("a resource of a policy means %s: %s", (_, pattern, resource, matches) => {
  expect(resourcePattern(pattern)(resource)).toBe(matches);
});

test("a star within a part of a resource is an error, should it have to go beyond that part", () => {
  const pattern = resourcePattern("arn:aws:backup:eu-west-2:111111111111:back*local");

  expect(() => pattern(vault)).toThrow("end each * with its part");
  expect(pattern(role)).toBe(false);
});

test.each([
  ["each part against its own", "arn:aws:iam::*:role/team/*", role, true],
  ["no part for two", "arn:aws:backup:*:backup-vault:lockstep-local", vault, false],
  ["the sixth for all the rest", "arn:aws:backup:*:*:*:lockstep-local", vault, true],
])("an ARN of a condition holds %s: %s", (_, pattern, arn, matches) => {
  expect(arnPattern(pattern)(arn)).toBe(matches);
});
