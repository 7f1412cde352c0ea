import { isObject, type JsonObject } from "../../../../../src/delivery/stack/json-object.ts";
import { parseJson } from "../../../../../src/delivery/stack/parse-json.ts";

/** A value in which one thing is another, and where. */
export interface Change {
  readonly at: string;
  readonly value: unknown;
}

/**
 * Every way to change a value in one place: something left out, something added, another text, number or answer; within
 * the JSON that a text holds as well.
 */
export function changesOf(value: unknown, at = ""): readonly Change[] {
  if (typeof value === "string") {
    const document = parseJson(value);
    if (isObject(document))
      return changesOf(document, at).map((change) => ({ ...change, value: JSON.stringify(change.value) }));
    return [...(value === "*" ? [] : [{ at: `${at} is *`, value: "*" }]), { at: `${at} goes on`, value: `${value}0` }];
  }
  if (typeof value === "number") return [{ at: `${at} is more`, value: value + 1 }];
  if (typeof value === "boolean") return [{ at: `${at} is not so`, value: !value }];
  if (Array.isArray(value)) return ofList(value, at);
  return isObject(value) ? ofObject(value, at) : [];
}

const ofList = (list: readonly unknown[], at: string): readonly Change[] => [
  { at: `${at} has one more`, value: [...list, another(list)] },
  ...list.flatMap((item, index) => [
    { at: `${at} without ${index}`, value: list.toSpliced(index, 1) },
    ...changesOf(item, `${at}[${index}]`).map((change) => ({ ...change, value: list.with(index, change.value) })),
  ]),
];

/** An item like those that a list has. */
const another = ([first]: readonly unknown[]): unknown =>
  isObject(first) ? { ...first, ...("Sid" in first && { Sid: "Added" }) } : "added";

const ofObject = (object: JsonObject, at: string): readonly Change[] => [
  { at: `${at} has one more`, value: { ...object, added: "added" } },
  ...Object.entries(object).flatMap(([key, part]) => {
    const { [key]: _, ...others } = object;
    return [
      { at: `${at} without ${key}`, value: others },
      ...changesOf(part, `${at}.${key}`).map((change) => ({ ...change, value: { ...object, [key]: change.value } })),
    ];
  }),
];
