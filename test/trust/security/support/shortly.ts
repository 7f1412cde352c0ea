/** Policies by the kind of thing they stand on: which of them it is follows from what was asked. */
export function shortly(because: string): string {
  const reasons = because.split(", ").map((reason) => {
    const [, policy = "", sid = ""] = /^(.*): (\S+)$/.exec(reason) ?? [];
    if (sid === "")
      return /^managed policy of lockstep-boundary\S* does not allow it$/.test(reason) ? "its boundary" : reason;
    const [, kind = ""] =
      /^(inline policy|trust|vault policy|key policy|bus policy|topic policy|bucket policy|delegation policy|service control policy|resource control policy) of /.exec(
        policy,
      ) ?? [];
    if (kind !== "") return `${words[kind]} \`${sid}\``;
    if (policy.startsWith("managed policy of lockstep-boundary")) return `its boundary \`${sid}\``;
    return `${policy.replace("managed policy of ", "")} \`${sid}\``;
  });
  return [...new Set(reasons)].sort().join(", ");
}

const words: Readonly<Record<string, string>> = {
  "inline policy": "role",
  trust: "trust",
  "vault policy": "vault",
  "key policy": "key",
  "bus policy": "bus",
  "topic policy": "topic",
  "bucket policy": "bucket",
  "delegation policy": "delegation",
  "service control policy": "guardrail",
  "resource control policy": "resource guardrail",
};
