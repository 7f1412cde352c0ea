const hourMs = 3_600_000;
const beganMs = Date.UTC(2026, 10, 1);

/** What time it is, and when the workflow that GitHub starts every hour has done its work last. */
export class Calendar {
  #hours = 0;
  #looked = 0;
  isScheduleOn = true;

  get nowMs(): number {
    return beganMs + this.#hours * hourMs;
  }

  /** As YYYY-MM-DD. */
  get today(): string {
    return new Date(this.nowMs).toISOString().slice(0, 10);
  }

  dayAfter(days: number): string {
    return new Date(this.nowMs + days * 24 * hourMs).toISOString().slice(0, 10);
  }

  pass(hours: number): void {
    this.#hours += hours;
    if (this.isScheduleOn) this.#looked = this.#hours;
  }

  /** Hours since somebody looked. */
  get silentHours(): number {
    return this.#hours - this.#looked;
  }

  /** What GitHub says of the workflow. */
  answer(path: string): unknown {
    const at = new Date(beganMs + this.#looked * hourMs).toISOString();
    if (path.includes("/runs?")) return { workflow_runs: [{ run_started_at: at }] };
    return { state: this.isScheduleOn ? "active" : "disabled_inactivity", created_at: at };
  }
}
