import type { PlanFile } from "../handoff/stack-summary.ts";
import { lockedProviders } from "../stack/locked-providers.ts";
import { sha256 } from "../stack/sha256.ts";

/** What there is to apply a plan with. */
export interface Tools {
  readonly terraformVersion: string;
  /** Text of the lock file. */
  readonly lock: string;
}

/**
 * Why a plan is not given to Terraform; `null`: the same Terraform and providers made it. Terraform would refuse it too, with
 * words that do not say what differs.
 */
export function otherTools(
  { terraformVersion, lockHash, providers }: Pick<PlanFile, "terraformVersion" | "lockHash" | "providers">,
  here: Tools,
): string | null {
  if (terraformVersion !== here.terraformVersion) {
    return `got a plan that another Terraform made: ${terraformVersion} planned it, ${here.terraformVersion} would apply it; ${again}`;
  }
  if (lockHash === sha256(here.lock)) return null;
  return `got a plan made with another lock file: ${difference(providers, here.lock)}; ${again}`;
}

const again = "nothing was changed. Dispatch deploy, which plans it again with what there is now";

function difference(planned: PlanFile["providers"], lock: string): string {
  const here = lockedProviders(lock);
  const sources = [...new Set([...Object.keys(planned), ...here.keys()])].sort();
  const versions = sources.flatMap((source) => {
    const [then, now] = [planned[source] ?? "none", here.get(source)?.version ?? "none"];
    return then === now ? [] : [`${source} ${then} planned it, ${now} would apply it`];
  });
  return versions.length > 0 ? versions.join(", ") : "the versions are the same, the checksums or the rest differ";
}
