import { knownRegions, partitionOf } from "../aws/regions.ts";
import { error, type Finding, inAccount, inOrganization, type Place } from "../finding.ts";
import { useInstead } from "../words/nearest.ts";
import type { ConfigFiles } from "./config-files.ts";

interface Mention {
  readonly region: string;
  readonly at: Place;
}

/** Every Region exists, and all are of one partition: backups cannot be copied from one partition to another. */
export function regionsAreKnown(files: ConfigFiles): readonly Finding[] {
  const mentions = mentionsIn(files);
  const home = files.organization?.shared.region;
  const partition = home === undefined ? undefined : partitionOf(home);

  return mentions.flatMap(({ region, at }) => {
    const own = partitionOf(region);
    if (own === undefined) {
      return [error("unknown-region", at, `no Region named "${region}"; ${useInstead(region, knownRegions)}`)];
    }
    if (partition !== undefined && own !== partition) {
      const message = `got ${region} of partition ${own}, but shared is in ${home} of ${partition}; use Regions of one partition`;
      return [error("partition", at, message)];
    }
    return [];
  });
}

function mentionsIn({ organization, accounts }: ConfigFiles): readonly Mention[] {
  const list = (regions: readonly string[] | undefined, at: (index: number) => Place) =>
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
