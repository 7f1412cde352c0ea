import { knownRegions, partitionOf } from "../aws/regions.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import { type ConfigKey, inAccount, inOrganization } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { useInstead } from "../words/nearest.ts";
import type { ConfigFiles } from "./config-files.ts";
import { partition } from "./rules/partition.ts";
import { unknownRegion } from "./rules/unknown-region.ts";

interface Mention {
  readonly region: string;
  readonly at: ConfigKey;
}

/** Every Region exists, and all are of one partition: backups cannot be copied from one partition to another. */
export function regionsAreKnown(files: ConfigFiles): readonly Diagnostic<ConfigKey>[] {
  const mentions = mentionsIn(files);
  const home = files.organization?.shared.region;
  const homePartition = home === undefined ? undefined : partitionOf(home);

  return mentions.flatMap(({ region, at }): readonly Diagnostic<ConfigKey>[] => {
    const own = partitionOf(region);
    if (own === undefined) {
      return [
        diagnosticOf(unknownRegion, { at, got: `no Region named "${region}"`, use: useInstead(region, knownRegions) }),
      ];
    }
    if (homePartition !== undefined && own !== homePartition) {
      return [
        diagnosticOf(partition, {
          at,
          got: `got ${region} of partition ${own}, but shared is in ${home} of ${homePartition}`,
          use: "use Regions of one partition",
        }),
      ];
    }
    return [];
  });
}

function mentionsIn({ organization, accounts }: ConfigFiles): readonly Mention[] {
  const list = (regions: readonly string[] | undefined, at: (index: number) => ConfigKey) =>
    (regions ?? []).map((region, index) => ({ region, at: at(index) }));

  const mentions: Mention[] = [];
  if (organization) {
    const { shared, regions, central, units, optIn, management } = organization;
    mentions.push({ region: shared.region, at: inOrganization("shared", "region") });
    mentions.push(...list(regions, (index) => inOrganization("regions", index)));
    for (const cls of ["prod", "nonprod"] as const) {
      mentions.push(...list(central[cls].regions, (index) => inOrganization("central", cls, "regions", index)));
    }
    for (const [name, unit] of Object.entries(units)) {
      mentions.push(...list(unit.regions, (index) => inOrganization("units", name, "regions", index)));
    }
    for (const region of Object.keys(optIn.byRegion)) {
      mentions.push({ region, at: { ...inOrganization("optIn", "byRegion", region), key: true } });
    }
    if (management) mentions.push({ region: management.region, at: inOrganization("management", "region") });
  }
  for (const [name, account] of accounts) {
    mentions.push(...list(account?.regions, (index) => inAccount(name, "regions", index)));
  }
  return mentions;
}
