/** A JSON text's value, with the place of every part of it. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface JsonObject {
  readonly kind: "object";
  /** First character in the text, counted from 0 in UTF-16 code units. */
  readonly offset: number;
  /** As written, a key that stands twice included. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly key: string;
  /** The key's opening quote. */
  readonly keyOffset: number;
  readonly value: JsonNode;
}

export interface JsonArray {
  readonly kind: "array";
  readonly offset: number;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly kind: "scalar";
  readonly offset: number;
  readonly value: string | number | boolean | null;
}
