/** dbt's defaults of what only functions are configured with; a warehouse's own settings are mappings under its name. */
export const FUNCTION_DEFAULTS = {
  type: 'scalar',
  volatility: null,
  runtime_version: null,
  entry_point: null,
  snowflake: { quote_args: true },
} as const;

/** The keys among them whose values are such mappings. */
export const FUNCTION_MAPPINGS: readonly string[] = ['snowflake'];
