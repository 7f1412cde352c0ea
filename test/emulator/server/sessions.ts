import type { Caller, Context } from "../model/access.ts";

/** Who is behind an access key. */
export interface Session {
  readonly caller: Caller;
  /** Of an assumed role. */
  readonly sessionName: string | null;
}

export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Every access key that was handed out. They never expire. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** @param sessionName of an assumed role */
  issue(caller: Caller, sessionName: string | null = null): IssuedCredentials {
    const accessKeyId = `ASIAEMULATED${String(this.#sessions.size).padStart(8, "0")}`;
    this.#sessions.set(accessKeyId, { caller, sessionName });
    return { accessKeyId, secretAccessKey: `secret-of-${accessKeyId}`, sessionToken: `token-of-${accessKeyId}` };
  }

  /** A key that IAM made for one of its users. */
  learn(accessKeyId: string, arn: string, accountId: string, context: Context = {}): void {
    this.#sessions.set(accessKeyId, { caller: { arn, accountId, context }, sessionName: null });
  }

  of(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }
}
