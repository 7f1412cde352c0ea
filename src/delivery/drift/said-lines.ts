import { fencedLine } from "../../words/markdown.ts";

const mostLines = 15;

/** The first of what Terraform said. */
export const saidLines = (said: string): readonly string[] =>
  said === "" ? [] : said.split("\n", mostLines).map((line) => fencedLine(line));
