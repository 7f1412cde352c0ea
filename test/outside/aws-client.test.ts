import { BackupClient, DescribeGlobalSettingsCommand } from "@aws-sdk/client-backup";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { ListRootsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test, vi } from "vitest";
import { awsClient } from "../../src/outside/aws-client.ts";
import { asPartOf, awsPatience, backoffMs, type Patience } from "../../src/outside/patience.ts";
import { readObject } from "../../src/outside/read-object.ts";
import { busy, dripping, hardService, mumbling, saying, silent, stalling, throttling } from "./support/hard-service.ts";

const region = "eu-west-2";
const impatient: Patience = { ...awsPatience, silenceMs: 50, totalMs: 20_000, tries: 3, waitMs: () => 0 };
/** Has no time, and bears with silence. */
const hasty: Patience = { ...impatient, silenceMs: 20_000, totalMs: 400 };

/** What came of a question, and how long it took, in milliseconds. */
async function timed(question: () => Promise<unknown>) {
  const begunMs = performance.now();
  const error: unknown = await question().catch((thrown: unknown) => thrown);
  return { error, tookMs: performance.now() - begunMs };
}
const ask = {
  Backup: (patience: Patience) =>
    awsClient(BackupClient, { region }, patience).send(new DescribeGlobalSettingsCommand({})),
  IAM: (patience: Patience) => awsClient(IAMClient, { region }, patience).send(new GetRoleCommand({ RoleName: "any" })),
  KMS: (patience: Patience) => awsClient(KMSClient, { region }, patience).send(new ListKeysCommand({})),
  Organizations: (patience: Patience) =>
    awsClient(OrganizationsClient, { region }, patience).send(new ListRootsCommand({})),
  S3: (patience: Patience) => awsClient(S3Client, { region }, patience).send(new ListBucketsCommand({})),
  STS: (patience: Patience) => awsClient(STSClient, { region }, patience).send(new GetCallerIdentityCommand({})),
};
const asked = {
  ...{ Backup: "DescribeGlobalSettings", IAM: "GetRole", KMS: "ListKeys", Organizations: "ListRoots" },
  ...{ S3: "ListBuckets", STS: "GetCallerIdentity" },
};
const services = Object.keys(ask) as readonly (keyof typeof ask)[];

test.each(services)(
  "%s that takes a question and says nothing is given up after its tries, and named",
  async (name) => {
    const count = await hardService(silent);

    const { error, tookMs } = await timed(() => ask[name](impatient));

    expect(error).toMatchObject({
      name: "TimeoutError",
      message: expect.stringMatching(
        `^no answer within 0.1 s \\(${name} in eu-west-2 was asked for ${asked[name]} 3 times in [\\d.]+ s\\); it is busy or out of reach, try again later$`,
      ),
    });
    expect(count()).toBe(3);
    expect(tookMs).toBeLessThan(15_000);
  },
);

test("so is one whose answer does not come to its beginning, though it says something all the time", async () => {
  const count = await hardService(mumbling);

  const { error } = await timed(() => ask.STS(impatient));

  expect(error).toMatchObject({ message: expect.stringMatching(/^no answer within 0\.1 s .* 3 times in/) });
  expect(count()).toBe(3);
});

test("an answer that comes byte by byte and never ends is given up when the time is over", async () => {
  await hardService(dripping);

  const { error, tookMs } = await timed(() => ask.STS(hasty));

  expect(error).toMatchObject({
    name: "TimeoutError",
    message:
      "no whole answer within 0.4 s (STS in eu-west-2 was asked for GetCallerIdentity); it is busy or out of reach, try again later",
  });
  expect(tookMs).toBeLessThan(15_000);
});

test.each([
  ["byte by byte", dripping, hasty, "no whole answer within 0.4 s"],
  ["not further than its beginning", stalling, impatient, "an answer that ended too soon"],
])("so is an object that comes %s", async (_, habit, patience, said) => {
  await hardService(habit);
  const place = { region, endpoint: process.env["AWS_ENDPOINT_URL"] ?? "", forcePathStyle: true };
  const client = awsClient(S3Client, place, patience);

  const { error, tookMs } = await timed(() => readObject(client, { bucket: "a", key: "b", region }, patience));

  expect(error).toMatchObject({
    message: `${said} (S3 in eu-west-2 was asked for GetObject); it is busy or out of reach, try again later`,
  });
  expect(tookMs).toBeLessThan(15_000);
});

test.each([
  ["has a fault of its own", busy, "ServiceUnavailable", "not now"],
  ["throttles", throttling, "ThrottlingException", "slow down"],
])(
  "a service that %s for ever is asked as often as it may be, and keeps its word for it",
  async (_, habit, name, said) => {
    const count = await hardService(habit);

    const { error } = await timed(() => (habit === busy ? ask.S3 : ask.KMS)(impatient));

    expect(error).toMatchObject({
      name,
      message: expect.stringMatching(
        `^${said} \\(.* 3 times in [\\d.]+ s\\); it is busy or out of reach, try again later$`,
      ),
    });
    expect(count()).toBe(3);
  },
);

test("one that nobody listens for is out of reach, after the same tries", async () => {
  await hardService(silent);
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");

  const { error } = await timed(() => ask.STS(impatient));

  expect(error).toMatchObject({ message: expect.stringContaining("ECONNREFUSED") });
  expect(error).toMatchObject({ message: expect.stringContaining("was asked for GetCallerIdentity 3 times in") });
});

test("no try is begun that could only end after the time, however many are left", async () => {
  const count = await hardService(throttling);

  const { error } = await timed(() => ask.KMS({ ...hasty, tries: 1_000, waitMs: () => 150 }));

  // it is ended between two tries, not in the middle of one
  expect(error).toMatchObject({ name: "ThrottlingException" });
  expect(count()).toBeLessThanOrEqual(3);
});

test("what is refused is not asked again, and is told as it was", async () => {
  const count = await hardService(
    saying(400, '{"__type":"AccessDeniedException","message":"no"}', "application/x-amz-json-1.1"),
  );

  const { error } = await timed(() => ask.KMS(impatient));

  expect(error).toMatchObject({ name: "AccessDeniedException", message: "no" });
  expect(count()).toBe(1);
});

test("a service that is itself again in time answers", async () => {
  const count = await hardService((answer, nth) =>
    (nth < 3 ? throttling : saying(200, '{"Keys":[]}', "application/x-amz-json-1.1"))(answer, nth),
  );

  expect(await ask.KMS(impatient)).toMatchObject({ Keys: [] });
  expect(count()).toBe(3);
});

test("questions of one command have what is left of its time, at most what one question has", async () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const patience = asPartOf({ ...impatient, totalMs: 400 }, 500);
  const leftAt = (ms: number) => {
    now.mockReturnValue(ms);
    return patience.totalMs;
  };

  expect([1_000, 1_100, 1_101, 1_499, 1_500, 9_000].map(leftAt)).toEqual([400, 400, 399, 1, 1, 1]);
});

test("a question that is asked when nothing of it is left ends at once", async () => {
  await hardService(silent);

  const { error } = await timed(() => ask.STS(asPartOf({ ...hasty, totalMs: 20_000 }, 0)));

  expect(error).toMatchObject({ name: "TimeoutError", message: expect.stringMatching(/^no whole answer within 0 s/) });
});

test("it is waited twice as long each time, longer where it throttles, and never more than 20 s", () => {
  const waits = (isThrottled: boolean, random: number) =>
    [0, 1, 2, 9].map((retry) => backoffMs(retry, isThrottled, () => random));

  expect(waits(false, 0)).toEqual([100, 200, 400, 10_000]);
  expect(waits(true, 0)).toEqual([250, 500, 1_000, 10_000]);
  expect(waits(true, 1)).toEqual([500, 1_000, 2_000, 20_000]);
});

test("all that may be waited for a question of AWS is two minutes", () => {
  expect(awsPatience).toMatchObject({ connectMs: 5_000, silenceMs: 20_000, totalMs: 120_000, tries: 5 });
});
