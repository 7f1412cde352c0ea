import { createHash } from "node:crypto";

/** Of a file's bytes, in hexadecimal digits. */
export const sha256Of = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
