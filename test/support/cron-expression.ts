import fc from "fast-check";

function field(min: number, max: number, steps = true, wraps = false): fc.Arbitrary<string> {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => (wraps || a <= b ? `${a}-${b}` : `${b}-${a}`));
  const rising = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc
    .tuple(fc.oneof(value.map(String), rising, fc.constant("*")), fc.integer({ min: 1, max: max - min }))
    .map(([from, by]) => `${from}/${by}`);
  const item = steps ? fc.oneof(value.map(String), range, step) : fc.oneof(value.map(String), range);
  const list = fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => items.join(","));
  return fc.oneof({ weight: 2, arbitrary: fc.constant("*") }, { weight: 3, arbitrary: list });
}

const weekDay = fc.integer({ min: 1, max: 7 });
const dayOfWeek = fc.oneof(
  field(1, 7, false, true),
  fc.constantFrom("L", "MON-FRI", "sat", "SUN,WED", "SAT-SUN"),
  weekDay.map((day) => `${day}L`),
  fc.tuple(weekDay, fc.integer({ min: 1, max: 5 })).map(([day, nth]) => `${day}#${nth}`),
);
const dayOfMonth = fc.oneof(
  field(1, 31),
  fc.constant("L"),
  fc.integer({ min: 1, max: 31 }).map((day) => `${day}W`),
);
const days = fc.oneof(fc.tuple(dayOfMonth, fc.constant("?")), fc.tuple(fc.constant("?"), dayOfWeek));
const month = fc.oneof(field(1, 12), fc.constantFrom("FEB", "jan-mar", "APR,JUN,SEP,NOV", "2"));

/** Random expressions that are accepted, without their brackets, for years that match `year`. */
export function cronExpressions(year: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(field(0, 59), field(0, 23, true, true), days, month, year)
    .map(([minutes, hours, [dom, dow], months, years]) => [minutes, hours, dom, months, dow, years].join(" "))
    .filter((text) => text.length < 240);
}
