import type { Reach } from "./reach.ts";

/** The Regions of reaches, each once. */
export const regionsText = (reaches: readonly Reach[]) =>
  [...new Set(reaches.map(({ region }) => region))].sort().join(", ");
