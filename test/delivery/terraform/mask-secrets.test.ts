import { expect, test } from "vitest";
import { maskSecrets } from "../../../src/delivery/terraform/mask-secrets.ts";

// put together here, so that nothing that looks like a key stands in the repository
const keyId = `AKIA${"IOSFODNN7EXAMPLE"}`;
const temporaryKeyId = `ASIA${"IOSFODNN7EXAMPLE"}`;
const secret = `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYEXAMPLEKEY"}`;
const token = `IQoJb3JpZ2luX2VjE${"aB3/".repeat(50)}==`;

test.each([
  ["an access key", `got ${keyId}!`, "got (masked)!"],
  ["a temporary access key", temporaryKeyId, "(masked)"],
  ["a secret key", `key ${secret} is wrong`, "key (masked) is wrong"],
  ["a session token", `token "${token}"`, 'token "(masked)"'],
  ["a named one of any form", 'SecretAccessKey: "short", next', 'SecretAccessKey: "(masked)", next'],
  ["a signed address", "X-Amz-Security-Token=abc&X-Amz-Date=1", "X-Amz-Security-Token=(masked)&X-Amz-Date=1"],
  ["a web identity", `eyJhbGciOi.eyJzdWIiOi.c2ln in header`, "(masked) in header"],
])("%s is masked", (_, text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test("credentials of the job itself are masked whatever they look like", () => {
  const env = {
    AWS_SECRET_ACCESS_KEY: "plain-words-secret",
    GITHUB_TOKEN: "plain-words-secret-and-more",
    HOME: "/home/runner",
    EMPTY_TOKEN: "",
  };

  expect(maskSecrets("a plain-words-secret-and-more b plain-words-secret c /home/runner", env)).toBe(
    "a (masked) b (masked) c /home/runner",
  );
});

test.each([
  "arn:aws:iam::555555555501:role/lockstep-pipeline-plan",
  "commit 984e668aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  `sha-256 ${"0a".repeat(32)}`,
  "RequestID: 6a2f0a52-8f4e-4c55-9a8e-2d8f1d2f9b11",
  "s3://lockstep-state-acme-222222222222/state/app-nonprod/app-payments.tfstate",
  "arn:aws:backup:eu-west-2:555555555555:backup-vault:lockstep-central-nonprod",
])("%s is no secret", (text) => {
  expect(maskSecrets(text)).toBe(text);
});

test.each(["AWS_SECRET", "A_TOKEN", "DB_PASSWORD", "AWS_ACCESS_KEY_ID"])(
  "a value of %s is masked from eight signs on: a shorter one would be a word of any text",
  (name) => {
    expect(maskSecrets("a 12345678 b 1234567 c", { [name]: "12345678" })).toBe("a (masked) b 1234567 c");
    expect(maskSecrets("a 12345678 b 1234567 c", { [name]: "1234567" })).toBe("a 12345678 b 1234567 c");
  },
);

test("a long run of signs is a token from 150 on", () => {
  expect(maskSecrets("_".repeat(150))).toBe("(masked)");
  expect(maskSecrets("_".repeat(149))).toBe("_".repeat(149));
});
