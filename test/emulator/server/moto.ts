import { request } from "node:http";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OneAfterAnother } from "./one-after-another.ts";
import type { WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

const accountHeader = "x-moto-account-id";

/** The `moto_server` behind the stand-in, which believes whatever account it is told. */
export class Moto {
  readonly #url: URL;
  readonly #iam = new Map<string, IAMClient>();
  readonly #kms = new Map<string, KMSClient>();
  /**
   * One request after another in a service and account: moto's threads trip over each other when one goes through what
   * another changes, and two writers who each want an object to be new both see that it is not there yet.
   */
  readonly #turns = new OneAfterAnother();

  constructor(url: string) {
    this.#url = new URL(url);
  }

  iam(accountId: string): IAMClient {
    return kept(this.#iam, accountId, () =>
      this.#inAccount(new IAMClient(this.#config("us-east-1")), "iam", accountId),
    );
  }

  kms(accountId: string, region: string): KMSClient {
    const key = `${accountId} ${region}`;
    return kept(this.#kms, key, () => this.#inAccount(new KMSClient(this.#config(region)), "kms", accountId));
  }

  /** Hands a request on as it is, in the name of an account. */
  forward(request: WireRequest, accountId: string): Promise<WireAnswer> {
    return this.#turns.run(`${request.service} ${accountId}`, () => this.#send(request, accountId));
  }

  #send({ method, path, query, headers, body }: WireRequest, accountId: string): Promise<WireAnswer> {
    const { expect: _, connection: __, "transfer-encoding": ___, ...kept } = headers;
    const search = query.toString();
    return new Promise((resolve, reject) => {
      const sent = request({
        host: this.#url.hostname,
        port: this.#url.port,
        method,
        path: search === "" ? path : `${path}?${search}`,
        headers: { ...kept, host: this.#url.host, "content-length": body.length, [accountHeader]: accountId },
      });
      sent.on("error", reject);
      sent.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 500,
            headers: withoutConnection(response.headers),
            body: Buffer.concat(chunks),
          }),
        );
      });
      sent.end(body);
    });
  }

  #config(region: string) {
    return {
      region,
      endpoint: this.#url.href,
      credentials: { accessKeyId: "stand-in", secretAccessKey: "stand-in" },
      maxAttempts: 1,
    };
  }

  #inAccount<Client extends IAMClient | KMSClient>(client: Client, service: string, accountId: string): Client {
    const stack: { readonly add: (middleware: Middleware, options: { readonly step: "build" }) => void } =
      client.middlewareStack as never;
    stack.add(
      (next) => (args) => {
        args.request.headers[accountHeader] = accountId;
        return this.#turns.run(`${service} ${accountId}`, () => next(args));
      },
      { step: "build" },
    );
    return client;
  }
}

interface Outgoing {
  readonly request: { readonly headers: Record<string, string> };
}

type Handler = (args: Outgoing) => Promise<unknown>;
type Middleware = (next: Handler) => Handler;

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const one = map.get(key) ?? make();
  map.set(key, one);
  return one;
}

// those that say how this one connection is used
const ofConnection = ["connection", "keep-alive", "transfer-encoding", "content-length"];

function withoutConnection(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofConnection.includes(name) ? [] : [[name, String(value)]],
    ),
  );
}
