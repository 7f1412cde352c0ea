import type { OneEach, ResourceType } from "../../resources/resource-type.ts";
import { resourceType } from "../../resources/resource-types.ts";
import { isObject, type JsonObject } from "../../stack/json-object.ts";
import { expressionProblems } from "./expressions.ts";
import { mustBe, type PlaceProblem, show } from "./problem.ts";

/** Blocks of Terraform that a resource of ours has none of. */
const refused = ["connection", "count", "dynamic", "for_each", "provisioner"];

/** @param providers aliases of the stack's providers, such as `aws.eu-west-2`; `null`: they are wrong themselves */
export function resourceProblems(block: unknown, providers: ReadonlySet<string> | null): readonly PlaceProblem[] {
  // backup policies of a class whose last account left
  if (block === undefined) return [];
  if (!isObject(block)) return [{ place: "resource", message: `got ${show(block)}; use a mapping of types` }];
  const problems: PlaceProblem[] = [];
  const types = Object.entries(block).filter(([type]) => type !== "//");
  const addresses = new Set(
    types.flatMap(([type, named]) => Object.keys(isObject(named) ? named : {}).map((name) => `${type}.${name}`)),
  );

  for (const [type, named] of types) {
    const place = `resource.${type}`;
    const row = resourceType(type);
    if (row === undefined || row.notInStacks !== undefined) {
      const use = row === undefined ? "use one of src/delivery/resources" : `leave it out: ${row.notInStacks}`;
      problems.push({ place, message: `got a type that no stack is made of; ${use}` });
      continue;
    }
    if (!isObject(named)) {
      problems.push({ place, message: `got ${show(named)}; use a mapping of names` });
      continue;
    }
    for (const [name, body] of Object.entries(named)) {
      problems.push(...bodyProblems(row, body, `${place}.${name}`, providers, addresses));
    }
    if (row.oneEach) problems.push(...twiceProblems(row.oneEach, named, place));
  }
  return problems;
}

function bodyProblems(
  row: ResourceType,
  body: unknown,
  place: string,
  providers: ReadonlySet<string> | null,
  addresses: ReadonlySet<string>,
): readonly PlaceProblem[] {
  if (!isObject(body)) return [{ place, message: `got ${show(body)}; use one mapping of arguments` }];
  const { "//": _, provider, lifecycle, depends_on, ...settings } = body;
  return [
    ...refused
      .filter((key) => Object.hasOwn(body, key))
      .map((key) => ({ place: `${place}.${key}`, message: `got ${show(body[key])}; leave it out` })),
    ...(!providers || (typeof provider === "string" && providers.has(provider))
      ? []
      : [{ place: `${place}.provider`, message: `got ${show(provider)}; use one of ${[...providers].join(", ")}` }]),
    ...lifecycleProblems(row, lifecycle, `${place}.lifecycle`),
    ...dependencyProblems(depends_on, `${place}.depends_on`, addresses),
    ...expressionProblems(settings, place, addresses),
  ];
}

function lifecycleProblems(
  { preventDestroy, mayIgnore }: ResourceType,
  lifecycle: unknown,
  place: string,
): readonly PlaceProblem[] {
  if (lifecycle !== undefined && !isObject(lifecycle))
    return [{ place, message: `got ${show(lifecycle)}; use a mapping` }];
  const { prevent_destroy, ignore_changes, ...others } = lifecycle ?? {};
  const ignored: readonly unknown[] =
    ignore_changes === undefined ? [] : Array.isArray(ignore_changes) ? ignore_changes : [ignore_changes];
  const wrong = ignored.filter((path) => typeof path !== "string" || !mayIgnore?.test(path));
  return [
    ...(preventDestroy ? mustBe(`${place}.prevent_destroy`, prevent_destroy, true) : []),
    ...wrong.map((path) => ({
      place: `${place}.ignore_changes`,
      message: `got ${show(path)}; leave it out: what is ignored is guarded by nobody`,
    })),
    ...Object.keys(others).map((key) => ({
      place: `${place}.${key}`,
      message: `got ${show(others[key])}; leave it out`,
    })),
  ];
}

function dependencyProblems(written: unknown, place: string, addresses: ReadonlySet<string>): readonly PlaceProblem[] {
  if (written === undefined) return [];
  if (!Array.isArray(written)) return [{ place, message: `got ${show(written)}; use a list of addresses` }];
  return written
    .filter((address) => typeof address !== "string" || !addresses.has(address))
    .map((address) => ({ place, message: `got ${show(address)}; use addresses of this stack` }));
}

function twiceProblems({ attribute, refersTo }: OneEach, named: JsonObject, place: string): readonly PlaceProblem[] {
  const seen = new Map<string, string>();
  return Object.entries(named).flatMap(([name, body]) => {
    if (!isObject(body)) return [];
    const got = body[attribute];
    const here = `${place}.${name}.${attribute}`;
    const thing = refersTo === null ? `${body["provider"]} ${show(got)}` : referredTo(got, refersTo);
    if (thing === null)
      return [{ place: here, message: `got ${show(got)}; use a reference to an ${refersTo} of this stack` }];
    const other = seen.get(thing);
    seen.set(thing, other ?? name);
    return other === undefined
      ? []
      : [{ place: here, message: `got ${show(got)}, which is ${other}'s; use one of the two` }];
  });
}

function referredTo(value: unknown, type: string): string | null {
  const [, found, name] =
    (typeof value === "string" && /^\$\{([a-z0-9_]+)\.([A-Za-z0-9_-]+)\.(?:id|name)\}$/.exec(value)) || [];
  return found === type && name !== undefined ? name : null;
}
