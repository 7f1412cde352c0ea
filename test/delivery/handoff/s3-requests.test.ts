import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { s3Store } from "../../../src/delivery/handoff/s3-store.ts";

interface Answer {
  readonly status: number;
  readonly body?: string;
}

/** A store at an S3 that answers as `respond` says, and the requests that came. */
async function storeWith(
  respond: (request: IncomingMessage, nth: number, body: string) => Answer,
  variable: "AWS_ENDPOINT_URL_S3" | "AWS_ENDPOINT_URL" = "AWS_ENDPOINT_URL_S3",
) {
  const requests: string[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const nth = requests.length;
    const sent = (await request.toArray()).join("");
    bodies.push(sent);
    const { status, body = "" } = respond(request, nth, sent);
    response.writeHead(status, { "content-type": "application/xml" }).end(body);
  });
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("AWS_ACCESS_KEY_ID", "nobody");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "nothing");
  const { port } = server.address() as AddressInfo;
  const store = s3Store(
    { bucket: "states", region: "eu-west-2" },
    { [variable]: `http://localhost:${port}` },
    { waitMs: () => 0 },
  );
  return { store, requests, bodies };
}

const failure = (code: string) => `<Error><Code>${code}</Code><Message>no</Message></Error>`;

test.each(["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"] as const)(
  "an S3 at %s is asked for the bucket by path, because it has no host name a bucket",
  async (variable) => {
    const { store, requests } = await storeWith(() => ({ status: 200, body: "kept" }), variable);

    const text = (await store.get("ledger/a.json"))?.toString();

    expect(text).toBe("kept");
    expect(requests).toEqual(["GET /states/ledger/a.json?x-id=GetObject"]);
  },
);

test("an S3 that is busy is asked five times, and no more", async () => {
  const { store, requests } = await storeWith(() => ({ status: 503, body: failure("SlowDown") }));

  await expect(store.get("a")).rejects.toThrow(
    /^could not read s3:\/\/states\/a: got SlowDown: no \(S3 in eu-west-2 was asked for GetObject 5 times in [\d.]+ s\); it is busy or out of reach, try again later$/,
  );
  expect(requests).toHaveLength(5);
});

/** An S3 that keeps what it is given, and loses its first answer to it. */
function forgetfulS3(before?: string) {
  const kept = new Map(before === undefined ? [] : [["/states/plans/a", before]]);
  return ({ method, url = "" }: IncomingMessage, nth: number, body: string): Answer => {
    const key = url.split("?")[0] ?? "";
    if (method === "GET") return { status: 200, body: kept.get(key) ?? "" };
    const isThere = kept.has(key);
    if (!isThere) kept.set(key, body);
    return nth === 1
      ? { status: 500 }
      : isThere
        ? { status: 412, body: failure("PreconditionFailed") }
        : { status: 200 };
  };
}

test("a new object of which the answer was lost is kept, and not taken for another's", async () => {
  const { store } = await storeWith(forgetfulS3());

  expect(await store.putNew("plans/a", "x")).toBe("kept");
});

test("one that meets another's stays out, though its first answer was lost", async () => {
  const { store } = await storeWith(forgetfulS3("of another"));

  expect(await store.putNew("plans/a", "x")).toBe("exists");
});

test("an object that is empty is there", async () => {
  const { store } = await storeWith(() => ({ status: 200 }));

  expect(await store.get("a")).toEqual(Buffer.from(""));
});

test("an object that is not there is nothing, and nothing is listed for it", async () => {
  const { store, requests } = await storeWith(() => ({ status: 404, body: failure("NoSuchKey") }));

  expect(await store.get("a")).toBe(null);
  expect(requests).toHaveLength(1);
});

const listed = (...keys: readonly string[]) =>
  `<ListBucketResult><IsTruncated>false</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("")}</ListBucketResult>`;
const isList = ({ url }: IncomingMessage) => url?.includes("list-type=2") ?? false;
const denied = { status: 403, body: failure("AccessDenied") };

test("what S3 calls denied and does not list is not there, even when a longer key is", async () => {
  const { store } = await storeWith((request) => (isList(request) ? { status: 200, body: listed("a.old") } : denied));

  expect(await store.get("a")).toBe(null);
});

test.each([
  ["lists", { status: 200, body: listed("a") }],
  ["does not let be listed either", denied],
])("what S3 calls denied and %s is an error", async (_, list) => {
  const { store } = await storeWith((request) => (isList(request) ? list : denied));

  await expect(store.get("a")).rejects.toThrow(
    "could not read s3://states/a: got AccessDenied: no; use the role of this job, and a bucket that `bootstrap` made",
  );
});

test("what S3 refuses for another reason is an error that nothing is listed for", async () => {
  const { store, requests } = await storeWith((request) =>
    isList(request) ? { status: 200, body: listed() } : { status: 400, body: failure("InvalidRequest") },
  );

  await expect(store.get("a")).rejects.toThrow("got InvalidRequest: no");
  expect(requests).toHaveLength(1);
});

test.each([
  [412, "PreconditionFailed"],
  [409, "ConditionalRequestConflict"],
])("a new object that meets another is refused by S3 with %i %s, and the other stays", async (status, code) => {
  const conditions: (string | undefined)[] = [];
  const { store } = await storeWith(({ headers }) => {
    conditions.push(headers["if-none-match"]);
    return { status, body: failure(code) };
  });

  expect(await store.putNew("plans/a", "x")).toBe("exists");
  expect(new Set(conditions)).toEqual(new Set(["*"]));
});

test("a new object that S3 takes is kept, and one put in place of another asks for nothing", async () => {
  const conditions: (string | undefined)[] = [];
  const { store, bodies } = await storeWith(({ headers }) => {
    conditions.push(headers["if-none-match"]);
    return { status: 200 };
  });

  expect(await store.putNew("plans/a", "x")).toBe("kept");
  await store.put("plans/a", "y");

  expect(conditions).toEqual(["*", undefined]);
  expect(bodies.join(" ")).toMatch(/x.*y/s);
});

test("a list goes on while S3 has more of it, asks for the prefix alone and is sorted", async () => {
  const page = (keys: readonly string[], next: string) =>
    `<ListBucketResult><IsTruncated>${next !== ""}</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("")}${next && `<NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`;
  const { store, requests } = await storeWith((_, nth) => ({
    status: 200,
    body: nth === 1 ? page(["ledger/c", "ledger/b"], "more") : page(["ledger/a"], ""),
  }));

  expect(await store.list("ledger/")).toEqual(["ledger/a", "ledger/b", "ledger/c"]);
  expect(requests).toEqual([
    "GET /states/?list-type=2&prefix=ledger%2F",
    "GET /states/?continuation-token=more&list-type=2&prefix=ledger%2F",
  ]);
});

test.each<[string, (store: ReturnType<typeof s3Store>) => Promise<unknown>]>([
  ["read s3://states/a", (store) => store.get("a")],
  ["write s3://states/a", (store) => store.put("a", "x")],
  ["write s3://states/a", (store) => store.putNew("a", "x")],
  ["list s3://states/a", (store) => store.list("a")],
])("what fails otherwise is told as: could not %s, with what S3 said as its cause", async (what, ask) => {
  const { store } = await storeWith(() => ({ status: 400, body: failure("InvalidRequest") }));

  const error: unknown = await ask(store).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({
    message: `could not ${what}: got InvalidRequest: no; use the role of this job, and a bucket that \`bootstrap\` made`,
    cause: { name: "InvalidRequest" },
  });
});
