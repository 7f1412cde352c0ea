/** What a stack may be called. The names become paths, keys, job outputs and Markdown, and a pull request can synthesize any. */
export const stackName = /^[a-z][a-z0-9-]{0,127}$/;
