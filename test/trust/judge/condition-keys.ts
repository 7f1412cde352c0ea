import type { Context } from "../../emulator/model/access.ts";
import { globalConditionKeys, type KnownAction, type KnownResourceType, multivaluedKeys } from "./known-actions.ts";

export type Value = string | readonly string[] | undefined;

/** Gives each condition key a number, however it is spelled: names of keys know no upper and lower case. */
const numbers = new Map<string, number>();
const names: string[] = [];

export function keyNumber(key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const name = key.toLowerCase();
  let number = numbers.get(name);
  if (number === undefined) {
    number = names.push(name) - 1;
    numbers.set(name, number);
  }
  numbers.set(key, number);
  return number;
}

/** Whether a key needs `ForAnyValue` or `ForAllValues`. */
export const hasSeveralValues = (key: string): boolean => multivaluedKeys.has(key.toLowerCase());

// a request by an access point tells the bucket's policy of it (S3 User Guide, "Delegating access control to access
// points"); the enumeration has the keys with access points alone, and the simulator drops them
const accessPointKeys = ["s3:AccessPointNetworkOrigin", "s3:DataAccessPointAccount", "s3:DataAccessPointArn"];

/** Which condition keys a request for an action on a kind of resource carries. */
export class KnownKeys {
  readonly #exact = new Set<string>();
  readonly #prefixes: string[] = [];
  /** By the number of the key. */
  readonly #known: (boolean | undefined)[] = [];

  constructor(action: KnownAction, type: KnownResourceType | undefined) {
    const ofAccessPoint = action.name.startsWith("s3:") ? accessPointKeys : [];
    const keys = [...globalConditionKeys, ...action.conditionKeys, ...(type?.conditionKeys ?? []), ...ofAccessPoint];
    for (const key of keys) {
      const name = key.toLowerCase();
      if (type?.ignoresTags && /^(aws:resourcetag|s3:buckettag)\//.test(name)) continue;
      // `aws:RequestTag/${TagKey}`, `aws:PrincipalTag/tag-key`, `s3:ExistingObjectTag/<key>`
      const [start = "", rest] = name.split(/\$\{|<|(?<=\/)tag-key$/);
      if (rest === undefined) this.#exact.add(name);
      else this.#prefixes.push(start);
    }
  }

  has(number: number): boolean {
    const known = this.#known[number];
    if (known !== undefined) return known;
    const name = names[number] ?? "";
    const has = this.#exact.has(name) || this.#prefixes.some((prefix) => name.startsWith(prefix));
    this.#known[number] = has;
    return has;
  }
}

/** The condition keys of one request after the other; what is never asked for is never read. */
export class RequestKeys {
  readonly #values: Value[] = [];
  readonly #readAt: number[] = [];
  #request = 0;
  #isRead = false;
  #context: Context = {};
  #known: KnownKeys | undefined;

  /** @param known `undefined`: the request carries all of its context */
  next(context: Context, known: KnownKeys | undefined): void {
    this.#context = context;
    this.#known = known;
    this.#isRead = false;
    this.#request++;
  }

  get(number: number): Value {
    if (!this.#isRead) this.#read();
    if (this.#readAt[number] !== this.#request) return undefined;
    return this.#known === undefined || this.#known.has(number) ? this.#values[number] : undefined;
  }

  #read(): void {
    this.#isRead = true;
    for (const key in this.#context) {
      const number = keyNumber(key);
      this.#values[number] = this.#context[key];
      this.#readAt[number] = this.#request;
    }
  }
}
