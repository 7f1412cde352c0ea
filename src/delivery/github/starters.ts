import type { Environment } from "../terraform/offline-environment.ts";

/**
 * Logins of who began the run of a workflow, and of who began it again, each once:
 * docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
 *
 * @throws when it is none
 */
export function starters(env: Environment): readonly string[] {
  const names = ["GITHUB_ACTOR", "GITHUB_TRIGGERING_ACTOR"].map((name) => {
    const login = env[name] ?? "";
    if (/^[\w.-]+(\[bot\])?$/.test(login)) return login;
    throw new Error(`${name}: got ${JSON.stringify(login)}; run this in a workflow, or set it as GitHub does`);
  });
  return [...new Set(names)];
}
