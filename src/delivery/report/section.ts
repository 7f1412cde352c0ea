import { counted } from "../../words/counted.ts";

/** A part of the report under a heading of its own. */
export interface Section {
  /** Markdown of one line. */
  readonly heading: string;
  /** What stands between heading and items. */
  readonly intro?: string | undefined;
  /** Markdown, in the order of weight; each with what may stand in its place where room is short. */
  readonly items: readonly Item[];
  /** What an item is called: `2 more rows`. */
  readonly noun: string;
  /** What stands after all items, as long as there is room. */
  readonly closing?: string | undefined;
  /** Room for items that the sections before must leave, by what limits the report. @default none */
  readonly sure?: number | undefined;
}

export interface Item {
  readonly text: string;
  readonly short: string;
}

/** How long a text is by what limits it. */
export type Measure = (text: string) => number;

export interface Limit {
  readonly most: number;
  readonly measure: Measure;
  /** Where the rest is, such as `in the job summary`. */
  readonly elsewhere: string;
}

/**
 * Sections one after the other, within the limit whatever they hold, with a line end: each is sure of its heading, of a line that says how
 * much of it was left out, and of what room it asks for; the rest goes to the first ones first.
 */
export function fitSections(start: string, sections: readonly Section[], { most, measure, elsewhere }: Limit): string {
  const separator = "\n\n";
  const end = "\n";
  const unnamed = (number: number) => `And ${number} more parts ${elsewhere}`;
  const leftOut = (number: number, { noun }: Section) => `- and ${counted(number, `more ${noun}`)} ${elsewhere}`;
  const least = (section: Section) =>
    measure([section.heading, leftOut(section.items.length, section)].join(separator)) + 4;

  const sure = (section: Section) => least(section) + Math.min(section.sure ?? 0, sizeOf(section));
  const sizeOf = ({ intro = "", items }: Section) =>
    items.reduce((sum, item) => sum + measure(item.text) + 1, measure(intro) + 2 * measure(separator));

  // more parts than there is room for even to name come only of summaries that no plan wrote
  const named: Section[] = [];
  let reserved = measure(start) + measure(separator) + measure(unnamed(sections.length)) + measure(end);
  for (const section of sections) {
    if (reserved + sure(section) > most) break;
    named.push(section);
    reserved += sure(section);
  }

  let text = start;
  reserved -= measure(start);
  for (const section of named) {
    reserved -= sure(section);
    text = [text, fitSection(section, most - reserved - measure(text) - measure(separator))].join(separator);
  }
  const more = sections.length - named.length;
  return `${more > 0 ? [text, unnamed(more)].join(separator) : text}${end}`;

  function fitSection(section: Section, whole: number): string {
    let part = section.heading;
    let room = whole - least(section);
    const add = (piece: string, glue: string) => {
      const size = measure(piece) + measure(glue);
      if (size > room) return false;

      room -= size;
      part = [part, piece].join(glue);
      return true;
    };
    if (section.intro) add(section.intro, separator);
    for (const [index, item] of section.items.entries()) {
      const glue = index === 0 ? separator : "\n";
      if (add(item.text, glue) || add(item.short, glue)) continue;
      return [part, leftOut(section.items.length - index, section)].join(index === 0 ? separator : "\n");
    }
    if (section.closing) add(section.closing, separator);
    return part;
  }
}
