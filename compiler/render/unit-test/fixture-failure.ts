/** Something is wrong with rows that a unit test gives or expects; the cause is what. */
export class FixtureFailure extends Error {
  constructor(
    /** In the test's definition: `['given', 0, 'rows']`. */
    readonly path: readonly (string | number)[],
    cause: unknown,
  ) {
    super(`Rows of a unit test are wrong: ${path.join('.')}`, { cause });
    this.name = 'FixtureFailure';
  }
}
