/** js-yaml's parser: deep enough for any project, shallow enough for the stack. */
export const PARSER_OPTIONS = { maxDepth: 500 };
