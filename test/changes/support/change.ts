import { judgeChange } from "../../../src/changes/index.ts";
import type { Estate } from "../../../src/model.ts";
import { type Changes, configWith, estateOf } from "../../support/config.ts";
import { findingLines } from "../../support/finding-lines.ts";
import { said } from "../../support/said.ts";

/** What a change of the example organization does, one finding a line. */
export const change = (head: Changes, base: Changes = {}) =>
  findingLines(judgeChange(estateOf(configWith(base)), estateOf(configWith(head))).map(said));

/** The same of estates that no config needs to say. */
export const changeOf = (base: Estate, head: Estate) => findingLines(judgeChange(base, head).map(said));

/** Adds lines to a file. */
export const add = (lines: string) => (text: string) => text + lines;

/** One edit of a text after the other. */
export const both =
  (...edits: readonly ((text: string) => string)[]) =>
  (text: string) =>
    edits.reduce((each, edit) => edit(each), text);
