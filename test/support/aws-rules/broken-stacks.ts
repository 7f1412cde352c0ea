/** A part of parsed JSON, for tests that break it on purpose. */
export type Loose = Record<string, Record<string, unknown>>;

/** Stacks of an estate, parsed anew for each test to break. */
export class BrokenStacks {
  readonly #stacks: ReadonlyMap<string, Loose>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.#stacks = new Map([...texts].map(([id, text]) => [id, JSON.parse(text) as Loose]));
  }

  texts(): ReadonlyMap<string, string> {
    return new Map([...this.#stacks].map(([id, stack]) => [id, JSON.stringify(stack)]));
  }

  /** A resource of a stack, by type and a part of its address. @throws unless there is exactly one */
  resource(stack: string, type: string, name: string): Record<string, unknown> {
    const all = this.#resources(stack, type);
    const found = Object.keys(all).filter((key) => key.includes(name));
    if (found.length !== 1) throw new Error(`${found.length} ${type} like ${name} in ${stack}`);
    return all[found[0] ?? ""] as Record<string, unknown>;
  }

  remove(stack: string, type: string, name: string): void {
    this.resource(stack, type, name);
    const all = this.#resources(stack, type);
    for (const key of Object.keys(all)) if (key.includes(name)) delete all[key];
  }

  add(stack: string, type: string, name: string, block: object): void {
    this.#resources(stack, type)[name] = block;
  }

  /** Rewrites the JSON text that an argument holds. @throws if that changes nothing */
  rewrite(resource: Record<string, unknown>, argument: string, change: (text: string) => string): void {
    const before = String(resource[argument]);
    resource[argument] = change(before);
    if (resource[argument] === before) throw new Error("nothing was changed");
  }

  /** Rewrites every policy of a stack that is named like `name`. */
  policies(stack: string, name: string, change: (text: string) => string): void {
    for (const [key, policy] of Object.entries(this.#resources(stack, "aws_organizations_policy"))) {
      if (key.startsWith(name)) this.rewrite(policy as Record<string, unknown>, "content", change);
    }
  }

  #resources(stack: string, type: string): Record<string, unknown> {
    const resources = this.#stacks.get(stack)?.resource as Loose | undefined;
    const all = resources?.[type];
    if (!all) throw new Error(`no ${type} in ${stack}`);
    return all;
  }
}
