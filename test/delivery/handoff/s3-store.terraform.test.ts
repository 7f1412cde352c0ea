import { createServer } from "node:http";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { s3Store } from "../../../src/delivery/handoff/s3-store.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";

const missing = await missingPipelineTools();

describe.skipIf(missing)("with an S3", () => {
  const moto = useMoto();
  const storeOf = async () => s3Store({ bucket: await moto.bucket(), region: moto.region });

  test("what was put is got, byte for byte, and replaced by what is put again", async () => {
    const store = await storeOf();
    const bytes = Buffer.from([0, 255, 10, 13, 128]);

    await store.put("ledger/a.json", "old");
    await store.put("ledger/a.json", bytes);

    expect(await store.get("ledger/a.json")).toEqual(bytes);
    expect(await store.get("ledger/b.json")).toBe(null);
  });

  test("what is kept as new is never replaced, not even by two at once", async () => {
    const store = await storeOf();

    const outcomes = await Promise.all(["one", "two", "three"].map((body) => store.putNew("plans/a", body)));
    const kept = (await store.get("plans/a"))?.toString();

    expect([...outcomes].sort()).toEqual(["exists", "exists", "kept"]);
    expect(["one", "two", "three"][outcomes.indexOf("kept")]).toBe(kept);
    expect(await store.putNew("plans/a", "four")).toBe("exists");
    expect((await store.get("plans/a"))?.toString()).toBe(kept);
  });

  test("a list holds every key of a prefix, however many there are, sorted", async () => {
    const store = await storeOf();
    // S3 gives a thousand at a time
    const keys = Array.from(
      { length: 1001 },
      (_, index) => `ledger/app-prod/app-${String(index).padStart(4, "0")}.json`,
    );
    for (let at = 0; at < keys.length; at += 50) {
      await Promise.all(keys.slice(at, at + 50).map((key) => store.put(key, "{}")));
    }
    await store.put("ledger/app-production/app-x.json", "{}");

    expect(await store.list("ledger/app-prod/")).toEqual(keys);
    expect(await store.list("nothing/")).toEqual([]);
  });

  test("a bucket that is not there is an error that names it", async () => {
    const store = s3Store({ bucket: "no-such-bucket", region: moto.region });
    const why =
      "got NoSuchBucket: The specified bucket does not exist; use the role of this job, and a bucket that `bootstrap` made";

    await expect(store.get("a")).rejects.toThrow(`could not read s3://no-such-bucket/a: ${why}`);
    await expect(store.put("a", "x")).rejects.toThrow(`could not write s3://no-such-bucket/a: ${why}`);
    await expect(store.putNew("a", "x")).rejects.toThrow(`could not write s3://no-such-bucket/a: ${why}`);
    await expect(store.list("a")).rejects.toThrow(`could not list s3://no-such-bucket/a: ${why}`);
  });
});

/** An S3 that answers every request as `respond` says. */
function storeWith(
  respond: (request: { readonly isList: boolean }) => { readonly status: number; readonly body: string },
) {
  const server = createServer((request, response) => {
    const { status, body } = respond({ isList: request.url?.includes("list-type=2") ?? false });
    response.writeHead(status, { "content-type": "application/xml" }).end(body);
  });
  onTestFinished(() => void server.close());
  return new Promise<ReturnType<typeof s3Store>>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      vi.stubEnv("AWS_ACCESS_KEY_ID", "nobody");
      vi.stubEnv("AWS_SECRET_ACCESS_KEY", "nothing");
      resolve(s3Store({ bucket: "states", region: "eu-west-2" }, { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` }));
    });
  });
}

const denied = { status: 403, body: "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>" };
const listOf = (...keys: readonly string[]) => ({
  status: 200,
  body: `<ListBucketResult><IsTruncated>false</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("")}</ListBucketResult>`,
});

test("what is denied and not listed is not there", async () => {
  const store = await storeWith(({ isList }) => (isList ? listOf("ledger/a.json.old") : denied));

  expect(await store.get("ledger/a.json")).toBe(null);
});

test.each([
  ["listed", listOf("ledger/a.json")],
  ["not to be listed either", denied],
])("what is denied and %s is an error", async (_, list) => {
  const store = await storeWith(({ isList }) => (isList ? list : denied));

  await expect(store.get("ledger/a.json")).rejects.toThrow(
    "could not read s3://states/ledger/a.json: got AccessDenied: Access Denied; use the role of this job, and a bucket that `bootstrap` made",
  );
});
