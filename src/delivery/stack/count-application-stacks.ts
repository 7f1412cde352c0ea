import { readFile } from "node:fs/promises";
import { mapConcurrently } from "../../map-concurrently.ts";
import { holdsAccounts } from "./pipeline-scope.ts";
import { stackPlace } from "./stack-place.ts";
import { parseObject, readStackTree } from "./stack-tree.ts";

const readers = 16;

/** How many application accounts' stacks a synthesized folder holds, by what each says of itself. @throws naming the stack that is broken, or the folder without any stack */
export async function countApplicationStacks(folder: string): Promise<number> {
  const { stacks, file } = await readStackTree(folder);
  if (stacks.length === 0) throw new Error(`got no stacks in ${folder}; use a folder that \`lockstep synth\` wrote`);
  const ofAccounts = await mapConcurrently(stacks, readers, async (stack) => {
    const { scope } = stackPlace(stack, parseObject(await readFile(file(stack), "utf8"), file(stack)));
    return holdsAccounts(scope);
  });
  return ofAccounts.filter((isOne) => isOne).length;
}
