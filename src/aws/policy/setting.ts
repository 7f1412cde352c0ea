import type { Origin, PlainJson } from "./effective-policy.ts";

/** A value that a policy says, and where. */
export interface Said<T> {
  readonly kind: "said";
  readonly value: T;
  readonly at: Origin;
}

/** Something that a policy says and that is not what AWS wants there: neither a value nor missing. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly written: PlainJson;
  readonly at: Origin;
}

/** `null`: not said, whether the key is missing or is `null`. */
export type Setting<T> = Said<T> | Unreadable | null;

/** A list that a policy says; it may be empty. */
export interface TextList {
  readonly at: Origin;
  readonly items: readonly (Said<string> | Unreadable)[];
}

/** What is said and can be read; `null` for everything else, so that whoever asks has to see to the unreadable apart. */
export const said = <T>(setting: Setting<T>): Said<T> | null => (setting?.kind === "said" ? setting : null);

/** The value alone. */
export const valueIn = <T>(setting: Setting<T>): T | null => said(setting)?.value ?? null;

/** The items that can be read; none where no list is said. */
export const saidIn = (list: TextList | null): readonly Said<string>[] =>
  (list?.items ?? []).flatMap((item) => said(item) ?? []);

/** Their values alone. */
export const valuesIn = (list: TextList | null): readonly string[] => saidIn(list).map(({ value }) => value);
