/** What a tool did with a copy of a project; plain data, made by `outcomeOf`, read by `differences`. */
export type Outcome = Readonly<Record<string, unknown>>;

export interface CompareOptions {
  /** The project's folder. */
  readonly source: string;
  /** Commands, each a list of words; the first `quiet` of them are not compared. */
  readonly steps: readonly (readonly string[])[];
  readonly quiet: number;
  /** The folder of profiles.yml, in the project. */
  readonly profiles: string;
  /** Whether to compare manifest.json too, as it is after a parse. */
  readonly manifest: boolean;
  readonly keep: boolean;
  /** A Python that has duckdb. */
  readonly python: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cache?: string;
}

export function words(text: string): string[];
export function outcomeOf(tool: { readonly command: readonly string[] }, options: CompareOptions): Outcome;
