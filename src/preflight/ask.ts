import type { Asked } from "./facts.ts";

const denials = ["AccessDenied", "AccessDeniedException", "UnauthorizedException"];

/**
 * Asks AWS one thing. Whatever keeps it from answering is part of the answer: one call that is denied must not hide what
 * the others say.
 *
 * @param permission what the caller needs to be allowed, such as `organizations:ListRoots`
 */
export async function ask<T>(permission: string, question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await question() };
  } catch (error) {
    const { name, message } = error as Error;
    return { needs: denials.includes(name) ? permission : `${permission} to answer (${name}: ${firstLine(message)})` };
  }
}

export const isDenied = (error: unknown) => denials.includes((error as Error).name);

export const firstLine = (text: string) => text.split("\n")[0] ?? "";
