import { describe, expect, test } from "vitest";
import { withoutStrangeKeys } from "../../../src/delivery/run/without-strange-keys.ts";
import type { Change } from "../../../src/delivery/terraform/plan-json.ts";

const optIn = "resource_type_opt_in_preference";
const management = "resource_type_management_preference";
const address = "aws_backup_region_settings.eu-west-2-opt-in";
const planOf = (change: Partial<Change>, type = "aws_backup_region_settings") => ({
  terraform_version: "1.11.4",
  resource_changes: [
    {
      ...{ address, mode: "managed" as const, type, name: "eu-west-2-opt-in", provider_name: "aws" },
      change: { actions: ["update"] as const, before: null, after: null, ...change },
    },
  ],
});
const changeOf = (change: Partial<Change>, type?: string) => {
  const { plan, keys } = withoutStrangeKeys(planOf(change, type));
  return { change: plan.resource_changes?.[0]?.change, keys };
};
const added = (key: string, attribute = optIn) => ({ address, attribute, key, is: "added" });

describe("a plan without keys that AWS has added", () => {
  test("that changes nothing else does nothing", () => {
    const { change, keys } = changeOf({
      before: { id: "eu-west-2", [optIn]: { EBS: true, New: false }, [management]: { EFS: true, Newer: true } },
      after: { id: "eu-west-2", [optIn]: { EBS: true }, [management]: { EFS: true } },
      after_unknown: { [optIn]: {} },
    });

    expect(change).toMatchObject({ actions: ["no-op"], before: change?.after });
    expect(keys).toEqual([added("New"), added("Newer", management)]);
  });

  test("of a map that config leaves out does nothing", () => {
    const { change } = changeOf({
      before: { [optIn]: { EBS: true }, [management]: { Newer: true } },
      after: { [optIn]: { EBS: true }, [management]: null },
    });

    expect(change?.actions).toEqual(["no-op"]);
  });

  test.each<[string, Partial<Change>]>([
    ["turns another on", { after: { [optIn]: { EBS: true, RDS: true } } }],
    ["turns one of them off", { after: { [optIn]: { EBS: false } } }],
    ["leaves out what this version knows", { before: { [optIn]: { EBS: true, RDS: true, New: true } } }],
    ["names another map", { after: { [optIn]: { EBS: true }, [management]: { EFS: true } } }],
    ["comes to something unknown elsewhere", { after_unknown: { id: true } }],
  ])("that %s stays a change of that", (_, change) => {
    const found = changeOf({
      before: { [optIn]: { EBS: true, New: true } },
      after: { [optIn]: { EBS: true } },
      ...change,
    });

    expect(found.change?.actions).toEqual(["update"]);
    expect(found.change?.before).not.toMatchObject({ [optIn]: { New: true } });
    expect(found.keys).toContainEqual(added("New"));
  });

  test("of which nothing but such keys were there stays a change to what config names", () => {
    const found = changeOf({ before: { [optIn]: { New: true } }, after: { [optIn]: { EBS: true } } });

    expect(found.change).toMatchObject({ actions: ["update"], before: { [optIn]: {} } });
  });

  test.each<[string, Partial<Change>, string?]>([
    ["whose map is known only after the apply", { after_unknown: { [optIn]: true } }],
    ["whose map is a secret", { before_sensitive: { [optIn]: true } }],
    ["of something that goes", { actions: ["delete"], after: null }],
    ["of something that is replaced", { actions: ["delete", "create"] }],
    ["of another type", {}, "aws_backup_vault"],
    ["of a type by a name that every object has", {}, "constructor"],
  ])("%s is left as it is", (_, change, type) => {
    const before = { before: { [optIn]: { EBS: true, New: true } }, after: { [optIn]: { EBS: true } }, ...change };

    const found = changeOf(before, type);

    expect(found).toEqual({ change: { actions: ["update"], ...before }, keys: [] });
  });

  test("says what config names and AWS does not list, and leaves it a change: the apply is refused", () => {
    const found = changeOf({ before: { [optIn]: { EBS: true } }, after: { [optIn]: { EBS: true, RDS: true } } });

    expect(found.change?.actions).toEqual(["update"]);
    expect(found.keys).toEqual([{ address, attribute: optIn, key: "RDS", is: "gone" }]);
  });

  test("of which AWS has said nothing yet says nothing is gone", () => {
    expect(changeOf({ before: { [optIn]: {} }, after: { [optIn]: { EBS: true } } }).keys).toEqual([]);
  });

  test("without changes stays without", () => {
    expect(withoutStrangeKeys({ terraform_version: "1.11.4" })).toEqual({
      plan: { terraform_version: "1.11.4" },
      keys: [],
    });
  });
});
