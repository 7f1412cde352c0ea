const noCode = /^(?:config\/|docs\/|[^/]+\.md$)/;

/**
 * Whether a file of the repository can change what a job does, or what a config comes to. Listed is what cannot: a file of
 * any other kind counts as code.
 */
export const isCode = (path: string): boolean => !noCode.test(path);
