import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const floor = "src/delivery";

/** The rooms that each room of delivery imports from. */
function neighbours(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const files = readdirSync(floor, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  for (const file of files) {
    const [room = ""] = file.split("/");
    const others = found.get(room) ?? new Set();
    found.set(room, others);
    for (const [, path = ""] of readFileSync(join(floor, file), "utf8").matchAll(/from "(\.[^"]+)"/g)) {
      const target = relative(floor, join(floor, dirname(file), path));
      const [other = ""] = target.split("/");
      if (other !== ".." && other !== room) others.add(other);
    }
  }
  return found;
}

/** Rooms that stand on nothing but what is taken away first, again and again; those that are left go in circles. */
function circles(rooms: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const left = new Map(rooms);
  for (;;) {
    const free = [...left].filter(([, others]) => [...others].every((other) => !left.has(other)));
    if (free.length === 0) return [...left].map(([room, others]) => `${room} → ${[...others].sort().join(", ")}`);
    for (const [room] of free) left.delete(room);
  }
}

test("no two rooms of delivery need each other, by whatever way round", () => {
  const rooms = neighbours();

  expect(rooms.size).toBeGreaterThan(12);
  expect(circles(rooms)).toEqual([]);
});

test("the ground floor stands on itself", () => {
  const rooms = neighbours();
  const ground = ["stack", "terraform", "handoff", "resources", "repository"];

  expect(ground.flatMap((room) => [...(rooms.get(room) ?? [])]).filter((other) => !ground.includes(other))).toEqual([]);
});
