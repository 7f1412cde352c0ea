import { expect, test } from "vitest";
import { copyObstacle } from "../../src/aws/copy-limits.ts";
import { isKindOffered, isTypeOffered } from "../../src/aws/is-offered.ts";
import { knownRegions, partitionOf } from "../../src/aws/regions.ts";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { copyObstacle as modelsObstacle } from "../emulator/model/backup/copy-obstacle.ts";
import { type ResourceKind, resourceFeatures } from "../emulator/model/backup/resource-features.ts";
import { isKnownIn } from "../emulator/model/backup/types-by-region.ts";

/** Those that both hands know; Lockstep's are finer, the model has options of a resource instead. */
const kinds = resourceKinds.flatMap((kind) =>
  kind.name in resourceFeatures ? [{ kind, name: kind.name as ResourceKind }] : [],
);

test("the second reading of AWS's page knows the same types in the same Regions", () => {
  const types = [...new Set(kinds.map(({ kind, name }) => `${kind.type} ${resourceFeatures[name].optInType}`))];
  const differ = types.flatMap((pair) =>
    knownRegions.filter((region) => {
      const { kind, name } =
        kinds.find((one) => pair === `${one.kind.type} ${resourceFeatures[one.name].optInType}`) ?? {};
      return kind && name && isTypeOffered(kind.type, region) !== isKnownIn(region, resourceFeatures[name].optInType);
    }),
  );

  expect(types.length * knownRegions.length).toBeGreaterThan(600);
  expect(differ).toEqual([]);
});

test("and the same copies between accounts, within a partition, whatever is copied from where to where", () => {
  const differ: string[] = [];
  let asked = 0;
  for (const { kind, name } of kinds) {
    for (const from of knownRegions.filter((region) => isKindOffered(kind, region))) {
      for (const to of knownRegions.filter((region) => isKindOffered(kind, region))) {
        // an organization is of one partition: Lockstep is never asked of two
        if (partitionOf(from) !== partitionOf(to)) continue;
        asked++;
        const here = { accountId: "333333333333", region: from };
        const there = { accountId: "222222222222", region: to };
        const isSame =
          (copyObstacle(kind, from, to) === null) ===
          (modelsObstacle(name, resourceFeatures[name], here, there) === null);
        if (!isSame) differ.push(`${name} from ${from} to ${to}`);
      }
    }
  }

  expect(asked).toBeGreaterThan(15_000);
  expect(differ).toEqual([]);
});
