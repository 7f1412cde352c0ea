/** A check knows no clock: schedules are judged from January of the year this was written. */
export const firstYear = 2026;
