/**
 * A text that is to mean itself: Terraform takes "${" for an expression of its own, and "$${" for these two characters. What
 * CDKTF is yet to put in its place, another resource's ARN for one, stays an expression.
 */
export const terraformLiteral = (text: string): string =>
  // a replacement that is text has a "$$" of its own, which means "$"
  text.replaceAll(/\$\{(?!TfToken\[)/g, () => "$${");
