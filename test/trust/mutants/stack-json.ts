/** Arguments of a resource. */
export type Body = Readonly<Record<string, unknown>>;

interface Provider {
  readonly alias: string;
  readonly region: string;
  readonly allowed_account_ids: readonly string[];
}

/** A stack's Terraform JSON, as far as additions are made to it. */
export interface StackJson {
  readonly provider: { readonly aws: readonly Provider[] };
  /** A class without plans has a stack without resources. */
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
}

export type EditStack = (json: StackJson) => StackJson;

const last = new Map<string, { readonly text: string; readonly json: StackJson }>();

/** Thousands of mutants start from the same text of a stack: it is parsed once. */
export function readStack(stack: string, text: string): StackJson {
  const known = last.get(stack);
  if (known?.text === text) return known.json;
  const json = JSON.parse(text) as StackJson;
  last.set(stack, { text, json });
  return json;
}

/** `aws.` and the alias of the stack's first provider. */
export const firstProvider = ({ provider }: StackJson): string => `aws.${provider.aws[0]?.alias}`;

export const accountOf = ({ provider }: StackJson): string => provider.aws[0]?.allowed_account_ids[0] ?? "";

/** Bodies of one type, by name. */
export const namedOf = ({ resource = {} }: StackJson, type: string): Readonly<Record<string, Body>> =>
  resource[type] ?? {};

/** @throws when the stack has a resource of that name: something else would be taken away */
export const addResource =
  (type: string, name: string, body: (json: StackJson) => Body): EditStack =>
  (json) => {
    if (namedOf(json, type)[name]) throw new Error(`got ${type}.${name}, which the stack has already`);
    return put(json, type, name, { provider: firstProvider(json), ...body(json) });
  };

/** @throws when the stack has no such resource */
export const changeResource =
  (type: string, name: string, change: (body: Body) => Body): EditStack =>
  (json) => {
    const body = namedOf(json, type)[name];
    if (!body) throw new Error(`got no ${type}.${name}`);
    return put(json, type, name, change(body));
  };

/** One edit after the other. */
export const all =
  (...edits: readonly EditStack[]): EditStack =>
  (json) =>
    edits.reduce((edited, edit) => edit(edited), json);

const put = (json: StackJson, type: string, name: string, body: Body): StackJson => ({
  ...json,
  resource: { ...json.resource, [type]: { ...namedOf(json, type), [name]: body } },
});
