import { expect, test } from "vitest";
import { putLedgerEntry } from "../../../src/delivery/handoff/ledger-entry.ts";
import type { ObjectStore } from "../../../src/delivery/handoff/object-store.ts";
import { lostApply, noteBegin, noteEnd, noteNothingDone } from "../../../src/delivery/ledger/lost-apply.ts";
import { appliedEntry } from "./support/entries.ts";

const place = { stack: "app-a", scope: "app-prod" } as const;
const key = "ledger/app-prod/app-a.applying.json";
const hash = "a".repeat(64);
const at = "2026-11-24T06:00:00.000Z";
const run = (runId: string) => ({
  runId,
  attempt: "1",
  commit: "c".repeat(40),
  runUrl: `https://acme.example/${runId}`,
});

function memory(objects: Map<string, string> = new Map()) {
  const store: ObjectStore = {
    get: async (name) => (objects.has(name) ? Buffer.from(objects.get(name) ?? "") : null),
    put: async (name, body) => void objects.set(name, String(body)),
    putNew: async () => "exists",
    list: async () => [...objects.keys()],
  };
  return { store, objects };
}

test("an apply that has begun is lost until it says that it ended well", async () => {
  const { store, objects } = memory();
  expect(await lostApply(store, place)).toBe(null);

  await noteBegin(store, place, run("7"), at, hash);
  expect([...objects.keys()]).toEqual([key]);
  expect(await lostApply(store, place)).toEqual({
    apply: "7/1",
    runUrl: "https://acme.example/7",
    beganAt: "2026-11-24T06:00:00.000Z",
    configHash: hash,
  });

  await noteEnd(store, place, run("7"), at);
  expect(await lostApply(store, place)).toBe(null);
});

test("an apply does not end another one's note", async () => {
  const { store } = memory();
  await noteBegin(store, place, run("7"), at, hash);
  await noteBegin(store, place, run("8"), at, hash);

  await noteEnd(store, place, run("7"), at);

  expect(await lostApply(store, place)).toMatchObject({ apply: "8/1" });
});

test("an apply that was refused leaves what there was to look for, and adds nothing", async () => {
  const { store } = memory();
  const first = await noteBegin(store, place, run("7"), at, hash);
  await noteNothingDone(store, place, run("7"), at, first);
  expect(await lostApply(store, place)).toBe(null);

  await noteBegin(store, place, run("8"), at, hash);
  const later = await noteBegin(store, place, run("9"), at, hash);
  await noteNothingDone(store, place, run("9"), at, later);
  expect(await lostApply(store, place)).toMatchObject({ apply: "8/1" });
});

test("one that was refused, because another has ended well in the meantime, leaves nothing of what was lost before both", async () => {
  const { store } = memory();
  await noteBegin(store, place, run("7"), at, hash);
  const refused = await noteBegin(store, place, run("8"), at, hash);
  await noteBegin(store, place, run("9"), at, hash);
  await noteEnd(store, place, run("9"), at);

  await noteNothingDone(store, place, run("8"), at, refused);

  expect(await lostApply(store, place)).toBe(null);
});

test("so it is where both are of one run", async () => {
  const { store } = memory();
  await noteBegin(store, place, run("7"), at, hash);
  const refused = await noteBegin(store, place, run("8"), at, hash);
  await noteEnd(store, place, run("8"), at);

  await noteNothingDone(store, place, run("8"), at, refused);

  expect(await lostApply(store, place)).toBe(null);
});

const minutesLater = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

test.each<[string, object, string | null]>([
  ["is in the ledger since", { runUrl: run("8").runUrl, appliedAt: minutesLater(1) }, null],
  ["was in the ledger before", { runUrl: run("8").runUrl, appliedAt: minutesLater(-1) }, "8/1"],
  ["is not, but another is", { runUrl: run("5").runUrl, appliedAt: minutesLater(1) }, "8/1"],
])("an apply that was overtaken by one that did nothing, and %s, is lost or not by that", async (_, entry, lost) => {
  const { store } = memory();
  await noteBegin(store, place, run("8"), at, hash);
  const overtaken = await noteBegin(store, place, run("9"), at, hash);
  await putLedgerEntry(store, { ...appliedEntry, ...place, ...entry });
  await noteEnd(store, place, run("8"), at);

  await noteNothingDone(store, place, run("9"), at, overtaken);

  expect((await lostApply(store, place))?.apply ?? null).toBe(lost);
});

test.each(["", "{", "{}", '{"version":2}'])("a note of %j is no proof that nothing was lost", async (text) => {
  const { store } = memory(new Map([[key, text]]));

  expect(await lostApply(store, place)).toEqual({ apply: "unknown", runUrl: "", beganAt: "" });
});
