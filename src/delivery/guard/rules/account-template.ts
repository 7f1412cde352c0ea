import { stackSetType } from "../../resources/pipeline.ts";
import { isObject, type JsonObject, objectAt } from "../../stack/json-object.ts";
import { parseJson } from "../../stack/parse-json.ts";
import { readStatements } from "../access/statement.ts";
import { type GuardedChange, type GuardRule, type PlanFinding, unjudged, violation } from "../guarded-change.ts";
import { compared } from "./access.ts";

const attribute = "template_body";

/** The template of the roles in every account: a role gone from it, a boundary taken off, a policy weakened. */
export const accountTemplate: GuardRule = (change) => {
  const { type, before, after } = change;
  if (type !== stackSetType || !before || !after) return [];
  if (change.isHidden(attribute)) return [unjudged(change, attribute)];
  if (before[attribute] === after[attribute]) return [];
  const [from, to] = [parseJson(before[attribute]), parseJson(after[attribute])];
  if (!isObject(from) || !isObject(to)) {
    return [violation(change, "unjudged", "the template is not JSON and cannot be judged; use a JSON template")];
  }
  const resources = objectAt(to, "Resources");
  return Object.entries(objectAt(from, "Resources")).flatMap(([name, resource]) =>
    isObject(resource) ? judgeResource(change, name, resource, objectAt(resources, name)) : [],
  );
};

function judgeResource(
  change: GuardedChange,
  name: string,
  before: JsonObject,
  after: JsonObject,
): readonly PlanFinding[] {
  if (after["Type"] !== before["Type"]) {
    return [violation(change, "delete", `${name} is gone from the template, and with it from every account; keep it`)];
  }
  const properties = { before: objectAt(before, "Properties"), after: objectAt(after, "Properties") };
  const boundary = "PermissionsBoundary";
  const found: PlanFinding[] = [];
  if (properties.before[boundary] !== undefined) {
    if (JSON.stringify(properties.before[boundary]) !== JSON.stringify(properties.after[boundary])) {
      found.push(violation(change, "boundary-lost", `${name} has another permissions boundary, or none; keep it`));
    }
  }
  const now = new Map(documentsIn(properties.after, name));
  for (const [place, document] of documentsIn(properties.before, name)) {
    const statements = readStatements(document) ?? [];
    const kind = place.endsWith("AssumeRolePolicyDocument") ? "trust" : "identity";
    found.push(...compared(change, statements, readStatements(now.get(place)) ?? [], kind, `${place} `));
  }
  return found;
}

/** Every policy document below a value, with its place; policies in a list are found by their name. */
function documentsIn(value: unknown, place: string): readonly (readonly [place: string, document: JsonObject])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const name = isObject(item) && typeof item["PolicyName"] === "string" ? item["PolicyName"] : index;
      return documentsIn(item, `${place}[${name}]`);
    });
  }
  if (!isObject(value)) return [];
  if (Object.hasOwn(value, "Statement")) return [[place, value]];
  return Object.entries(value).flatMap(([key, item]) => documentsIn(item, `${place}.${key}`));
}
