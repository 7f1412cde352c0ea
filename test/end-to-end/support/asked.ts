import { isMutating } from "../../emulator/server/is-mutating.ts";
import type { LoggedRequest } from "../../emulator/server/request-log.ts";
import type { StandIn } from "../../emulator/server/stand-in.ts";

const roleOf = ({ callerArn }: LoggedRequest) => callerArn?.split("/").at(-1) ?? "nobody";

/** Names of the roles that asked for something, sorted; `nobody` is who shows a token to become one. */
export const rolesIn = (requests: readonly LoggedRequest[]): readonly string[] =>
  [...new Set(requests.map(roleOf))].sort();

/** Who changed something, or tried to, in which service, sorted. */
export const writersIn = (requests: readonly LoggedRequest[]): readonly string[] =>
  [
    ...new Set(
      requests
        .filter(({ operation }) => isMutating(operation))
        .map((request) =>
          request.service === "s3"
            ? `${roleOf(request)} s3:${request.operation}`
            : `${roleOf(request)} ${request.service}`,
        ),
    ),
  ].sort();

/** What each of the pipeline's roles in the accounts asked of AWS, as policies name it, sorted. */
export function askedBy(role: string, requests: readonly LoggedRequest[]): readonly string[] {
  const own = requests.filter((request) => roleOf(request) === role);
  return [...new Set(own.map(({ service, operation }) => `${service}:${operation}`))].sort();
}

/** Requests that were refused, each sort once, since some request of the log. */
export const refusedIn = (standIn: StandIn, since = 0): readonly string[] =>
  [
    ...new Set(
      standIn.log
        .all()
        .slice(since)
        .filter(({ status }) => status === 403)
        .map((request) => `${roleOf(request)} ${request.service}:${request.operation}`),
    ),
  ].sort();

/**
 * Terraform's S3 backend lists the states of other workspaces, below `env:/`, whenever it starts. The hub's roles may not,
 * and it goes on without.
 */
export const isListOfWorkspaces = (refused: string) => /^lockstep-hub-[a-z-]+ s3:ListObjectsV2$/.test(refused);
