import { hasSeveralValues, keyNumber, type RequestKeys, type Value } from "./condition-keys.ts";
import { arnPattern, type Matches, wildcard } from "./wildcards.ts";

/** Whether a condition holds for a request. */
export type Holds = (keys: RequestKeys) => boolean;

/** How a value of the policy is held against one of the request. */
const operators: Readonly<Record<string, (wanted: string) => Matches>> = {
  StringEquals: (wanted) => (value) => value === wanted,
  StringEqualsIgnoreCase: (wanted) => {
    const lower = wanted.toLowerCase();
    return (value) => value.toLowerCase() === lower;
  },
  StringLike: wildcard,
  ArnEquals: arnPattern,
  ArnLike: arnPattern,
  Bool: (wanted) => {
    const lower = wanted.toLowerCase();
    if (lower !== "true" && lower !== "false") throw new Error(`got Bool ${wanted}; use true or false`);
    return (value) => value.toLowerCase() === lower;
  },
  NumericEquals: compares(numberIn, (value, wanted) => value === wanted),
  NumericLessThan: compares(numberIn, (value, wanted) => value < wanted),
  NumericLessThanEquals: compares(numberIn, (value, wanted) => value <= wanted),
  NumericGreaterThan: compares(numberIn, (value, wanted) => value > wanted),
  NumericGreaterThanEquals: compares(numberIn, (value, wanted) => value >= wanted),
  DateEquals: compares(dateIn, (value, wanted) => value === wanted),
  DateLessThan: compares(dateIn, (value, wanted) => value < wanted),
  DateLessThanEquals: compares(dateIn, (value, wanted) => value <= wanted),
  DateGreaterThan: compares(dateIn, (value, wanted) => value > wanted),
  DateGreaterThanEquals: compares(dateIn, (value, wanted) => value >= wanted),
  IpAddress: addressIn,
};

/** Those which hold when none of the values match; the key may be missing. */
const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
};

/**
 * One condition of a statement (IAM User Guide, "IAM JSON policy elements: Condition operators", "Set operators for
 * multivalued context keys"). @throws when the operator or a value is not one that it knows
 */
export function condition(operator: string, key: string, wanted: readonly string[]): Holds {
  const variable = [key, ...wanted].find((text) => text.includes("${"));
  if (variable !== undefined) return equalsKey(operator, key, wanted, variable);
  const number = keyNumber(key);
  if (operator === "Null") return isNull(number, wanted);
  const [, quantifier, name = "", ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const negated = negations[name];
  const test = operators[negated ?? name];
  if (!test)
    throw new Error(`got ${operator}; quickJudge knows ${Object.keys({ ...operators, ...negations }).join(", ")}`);
  if (!quantifier && hasSeveralValues(key)) throw severalValues(operator, key);
  const tests = wanted.map(test);
  const matches: Matches = (value) => tests.some((one) => one(value));
  const holds: Matches = negated ? (value) => !matches(value) : matches;
  // ForAnyValue wants one value that matches: IfExists does not help it (repost.aws, QU9HFmDzP0QGuU-fd7rS6B7w)
  const isMissing = quantifier ? quantifier === "ForAllValues" : negated !== undefined || ifExists !== undefined;
  const decides: (value: string | readonly string[]) => boolean =
    quantifier === "ForAnyValue"
      ? (value) => asList(value).some(holds)
      : quantifier === "ForAllValues"
        ? (value) => asList(value).every(holds)
        : (value) => holds(single(operator, key, value));
  return (keys) => {
    const value = keys.get(number);
    return value === undefined ? isMissing : decides(value);
  };
}

/**
 * `StringEquals` of two keys of the request, such as `"aws:PrincipalAccount": "${aws:ResourceAccount}"`. It does not hold
 * when either is missing (IAM User Guide, "IAM policy elements: Variables and tags", "Using variables in policies").
 */
function equalsKey(operator: string, key: string, wanted: readonly string[], variable: string): Holds {
  const [, other] = /^\$\{([\w:/-]+)\}$/.exec(wanted.length === 1 ? variable : "") ?? [];
  if (operator !== "StringEquals" || other === undefined) {
    throw new Error(`got the policy variable ${variable}; quickJudge knows it only as all that StringEquals wants`);
  }
  for (const one of [key, other]) if (hasSeveralValues(one)) throw severalValues(operator, one);
  const [left, right] = [keyNumber(key), keyNumber(other)];
  return (keys) => {
    const [value, same] = [keys.get(left), keys.get(right)];
    if (value === undefined || same === undefined) return false;
    return single(operator, key, value) === single(operator, other, same);
  };
}

function isNull(number: number, wanted: readonly string[]): Holds {
  const [first, second] = wanted;
  if (second !== undefined || (first !== "true" && first !== "false")) {
    throw new Error(`got Null ${wanted.join(", ")}; use true or false`);
  }
  return (keys) => (keys.get(number) === undefined) === (first === "true");
}

const asList = (value: Exclude<Value, undefined>): readonly string[] => (typeof value === "string" ? [value] : value);

function single(operator: string, key: string, value: string | readonly string[]): string {
  if (typeof value === "string") return value;
  throw severalValues(operator, key);
}

const severalValues = (operator: string, key: string) =>
  new Error(`got ${operator} for ${key}, which has several values; use ForAnyValue or ForAllValues`);

function compares(
  read: (text: string) => number,
  holds: (value: number, wanted: number) => boolean,
): (wanted: string) => Matches {
  return (text) => {
    const wanted = read(text);
    return (value) => holds(read(value), wanted);
  };
}

function numberIn(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw new Error(`got ${text}; use a number`);
  return number;
}

function dateIn(text: string): number {
  const date = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) throw new Error(`got ${text}; use a date as of ISO 8601`);
  return date;
}

function addressIn(range: string): Matches {
  const [address = "", bits = "32"] = range.split("/");
  if (!/^\d+$/.test(bits) || Number(bits) > 32) throw new Error(`got ${range}; use at most /32`);
  const size = 2 ** (32 - Number(bits));
  const block = Math.floor(ipv4(address) / size);
  return (value) => Math.floor(ipv4(value) / size) === block;
}

function ipv4(address: string): number {
  const parts = address.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length !== 4 || !parts.every((part) => part < 256)) {
    throw new Error(`got ${address}; quickJudge knows addresses of IPv4`);
  }
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
