/** Tags for a person: `tier = one, made-by = gold`. */
export const tagsText = (tags: readonly { readonly key: string; readonly value: string }[]) =>
  tags.map(({ key, value }) => `${key} = ${value}`).join(", ");
