interface Entry {
  readonly at: number;
  /** Decides between entries of the same moment: what was planned first happens first. */
  readonly order: number;
  readonly happen: () => void | Promise<void>;
}

/** What is to happen, the earliest first. A binary heap: years of jobs pass through it. */
export class Timeline {
  readonly #heap: Entry[] = [];
  #planned = 0;

  /** @param at milliseconds since 1970 */
  plan(at: number, happen: Entry["happen"]): void {
    const entry = { at, order: this.#planned, happen };
    this.#planned += 1;
    let index = this.#heap.length;
    this.#heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(this.#at(parent), entry)) break;
      this.#heap[index] = this.#at(parent);
      index = parent;
    }
    this.#heap[index] = entry;
  }

  /** Takes the earliest off, if it happens by then. */
  takeUntil(to: number): Entry | null {
    const [first] = this.#heap;
    if (!first || first.at > to) return null;
    const last = this.#heap.pop() as Entry;
    if (last !== first) this.#sink(last);
    return first;
  }

  #sink(entry: Entry): void {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && isBefore(this.#at(child + 1), this.#at(child))) child += 1;
      if (isBefore(entry, this.#at(child))) break;
      this.#heap[index] = this.#at(child);
      index = child;
    }
    this.#heap[index] = entry;
  }

  #at(index: number): Entry {
    return this.#heap[index] as Entry;
  }
}

const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);
