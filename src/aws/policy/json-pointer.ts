/** JSON Pointer (RFC 6901) to a member or an item of what `parent` points to. */
export const pointerTo = (parent: string, key: string | number) =>
  `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
