import { expect, test } from "vitest";
import { copyObstacle } from "../../src/aws/copy-limits.ts";
import { isKindOffered, isTypeOffered } from "../../src/aws/is-offered.ts";
import { refusedTimes } from "../../src/aws/refused-times.ts";
import { knownRegions, partitionOf } from "../../src/aws/regions.ts";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { fleetQuotasTable } from "../../src/aws/tables/fleet-quotas-table.ts";
import { copyObstacle as modelsObstacle } from "../emulator/model/backup/copy-obstacle.ts";
import { CopiesUnderWay } from "../emulator/model/backup/copy-quotas.ts";
import { refusedTimes as modelsTimes } from "../emulator/model/backup/refused-times.ts";
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

test("and the same times in which a service refuses, but for Redshift, of which the model has none", () => {
  const thursday = Date.UTC(2026, 0, 1);
  const ownWindows = {
    backup: { atMinute: 12 * 60, minutes: 30 },
    maintenance: { day: 0, atMinute: 20 * 60, minutes: 30 },
  };
  const readings = kinds.map(({ kind, name }) => {
    const times = refusedTimes(kind);
    const stretches = modelsTimes({ kind: name, ownWindows }, thursday, thursday + 24 * 3_600_000);
    const before = (stretches[0] && (thursday + 12 * 3_600_000 - stretches[0].from) / 60_000) ?? null;
    return { name, own: times && [times.beforeMinutes, times.windows], model: before && [before, stretches.length] };
  });

  expect(readings.filter(({ own }) => own !== null).length).toBeGreaterThan(6);
  expect(readings.filter(({ own, model }) => JSON.stringify(own) !== JSON.stringify(model))).toEqual([]);
  expect(
    resourceKinds.filter((kind) => refusedTimes(kind) && !kinds.some((one) => one.name === kind.of)),
  ).toMatchObject([{ name: "Redshift" }]);
});

test("and as many copies at once, or Lockstep the fewer", () => {
  const copy = (kind: ResourceKind) =>
    ({
      ...({ id: "", kind, region: "eu-west-2", state: "CREATED" } as const),
      destinationVaultArn: "arn:aws:backup:eu-west-2:222222222222:backup-vault:central",
    }) as const;
  const differ = kinds.flatMap(({ name }) => {
    const row = fleetQuotasTable.rows.find((one) => one.kinds.includes(name));
    if (!row) return [];
    const under = new CopiesUnderWay();
    const model = Array.from({ length: 200 }, () => under.take(copy(name))).filter((why) => why === null).length;
    const together = fleetQuotasTable.rows
      .flatMap((one) => one.kinds)
      .filter((kind) => kind in resourceFeatures && under.take(copy(kind as ResourceKind)) !== null);
    const isTogether = together.length === row.kinds.length && together.every((kind) => row.kinds.includes(kind));
    return row.atOnce === model && isTogether ? [] : [`${name}: ${row.atOnce}, ${model}`];
  });

  // AWS names a number for Storage Gateway in air-gapped vaults alone: Lockstep takes it, the model counts its copies with those of EBS
  expect(differ).toEqual(["EBS: 20, 20", "EC2: 20, 20", "Storage Gateway: 5, 20"]);
});
