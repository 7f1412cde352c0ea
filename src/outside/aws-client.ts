import { counted } from "../words/counted.ts";
import { outOfReach } from "./out-of-reach.ts";
import { awsPatience, type Patience } from "./patience.ts";
import { within } from "./within.ts";

/** As much of a client of the AWS SDK as all of them have. */
interface Client {
  readonly config: { readonly serviceId?: string; readonly requestHandler: unknown };
  send(command: object, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

export interface AwsClientConfig {
  readonly region: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  /** Another than AWS's. */
  readonly endpoint?: string;
  readonly forcePathStyle?: boolean;
}

/**
 * A client of the AWS SDK of which every question ends in time, with an answer or with an error that says what was asked
 * of whom, how often and for how long. All clients are made here. It asks again only while AWS throttles, has a fault of
 * its own or is out of reach, and none of what Lockstep asks does anything a second time.
 */
export function awsClient<Kind extends { readonly config: object }>(
  Make: new (config: never) => Kind,
  config: AwsClientConfig,
  patience: Patience = awsPatience,
  /** Whose connections to use; its own, if there is none. */
  other?: { readonly config: { readonly requestHandler: unknown } },
): Kind {
  const { connectMs, silenceMs, tries } = patience;
  const retries = new RetryInTime(patience);
  const client = new Make({
    ...config,
    maxAttempts: tries,
    retryStrategy: retries,
    requestHandler: other?.config.requestHandler ?? {
      connectionTimeout: connectMs,
      requestTimeout: silenceMs,
      throwOnRequestTimeout: true,
      socketTimeout: silenceMs,
    },
  } as never);

  const asked = client as unknown as Client;
  const send = asked.send.bind(client);
  asked.send = async (command, options = {}) => {
    const begunMs = performance.now();
    const { totalMs } = patience;
    const what = `${asked.config.serviceId} in ${config.region} was asked for ${command.constructor.name.replace(/Command$/, "")}`;
    const late = () => outOfReach(`no whole answer within ${seconds(totalMs)} s`, what, "TimeoutError");
    try {
      return await within(totalMs, late, (signal) =>
        send(command, {
          abortSignal: options.abortSignal ? AbortSignal.any([options.abortSignal, signal]) : signal,
        }),
      );
    } catch (error) {
      const given = retries.triesOf(error);
      if (!(error instanceof Error) || given === undefined) throw error;
      const message = error.message.startsWith("@smithy/") ? `no answer within ${seconds(silenceMs)} s` : error.message;
      const times = `${counted(given, "time")} in ${seconds(performance.now() - begunMs)} s`;
      throw outOfReach(message, `${what} ${times}`, error.name, error);
    }
  };
  return client;
}

interface Token {
  readonly begunMs: number;
  getRetryCount(): number;
  getRetryDelay(): number;
}

/** As the AWS SDK asks for it: whether a question is asked again, and after how long. */
class RetryInTime {
  readonly #patience: Patience;
  readonly #given = new WeakMap<object, number>();

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** How often was asked what ended in this error, if it was given up because AWS is busy or out of reach. */
  triesOf(error: unknown): number | undefined {
    return typeof error === "object" && error !== null ? this.#given.get(error) : undefined;
  }

  async acquireInitialRetryToken(): Promise<Token> {
    return tokenOf(performance.now(), 0, 0);
  }

  async refreshRetryTokenForRetry(
    token: Token,
    { error, errorType }: { readonly error?: unknown; readonly errorType: string },
  ): Promise<Token> {
    const { tries, totalMs, waitMs } = this.#patience;
    if (errorType !== "THROTTLING" && errorType !== "TRANSIENT") throw new Error("nothing that passes");
    const retry = token.getRetryCount();
    const delayMs = retry + 1 < tries ? waitMs(retry, errorType === "THROTTLING") : Number.POSITIVE_INFINITY;
    if (performance.now() - token.begunMs + delayMs < totalMs) return tokenOf(token.begunMs, retry + 1, delayMs);
    if (typeof error === "object" && error !== null) this.#given.set(error, retry + 1);
    throw new Error("no time or try is left");
  }

  recordSuccess(): void {}
}

const tokenOf = (begunMs: number, count: number, delayMs: number): Token => ({
  begunMs,
  getRetryCount: () => count,
  getRetryDelay: () => delayMs,
});

const seconds = (milliseconds: number) => Math.round(milliseconds / 100) / 10;
