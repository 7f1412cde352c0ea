/** An element with what is in it: text, elements by name, or a list of `member` elements. */
export function xmlElement(name: string, content: unknown): string {
  if (content === undefined || content === null) return "";
  return `<${name}>${xmlContent(content)}</${name}>`;
}

function xmlContent(content: unknown): string {
  if (content instanceof Date) return content.toISOString();
  if (Array.isArray(content)) return content.map((one) => xmlElement("member", one)).join("");
  if (typeof content === "object" && content !== null) {
    return Object.entries(content)
      .map(([name, one]) => xmlElement(name, one))
      .join("");
  }
  return escaped(String(content));
}

const escaped = (text: string) => text.replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
