/** Objects by key: what the pipeline keeps beside the state. */
export interface ObjectStore {
  /** `null`: there is none of this key. */
  get(key: string): Promise<Buffer | null>;
  /** Keeps a new object; `exists` when there is one already, which stays what it is. */
  putNew(key: string, body: Buffer | string): Promise<"kept" | "exists">;
  /** Keeps an object, in place of the one that may be there. */
  put(key: string, body: Buffer | string): Promise<void>;
  /** Keys that start with `prefix`, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}
