import type { Environment } from "../terraform/offline-environment.ts";
import { isProgram } from "./why-nobody-else.ts";

/**
 * Refuses a run that a program began again. Who has to agree was asked of who began it first, and a program may have been
 * told to by anybody: whoever began it could then approve it themselves.
 *
 * @param again what a person does instead
 * @throws before anything is done
 */
export function refuseProgram(env: Environment, again: string): void {
  const login = env["GITHUB_TRIGGERING_ACTOR"] ?? "";
  if ((env["GITHUB_RUN_ATTEMPT"] ?? "1") !== "1" && isProgram(login))
    throw new Error(`got a run that ${login} began again; nothing was changed: ${again} yourself`);
}
