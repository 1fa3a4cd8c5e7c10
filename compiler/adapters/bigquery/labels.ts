/** A text as the key or value of a label may be: lower case, digits, `_` and `-`, 63 characters. */
export function labelText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}_-]/gu, '_')
    .slice(0, 63);
}

/** The query comment as labels of the job: one for each key of its JSON, or `query_comment` with its text. */
export function labelsOfComment(comment: string | undefined): Readonly<Record<string, string>> {
  if (comment === undefined || comment === '') return {};
  try {
    const value: unknown = JSON.parse(comment);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          labelText(key),
          labelText(typeof item === 'string' ? item : JSON.stringify(item)),
        ]),
      );
  } catch {
    // A text as it is.
  }
  return { query_comment: labelText(comment) };
}
