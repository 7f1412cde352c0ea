import { expect, test } from "vitest";
import { isTransient } from "../../../src/delivery/terraform/transient.ts";

test.each([
  ["throttling", "Error: operation error Backup: CreateBackupVault, api error ThrottlingException: Rate exceeded"],
  ["too many requests", "api error TooManyRequestsException: slow down"],
  ["S3's throttling", "https response error StatusCode: 503, api error SlowDown: Please reduce your request rate."],
  ["a request that got nowhere", "RequestError: send request failed"],
  ["a connection that was reset", "read tcp 10.0.0.1:4711->52.1.1.1:443: read: connection reset by peer"],
  ["a timeout", "dial tcp 52.1.1.1:443: i/o timeout"],
  ["a handshake that took too long", "net/http: TLS handshake timeout"],
  [
    "an error of AWS",
    "https response error StatusCode: 500, RequestID: 1, api error InternalError: We encountered an error",
  ],
  ["a service that is not there", "api error ServiceUnavailable: try later"],
  [
    "a registry that does not answer",
    "Error: Failed to query available provider packages\n\nCould not retrieve: could not connect to registry.terraform.io: Client.Timeout exceeded",
  ],
  ["a phrase that Terraform wrapped", "read tcp 10.0.0.1: read: connection\nreset by peer"],
])("%s is worth another try", (_, said) => {
  expect(isTransient(said, 3600)).toBe(true);
});

test.each([
  ["a denial", "api error AccessDenied: User: arn:aws:iam::1:role/a is not authorized to perform: backup:X"],
  ["a denial that is wrapped beside a 503", "StatusCode: 503\nUser is not authorized\nto perform: backup:X"],
  ["a value that AWS refuses", "api error ValidationException: 1 validation error detected"],
  ["a stale plan", "Error: Saved plan is stale"],
  [
    "a lock",
    "Error: Error acquiring the state lock\n\nError message: operation error S3: PutObject, StatusCode: 412, RequestError",
  ],
  ["an argument that there is not", 'Error: Unsupported argument\n\nAn argument named "a" is not expected here.'],
  ["credentials that have expired", "api error ExpiredToken: The provided token has expired. StatusCode: 500"],
  ["a bug", "panic: runtime error: index out of range"],
  ["a status in a longer number", "resource 15003 not found, StatusCode: 404"],
  ["silence", ""],
])("%s is not", (_, said) => {
  expect(isTransient(said, 0)).toBe(false);
});

test.each([
  [0, true],
  [59, true],
  [60, false],
])("an identity that is not known yet, %i seconds into the job: another try is %s", (elapsedSeconds, worth) => {
  const said =
    "operation error STS: AssumeRoleWithWebIdentity, StatusCode: 403, api error AccessDenied: Not authorized to perform\nsts:AssumeRoleWithWebIdentity";

  expect(isTransient(said, elapsedSeconds)).toBe(worth);
});
