import type { Document } from "../policy-document.ts";

/** The same object for the same text, so that whoever judges may remember what it made of it. */
export class ParsedDocuments {
  readonly #documents = new Map<string, Document>();

  of(content: string): Document {
    const known = this.#documents.get(content);
    if (known) return known;
    const document = JSON.parse(content) as Document;
    this.#documents.set(content, document);
    return document;
  }
}
