import type * as aws from "@aws-sdk/client-backup";
import type { Caller } from "../access.ts";
import { anything, enter, invalid, refused } from "./gate.ts";
import type { Preferences } from "./settings.ts";
import type { World } from "./world.ts";

/** Opt-in of an account in a Region, and the organization's switches, as callers ask for them. */
export class SettingsOperations {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async describeRegion(caller: Caller, region: string): Promise<aws.DescribeRegionSettingsOutput> {
    await enter(this.#world, caller, region, "backup:DescribeRegionSettings", anything(caller));
    const { optIn, management } = this.#world.settings.of(caller.accountId, region);
    return { ResourceTypeOptInPreference: { ...optIn }, ResourceTypeManagementPreference: { ...management } };
  }

  /** Changes what it names and nothing else. */
  async updateRegion(caller: Caller, region: string, input: aws.UpdateRegionSettingsInput): Promise<void> {
    await enter(this.#world, caller, region, "backup:UpdateRegionSettings", anything(caller));
    const { settings } = this.#world;
    const before = settings.of(caller.accountId, region);
    settings.put(caller.accountId, region, {
      optIn: changed(before.optIn, input.ResourceTypeOptInPreference),
      management: changed(before.management, input.ResourceTypeManagementPreference),
    });
  }

  async describeGlobal(caller: Caller, region: string): Promise<aws.DescribeGlobalSettingsOutput> {
    await enter(this.#world, caller, region, "backup:DescribeGlobalSettings", anything(caller));
    const { settings, organizations } = this.#world;
    if (!organizations.isMember(caller.accountId)) throw refused("The account is not a member of an organization");
    const at = settings.globalUpdatedAt;
    return { GlobalSettings: { ...settings.global }, ...(at === null ? {} : { LastUpdateTime: new Date(at) }) };
  }

  /** Source: docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html */
  async updateGlobal(caller: Caller, region: string, input: aws.UpdateGlobalSettingsInput): Promise<void> {
    await enter(this.#world, caller, region, "backup:UpdateGlobalSettings", anything(caller));
    const { settings, organizations, clock } = this.#world;
    if (caller.accountId !== organizations.managementAccountId) {
      throw refused("Only the management account of the organization can update global settings");
    }
    const wanted = input.GlobalSettings ?? {};
    for (const [key, value] of Object.entries(wanted)) {
      if (!(key in settings.global)) throw invalid(`Unknown global setting ${key}`);
      if (value !== "true" && value !== "false") throw invalid(`${key} must be true or false`);
    }
    settings.putGlobal(wanted, clock.now());
  }
}

/** A type that the Region does not know is refused, and with it all others (hashicorp/terraform-provider-aws#21801, boto/boto3#3758). */
function changed(before: Preferences, wanted: Readonly<Record<string, boolean>> = {}): Preferences {
  const unknown = Object.keys(wanted).find((type) => !(type in before));
  if (unknown !== undefined)
    throw invalid(
      `Element present in resource type opt in preference has invalid values: ${unknown}. Please use describeRegionSettings API to know the supported resource types`,
    );
  return { ...before, ...wanted };
}
