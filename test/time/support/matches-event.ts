type Value = string | number | boolean | null | { readonly [key: string]: Value };
export type AwsEvent = { readonly [key: string]: Value };
type Pattern = { readonly [key: string]: Pattern | readonly (Value | Pattern)[] };

/**
 * Whether EventBridge hands an event to a rule: every field of the pattern has one of the values listed for it, and of an
 * `$or` one alternative holds. It knows exact values alone.
 * Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesEvent(pattern: string, event: AwsEvent): boolean {
  return matches(JSON.parse(pattern) as Pattern, event);
}

function matches(pattern: Pattern, event: AwsEvent): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return (wanted as readonly Pattern[]).some((one) => matches(one, event));
    const value = event[key];
    if (Array.isArray(wanted)) {
      if (wanted.some((one) => typeof one === "object")) throw new Error(`got ${JSON.stringify(wanted)}; use values`);
      return value !== undefined && wanted.includes(value);
    }
    return typeof value === "object" && value !== null && matches(wanted as Pattern, value);
  });
}
