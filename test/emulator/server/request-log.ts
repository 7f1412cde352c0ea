import type { Fault } from "./fault.ts";

/** One request and what became of it. */
export interface LoggedRequest {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accountId: string | null;
  readonly callerArn: string | null;
  /** `null`: there was no answer. */
  readonly status: number | null;
  /** Why it was refused, or went wrong; `null`: it did not. */
  readonly because: string | null;
  readonly fault: Fault | null;
}

/** Everything that was asked of the stand-in, in the order in which it was answered. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.#requests.push(request);
  }

  all(): readonly LoggedRequest[] {
    return this.#requests;
  }

  /** Those that somebody was not allowed, in words. */
  denials(): readonly string[] {
    return this.#inWords(({ status }) => status === 403);
  }

  /** Those in which the stand-in itself, or moto, went wrong, in words. */
  breakdowns(): readonly string[] {
    return this.#inWords(({ status, fault }) => fault === null && (status ?? 500) >= 500);
  }

  #inWords(isMeant: (request: LoggedRequest) => boolean): readonly string[] {
    return this.#requests
      .filter(isMeant)
      .map(
        ({ callerArn, service, operation, because }) => `${callerArn ?? "nobody"} ${service}:${operation}: ${because}`,
      );
  }
}
