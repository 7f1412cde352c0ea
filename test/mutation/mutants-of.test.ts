import { expect, test } from "vitest";
import { Compiler } from "./compiler.ts";
import { ImportGraph } from "./import-graph.ts";
import type { Mutant } from "./mutant.ts";
import { mutantsOf } from "./mutants-of.ts";
import { tinyProject } from "./support/tiny-project.ts";

/** Sources by what they show, each with every source that it may become. */
const cases: Readonly<Record<string, readonly [source: string, ...mutated: readonly string[]]>> = {
  "a condition is negated, and its branch dropped": ["if (a) b;", "if (!(a)) b;", "", "if (a) {}"],
  "what is done otherwise is dropped": ["if (a) {} else {}", "if (!(a)) {} else {}", "if (a) {}"],
  "a choice is negated": ["x(a ? b : c);", "", "x(!(a) ? b : c);"],
  "a loop is never begun": ["while (a) {}", "while (false) {}"],
  "a comparison takes in its limit, or turns": ["x = a < b;", "", "x = a <= b;", "x = a >= b;"],
  "an equality turns": ["x = a === b;", "", "x = a !== b;"],
  "and becomes or": ["x = a && b;", "", "x = a || b;"],
  "a default is always taken": ["x = a ?? b;", "", "x = b;"],
  "not is left out": ["x = !a;", "", "x = a;"],
  "sums become differences": ["x = a + b;", "", "x = a - b;"],
  "truth turns": ["x = true;", "", "x = false;"],
  "a number is one more": ["x = 1_000;", "", "x = 1001;"],
  "a text is emptied, and an empty one filled": [
    'x = "a" + "";',
    "",
    'x = "a" - "";',
    'x = "" + "";',
    'x = "a" + "mutated";',
  ],
  "a template is emptied": ["x = `a${b}`;", "", 'x = "";'],
  "a pattern lets go of its ends": ["x = /^a$/u;", "", "x = /a$/u;", "x = /^a/u;"],
  "entries and spreads are dropped, each for itself": ["x = { a, ...b };", "", "x = { ...b };", "x = { a };"],
  "the only element is dropped with its comma": ["x = [a,];", "", "x = [];"],
  "some becomes every": ["x = a.some(b);", "", "x = a.every(b);"],
  "a filter is left out": ["x = a.filter(b);", "", "x = a;"],
  "a throw is left out": ["throw a;", ""],
  "the name of an entry stays": ['x = { "a": b };', "", "x = { };"],
  "types and imports stay": ['import a from "b"; type C = "d"; interface E { f: "g" }'],
};

test("each kind of mutant is made of a source, and no other", () => {
  const files = Object.keys(cases).map((_, index) => `src/${index}.ts`);
  const root = tinyProject(
    Object.fromEntries(Object.values(cases).map(([source], index) => [`src/${index}.ts`, source])),
  );
  const compiler = new Compiler(root, new ImportGraph(root, files));

  const made = Object.entries(cases).map(([what, [source]], index) => [
    what,
    mutantsOf(compiler.parse(`src/${index}.ts`), `src/${index}.ts`).map((mutant) => mutated(source, mutant)),
  ]);
  compiler.close();

  expect(made).not.toEqual([]);
  expect(made).toEqual(Object.entries(cases).map(([what, [, ...expected]]) => [what, expected]));
});

test("a returned value is emptied as the first of its kind that the compiler takes", () => {
  const source = "export function f(a: string): string { return a; }";
  const root = tinyProject({ "src/f.ts": source });
  const compiler = new Compiler(root, new ImportGraph(root, ["src/f.ts"]));

  const [mutant] = mutantsOf(compiler.parse("src/f.ts"), "src/f.ts");
  const taken = mutant?.after.filter((after) => !compiler.refuses("src/f.ts", mutated(source, mutant, after)));
  compiler.close();

  expect(taken).toEqual(['""']);
});

test("what the compiler refuses in a file that imports the changed one counts too", () => {
  const files = { "src/a.ts": "export const a = () => [1];", "src/b.ts": 'import { a } from "./a.ts";\na().push(2);' };
  const root = tinyProject(files);
  const compiler = new Compiler(root, new ImportGraph(root, Object.keys(files)));

  const answers = ["export const a = () => [2];", "export const a = () => 1;"].map((text) =>
    compiler.refuses("src/a.ts", text),
  );
  compiler.close();

  expect(answers).toEqual([false, true]);
});

const mutated = (source: string, { start, end, after }: Mutant, text = after[0]): string =>
  source.slice(0, start) + text + source.slice(end);
