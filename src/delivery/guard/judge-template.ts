import { onceFor } from "../../once-for.ts";
import { stackSetType } from "../resources/pipeline.ts";
import { isObject, type JsonObject, objectAt } from "../stack/json-object.ts";
import { parseJson } from "../stack/parse-json.ts";
import { comparedStatements } from "./access/compared-statements.ts";
import { readStatements } from "./access/statement.ts";
import type { GuardedChange } from "./guarded-change.ts";
import type { PlanComplaint } from "./plan-rule.ts";
import { unjudgedAttribute } from "./unjudged-attribute.ts";

const attribute = "template_body";

/** What a change makes of the template of the roles in every account. */
export interface TemplateChange {
  readonly gone: readonly PlanComplaint[];
  readonly boundaries: readonly PlanComplaint[];
  /** Denials. */
  readonly lost: readonly PlanComplaint[];
  /** Access. */
  readonly gained: readonly PlanComplaint[];
  readonly unjudged: readonly PlanComplaint[];
}

const nothing: TemplateChange = { gone: [], boundaries: [], lost: [], gained: [], unjudged: [] };

export const judgeTemplate = onceFor((change: GuardedChange): TemplateChange => {
  const { type, before, after } = change;
  if (type !== stackSetType || !before || !after) return nothing;
  if (change.isHidden(attribute)) return { ...nothing, unjudged: [unjudgedAttribute(attribute)] };
  if (before[attribute] === after[attribute]) return nothing;
  const [from, to] = [parseJson(before[attribute]), parseJson(after[attribute])];
  if (!isObject(from) || !isObject(to)) {
    const got = "the template is not JSON and cannot be judged";
    return { ...nothing, unjudged: [{ path: [attribute], got, use: "use a JSON template" }] };
  }
  const resources = objectAt(to, "Resources");
  const each = Object.entries(objectAt(from, "Resources")).flatMap(([name, resource]) =>
    isObject(resource) ? [judgeResource(name, resource, objectAt(resources, name))] : [],
  );
  return {
    gone: each.flatMap(({ gone }) => gone),
    boundaries: each.flatMap(({ boundaries }) => boundaries),
    lost: each.flatMap(({ lost }) => lost),
    gained: each.flatMap(({ gained }) => gained),
    unjudged: [],
  };
});

function judgeResource(name: string, before: JsonObject, after: JsonObject): TemplateChange {
  const path = [attribute];
  if (after["Type"] !== before["Type"]) {
    const got = `${name} is gone from the template, and with it from every account`;
    return { ...nothing, gone: [{ path, got, use: "keep it" }] };
  }
  const properties = { before: objectAt(before, "Properties"), after: objectAt(after, "Properties") };
  const boundary = properties.before["PermissionsBoundary"];
  const isLost =
    boundary !== undefined && JSON.stringify(boundary) !== JSON.stringify(properties.after["PermissionsBoundary"]);
  const now = new Map(documentsIn(properties.after, name));
  const compared = documentsIn(properties.before, name).map(([place, document]) => {
    const kind = place.endsWith("AssumeRolePolicyDocument") ? "trust" : "identity";
    const [from, to] = [readStatements(document) ?? [], readStatements(now.get(place)) ?? []];
    return comparedStatements(from, to, kind, attribute, `${place} `);
  });
  return {
    ...nothing,
    boundaries: isLost ? [{ path, got: `${name} has another permissions boundary, or none`, use: "keep it" }] : [],
    lost: compared.flatMap(({ lost }) => lost),
    gained: compared.flatMap(({ gained }) => gained),
  };
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
