/** Whether this is `npm run test:soak`, which has the time for many. */
export const isSoak = process.env["LOCKSTEP_SOAK"] === "1";

/** How often to do something: a few times in `npm test`, many times in the soak. */
export const runs = (few: number, many: number): number => (isSoak ? many : few);

/** Where random values begin: always the same, but for a soak that goes elsewhere with `LOCKSTEP_SEED`. */
export const seed = Number(process.env["LOCKSTEP_SEED"] ?? 20_261_123);
