import {
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isContinueStatement,
  isElementAccessExpression,
  isExpressionStatement,
  isIfStatement,
  isImportDeclaration,
  isIndexedAccessTypeNode,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isObjectLiteralExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isRegularExpressionLiteral,
  isReturnStatement,
  isSourceFile,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteral,
  isTemplateExpression,
  isThrowStatement,
  isWhileStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "typescript/unstable/ast";
import type { Mutant } from "./mutant.ts";

const otherOperators: Readonly<Record<string, readonly string[]>> = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
};

const otherMethods: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  startsWith: "endsWith",
  endsWith: "startsWith",
  find: "findLast",
  findLast: "find",
  floor: "ceil",
  ceil: "floor",
};

/** Calls that are left out by putting in their place what they were called on. */
const leftOut = new Set(["filter", "toSorted", "toReversed", "trim", "slice", "toLowerCase", "map", "flatMap"]);

/** Each stands for nothing of some type; the compiler says which fits. */
const nothings = ["[]", '""', "undefined", "false", "0", "{}", "new Map()", "new Set()"];

/**
 * Every mutant of a source file, in the order of the file: conditions negated, comparisons and logic changed, literals
 * changed, elements, entries, spreads, statements and calls dropped, returned values emptied. Types and imports are
 * left alone.
 */
export function mutantsOf(source: SourceFile, file: string): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const add = (start: number, end: number, ...after: readonly string[]) => {
    const before = source.text.slice(start, end);
    const others = after.filter((text) => text !== before);
    if (others.length > 0) mutants.push({ file, start, end, before, after: others });
  };
  const replace = (node: Node, ...after: readonly string[]) => add(node.getStart(source), node.getEnd(), ...after);
  // what follows an if or a loop without braces would go into it
  const drop = (statement: Node) =>
    replace(statement, isBlock(statement.parent) || isSourceFile(statement.parent) ? "" : "{}");
  const textOf = (node: Node) => node.getText(source);

  const dropEachOf = (list: Node, elements: readonly Node[]) => {
    for (const [index, element] of elements.entries()) {
      const next = elements[index + 1];
      const previous = elements[index - 1];
      if (next) add(element.getStart(source), next.getStart(source), "");
      else if (previous) add(previous.getEnd(), element.getEnd(), "");
      else add(element.getStart(source), list.getEnd() - 1, "");
    }
  };

  const visit = (node: Node): void => {
    if (isType(node) || isImportDeclaration(node)) return;

    if (isIfStatement(node)) {
      replace(node.expression, `!(${textOf(node.expression)})`);
      if (node.elseStatement) add(node.thenStatement.getEnd(), node.elseStatement.getEnd(), "");
      else drop(node);
    } else if (isConditionalExpression(node)) {
      replace(node.condition, `!(${textOf(node.condition)})`);
    } else if (isWhileStatement(node)) {
      replace(node.expression, "false");
    } else if (isBinaryExpression(node)) {
      const operator = node.operatorToken;
      for (const other of otherOperators[textOf(operator)] ?? []) replace(operator, other);
      if (textOf(operator) === "??") replace(node, textOf(node.right));
    } else if (isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
      replace(node, textOf(node.operand));
    } else if (node.kind === SyntaxKind.TrueKeyword) {
      replace(node, "false");
    } else if (node.kind === SyntaxKind.FalseKeyword) {
      replace(node, "true");
    } else if (isNumericLiteral(node)) {
      replace(node, `${Number(textOf(node).replaceAll("_", "")) + 1}`);
    } else if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) || isTemplateExpression(node)) {
      if (!isName(node)) replace(node, textOf(node).length > 2 ? '""' : '"mutated"');
    } else if (isRegularExpressionLiteral(node)) {
      const pattern = textOf(node);
      if (pattern.startsWith("/^")) replace(node, pattern.replace("/^", "/"));
      if (/\$\/[a-z]*$/.test(pattern)) replace(node, pattern.replace(/\$(\/[a-z]*)$/, "$1"));
    } else if (isArrayLiteralExpression(node)) {
      dropEachOf(node, node.elements);
    } else if (isObjectLiteralExpression(node)) {
      dropEachOf(node, node.properties);
    } else if (isCallExpression(node)) {
      const callee = node.expression;
      if (isPropertyAccessExpression(callee)) {
        const other = otherMethods[textOf(callee.name)];
        if (other) replace(callee.name, other);
        if (leftOut.has(textOf(callee.name))) replace(node, textOf(callee.expression));
      }
    } else if (isExpressionStatement(node) || isThrowStatement(node) || isContinueStatement(node)) {
      drop(node);
    } else if (isReturnStatement(node)) {
      if (node.expression) replace(node.expression, ...nothings);
      else drop(node);
    } else if (isArrowFunction(node) && !isBlock(node.body)) {
      replace(node.body, ...nothings.map((nothing) => (nothing === "{}" ? "({})" : nothing)));
    }
    node.forEachChild(visit);
  };
  source.forEachChild(visit);
  return mutants;
}

const isType = (node: Node): boolean =>
  (node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode) ||
  isIndexedAccessTypeNode(node) ||
  node.kind === SyntaxKind.InterfaceDeclaration ||
  node.kind === SyntaxKind.TypeAliasDeclaration;

/** Whether a text is the name of something, which is no value of its own. */
function isName(node: Node): boolean {
  const { parent } = node;
  if (isElementAccessExpression(parent) || isSpreadElement(parent) || isSpreadAssignment(parent)) return false;
  return (
    parent.kind === SyntaxKind.ExportDeclaration ||
    ("name" in parent && parent.name === node) ||
    parent.kind === SyntaxKind.ImportAttribute
  );
}
