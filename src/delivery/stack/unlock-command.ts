import type { Scope } from "../../names.ts";

/**
 * The command that removes a left lock, whole, to be pasted: the workflow; of what a person applies, which the workflow
 * cannot reach, the command line.
 *
 * @param lockId as whoever took the lock wrote it
 */
export function unlockCommand(stack: string, scope: Scope, lockId: string): string {
  // Terraform's are UUIDs; any other would be more than an argument to a shell
  const id = /^[\w-]+$/.test(lockId) ? lockId : "'<the id above>'";
  return scope === "bootstrap"
    ? `npm run -s lockstep -- unlock --stack ${stack} --head cdktf.out --lock-id ${id}`
    : `gh workflow run unlock.yml --ref main -f stack=${stack} -f scope=${scope} -f lock-id=${id}`;
}
