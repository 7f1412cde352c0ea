import { minutesPerDay } from "../aws/start-times.ts";
import type { OwnWindows } from "../model.ts";

/** A time of the day, such as `19:30`. */
export function clockText(minute: number): string {
  const ofDay = minute % minutesPerDay;
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** A span of the day as config writes it, such as `19:30-20:30`. */
export const spanText = ({ fromMinute, toMinute }: OwnWindows) => `${clockText(fromMinute)}-${clockText(toMinute)}`;
