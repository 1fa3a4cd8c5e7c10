/** A construct that is not known to mean the same in the other dialect. */
export class TranslationError extends Error {
  constructor(readonly construct: string) {
    super(`${construct} cannot be translated`);
    this.name = 'TranslationError';
  }
}
