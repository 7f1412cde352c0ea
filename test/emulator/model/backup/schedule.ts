import { dayMs, minuteMs } from "../clock.ts";
import { naivelyStarts, naivelyStartsOn } from "./naive-cron.ts";
import { fieldsOf } from "./starts.ts";

const minutesPerDay = 1440;

/** When a rule starts. Minutes are looked at on one day only: on every day that it starts on, they are the same. */
export class Schedule {
  readonly #fields: string;
  readonly #days = new Map<number, readonly number[]>();
  #minutes: readonly number[] | null = null;

  private constructor(fields: string) {
    this.#fields = fields;
  }

  /** @returns `null`: AWS cannot read it */
  static of(expression: string): Schedule | null {
    const known = schedules.get(expression);
    if (known !== undefined) return known;
    const fields = fieldsOf(expression);
    const schedule = fields === null ? null : new Schedule(fields);
    schedules.set(expression, schedule);
    return schedule;
  }

  /** Starts after one moment and until another, that one included, in milliseconds since 1970. */
  startsBetween(after: number, to: number): readonly number[] {
    const starts: number[] = [];
    for (let day = Math.floor(after / dayMs); day * dayMs <= to; day++) {
      for (const start of this.#startsOn(day)) if (start > after && start <= to) starts.push(start);
    }
    return starts;
  }

  #startsOn(day: number): readonly number[] {
    const known = this.#days.get(day);
    if (known) return known;
    const found = naivelyStartsOn(this.#fields, new Date(day * dayMs))
      ? this.#minutesOf(day).map((minute) => day * dayMs + minute * minuteMs)
      : [];
    this.#days.set(day, found);
    return found;
  }

  #minutesOf(day: number): readonly number[] {
    this.#minutes ??= Array.from({ length: minutesPerDay }, (_, minute) => minute).filter((minute) =>
      naivelyStarts(this.#fields, new Date(day * dayMs + minute * minuteMs)),
    );
    return this.#minutes;
  }
}

// every account has the same few
const schedules = new Map<string, Schedule | null>();
