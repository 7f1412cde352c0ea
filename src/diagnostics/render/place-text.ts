import { dotted } from "../config-key.ts";
import type { ShownPlace } from "../place.ts";

/** Where something is: `file:line:column` and the key, or the stack, the address and the attribute. */
export const placeText = (place: ShownPlace): { readonly where: string; readonly key: string } =>
  "file" in place
    ? { where: `${place.file}:${place.line}:${place.column}`, key: place.key }
    : { where: [place.stack, place.address].filter(Boolean).join(" "), key: dotted(place.path) };
