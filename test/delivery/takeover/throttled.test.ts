import { expect, test } from "vitest";
import { accountReader } from "../../../src/delivery/takeover/account-reader.ts";
import { answerInPlaceOfAws } from "../../support/in-place-of-aws.ts";

/** An AWS to which everything is too much, but for taking a role. */
async function startBusyAws() {
  let asked = 0;
  await answerInPlaceOfAws((request, answer) => {
    request.resume();
    if (request.headers["x-amz-target"] === undefined) {
      answer.end(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>r</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2036-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
      );
      return;
    }
    asked += 1;
    answer.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    answer.end(JSON.stringify({ __type: "ThrottlingException", message: "slow down" }));
  });
  return () => asked;
}

test("what AWS throttles is asked six times, whether by a role or by the job's own credentials", async () => {
  const asked = await startBusyAws();
  const role = "arn:aws:iam::666666666601:role/lockstep-pipeline-plan";
  const waits: [number, boolean][] = [];
  const waitMs = (...told: [number, boolean]) => waits.push(told) * 0;

  for (const reader of [accountReader(null, { waitMs }), accountReader(role, { waitMs })]) {
    await expect(reader.keys("eu-west-2", new Set())).rejects.toThrow(
      /^could not look for .* \(keys in eu-west-2\): got ThrottlingException: slow down \(KMS in eu-west-2 was asked for ListKeys 6 times in [\d.]+ s\); it is busy or out of reach, try again later; nothing is planned, or it would be made twice$/,
    );
  }

  expect(asked()).toBe(12);
  const once = [0, 1, 2, 3, 4].map((retry) => [retry, true]);
  expect(waits).toEqual([...once, ...once]);
});
