import type { Pipeline } from "./model.ts";

/**
 * What GitHub writes into the `sub` claim of a workflow's token: by name, and for repositories created after July 2026
 * with the immutable ids of owner and repository as well.
 */
export function githubSubjects({ repository, immutableIds }: Pipeline, context: string): readonly string[] {
  const [owner, name] = repository.split("/");
  const byName = `repo:${repository}:${context}`;
  if (!immutableIds) return [byName];
  return [byName, `repo:${owner}@${immutableIds.owner}/${name}@${immutableIds.repository}:${context}`];
}
