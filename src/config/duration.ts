const minutesPer = { m: 1, h: 60, d: 24 * 60 } as const;
const daysPer = { d: 1, w: 7, y: 365 } as const;

/** `30m`, `6h`, `2d`. */
export const timePattern = /^(\d{1,6})(m|h|d)$/;
/** `35d`, `6w`, `7y` (a year is 365 days, as AWS counts days). */
export const retentionPattern = /^(\d{1,6})(d|w|y)$/;

/** `19:30-20:30`. */
export const spanPattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

export function minutesOf(time: string): number {
  const [, amount, unit] = timePattern.exec(time) ?? [];
  return Number(amount) * minutesPer[unit as keyof typeof minutesPer];
}

export function daysOf(retention: string): number {
  const [, amount, unit] = retentionPattern.exec(retention) ?? [];
  return Number(amount) * daysPer[unit as keyof typeof daysPer];
}

/** In minutes since midnight. */
export function spanOf(span: string): { readonly fromMinute: number; readonly toMinute: number } {
  const [, fromHour, fromMinute, toHour, toMinute] = spanPattern.exec(span) ?? [];
  return {
    fromMinute: Number(fromHour) * 60 + Number(fromMinute),
    toMinute: Number(toHour) * 60 + Number(toMinute),
  };
}
