/** Each call of the command line in a script, from the command's name on. */
export const callsIn = (run: string): readonly string[] =>
  [...inOneLine(run).matchAll(/(?:\blockstep --|\bsrc\/cli\.ts) ([^>|\n)]+)/g)].map(([, line = ""]) => line.trim());

/** A script with each command in a line of its own. */
export const inOneLine = (run: string): string => run.replaceAll(/\\\n\s*/g, "");
