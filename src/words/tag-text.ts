/** Text as a tag value: AWS takes 256 characters, none but letters, digits, spaces and `_.:/=+-@`. */
export const tagText = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}\s_.:/=+\-@]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 256);
