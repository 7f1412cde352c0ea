import type * as aws from "@aws-sdk/client-organizations";

/** Tags of a request. */
export const tagsIn = (tags: readonly aws.Tag[] | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));

/** Tags by the id of what carries them. */
export class Tags {
  readonly #tags = new Map<string, Readonly<Record<string, string>>>();

  of(id: string): Readonly<Record<string, string>> {
    return this.#tags.get(id) ?? {};
  }

  add(id: string, tags: Readonly<Record<string, string>>): void {
    if (Object.keys(tags).length > 0) this.#tags.set(id, { ...this.of(id), ...tags });
  }

  remove(id: string, keys: readonly string[]): void {
    this.#tags.set(id, Object.fromEntries(Object.entries(this.of(id)).filter(([key]) => !keys.includes(key))));
  }

  forget(id: string): void {
    this.#tags.delete(id);
  }
}
