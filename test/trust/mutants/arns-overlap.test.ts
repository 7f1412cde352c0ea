import { expect, test } from "vitest";
import { arnsOverlap } from "./arns-overlap.ts";

test.each([
  ["*", "arn:aws:kms:*:*:key/*"],
  ["arn:*:iam::*:role/lockstep-*", "arn:*:iam::*:role/*"],
  ["arn:aws:s3:::state/prod/*", "arn:*:s3:::*/*"],
  ["arn:*:events:*:*:rule/*/lockstep-*", "arn:*:events:*:*:rule/bus/*"],
])("%s and %s can be the same ARN", (one, other) => {
  const found = [arnsOverlap(one, other), arnsOverlap(other, one)];

  expect(found).toEqual([true, true]);
});

test.each([
  ["arn:*:iam::*:role/lockstep-*", "arn:*:iam::*:user/*"],
  ["arn:*:iam::*:role/*", "arn:*:iam::*:root"],
  ["arn:aws:s3:::state", "arn:*:s3:::*/*"],
  ["arn:*:kms:*:222222222222:key/*", "arn:*:kms:*:333333333333:key/*"],
])("%s and %s cannot", (one, other) => {
  const found = [arnsOverlap(one, other), arnsOverlap(other, one)];

  expect(found).toEqual([false, false]);
});
