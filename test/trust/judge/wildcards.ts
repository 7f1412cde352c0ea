/** Whether a text is what a pattern of a policy means. */
export type Matches = (text: string) => boolean;

const always: Matches = () => true;

/** `*` is any number of characters, `?` is one. @throws on a policy variable */
export function wildcard(pattern: string): Matches {
  return simple(pattern) ?? tests(pattern.replace(special, "\\$&").replace(/\*+/g, ".*").replace(/\?/g, "."));
}

/** One of several patterns. */
export function anyOf(all: readonly Matches[]): Matches {
  const [first, second] = all;
  if (!first) return () => false;
  if (!second) return first;
  if (all.includes(always)) return always;
  return (text) => {
    for (const matches of all) if (matches(text)) return true;
    return false;
  };
}

/**
 * Of `Resource`: a `*` that ends a part goes beyond the colon, and a slash is a character like any other (IAM User
 * Guide, "IAM JSON policy elements: Resource", "Using wildcards in resource ARNs"). The simulator takes both for limits.
 *
 * @throws on less than an ARN; when a text is asked for whose answer hangs on a `*` within a part going beyond it
 */
export function resourcePattern(pattern: string): Matches {
  if (pattern !== "*" && !isArn(pattern)) throw new Error(`got ${pattern}; quickJudge knows "*" and ARNs of six parts`);
  const known = simple(pattern);
  if (known) return known;
  const text = pattern.replace(special, "\\$&").replace(/\?/g, "[^:]");
  const endsPart = (stars: string, at: number, all: string) => /^(:|$)/.test(all.slice(at + stars.length));
  const within = tests(
    text.replace(/\*+/g, (stars, at: number, all: string) => (endsPart(stars, at, all) ? ".*" : "[^:]*")),
  );
  const beyond = tests(text.replace(/\*+/g, ".*"));
  return (resource) => {
    const matches = within(resource);
    if (matches !== beyond(resource)) throw new Error(`got ${pattern} for ${resource}; end each * with its part`);
    return matches;
  };
}

/**
 * Of `ArnLike`: each of the six parts is held against its own, the sixth is all the rest (IAM User Guide, "IAM JSON
 * policy elements: Condition operators"). @throws on what is no ARN: whether that counts as a match is not said
 */
export function arnPattern(pattern: string): Matches {
  const matches = partsOf(pattern).map(wildcard);
  return (arn) => {
    const parts = partsOf(arn);
    for (let index = 0; index < 6; index++) if (!matches[index]?.(parts[index] ?? "")) return false;
    return true;
  };
}

const isArn = (text: string) => /^arn(:[^:]*){4}:/.test(text);

function partsOf(arn: string): readonly string[] {
  if (!isArn(arn)) throw new Error(`got ${arn}; use an ARN of six parts`);
  const parts = arn.split(":");
  return parts.length === 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

const matched = new Map<string, Matches>();

/** One of several patterns of `Resource`. The same resources are asked for again and again: each is looked at once. */
export function resourcePatterns(patterns: readonly string[]): Matches {
  const text = patterns.join("\n");
  const known = matched.get(text) ?? remembering(anyOf(patterns.map(resourcePattern)), patterns.every(isSimple));
  matched.set(text, known);
  return known;
}

function remembering(matches: Matches, isQuick: boolean): Matches {
  if (isQuick) return matches;
  const answers = new Map<string, boolean>();
  return (resource) => {
    const known = answers.get(resource);
    if (known !== undefined) return known;
    const answer = matches(resource);
    answers.set(resource, answer);
    return answer;
  };
}

const isSimple = (pattern: string) => simple(pattern) !== undefined;

/** What needs no regular expression, which is nearly all there is. */
function simple(pattern: string): Matches | undefined {
  if (pattern.includes("${")) throw new Error(`got the policy variable ${pattern}; quickJudge knows none`);
  if (/^\*+$/.test(pattern)) return always;
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const start = pattern.slice(0, -1);
  return pattern.endsWith("*") && !/[*?]/.test(start) ? (text) => text.startsWith(start) : undefined;
}

const special = /[.+^${}()|[\]\\]/g;

function tests(source: string): Matches {
  const regExp = new RegExp(`^${source}$`, "s");
  return (text) => regExp.test(text);
}
