import { choice, flag, integer, type OptionSpecs, text, toggle } from './spec.js';

const LOG_FORMATS = ['text', 'debug', 'json', 'default'];
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'none'];

/** Accepted before and after every command. */
export const globalOptions = {
  profile: text('--profile', 'NAME', 'Use this profile instead of the one that the project file names', {
    env: 'PROFILE',
  }),
  target: text('--target -t', 'NAME', 'Use this target of the profile', { env: 'TARGET' }),
  failFast: toggle('--fail-fast -x', 'Stop at the first failure', { env: 'FAIL_FAST' }),
  debug: toggle('--debug -d', 'Show debug messages, as the log file has them', { env: 'DEBUG' }),
  quiet: toggle('--quiet -q', 'Show errors and results only', { env: 'QUIET' }),
  print: toggle('--print', 'Show what templates print()', { env: 'PRINT', standard: true }),
  useColors: toggle('--use-colors', 'Colour the output; by default on a terminal only', { env: 'USE_COLORS' }),
  useColorsFile: toggle('--use-colors-file', 'Colour the log file', { env: 'USE_COLORS_FILE' }),
  logFormat: choice(
    '--log-format',
    LOG_FORMATS,
    'Format of the output and, unless --log-format-file says otherwise, of the log file',
    { env: 'LOG_FORMAT', standard: 'default' },
  ),
  logFormatFile: choice('--log-format-file', LOG_FORMATS, 'Format of the log file', {
    env: 'LOG_FORMAT_FILE',
    standard: 'debug',
  }),
  logLevel: choice('--log-level', LOG_LEVELS, 'Least severity that the output shows', {
    env: 'LOG_LEVEL',
    standard: 'info',
  }),
  logLevelFile: choice('--log-level-file', LOG_LEVELS, 'Least severity that the log file keeps', {
    env: 'LOG_LEVEL_FILE',
    standard: 'debug',
  }),
  logPath: text('--log-path', 'PATH', 'Folder of the log file', { env: 'LOG_PATH' }),
  logFileMaxBytes: integer('--log-file-max-bytes', 'Size at which a new log file is begun; 0 for never', {
    env: 'LOG_FILE_MAX_BYTES',
    standard: 10_485_760,
    hidden: true,
  }),
  warnError: flag('--warn-error', 'Treat every warning as an error', { env: 'WARN_ERROR' }),
  warnErrorOptions: text(
    '--warn-error-options',
    'YAML',
    "Which warnings are errors, and which are not shown: '{error: all, warn: [...], silence: [...]}'",
    { env: 'WARN_ERROR_OPTIONS' },
  ),
  indirectSelection: choice(
    '--indirect-selection',
    ['eager', 'cautious', 'buildable', 'empty'],
    'Which tests come along with the selected resources',
    { env: 'INDIRECT_SELECTION', standard: 'eager' },
  ),
  state: text(
    '--state',
    'DIRECTORY',
    'Folder with the artifacts of another run, to compare with and to defer to; from the project folder',
    {
      env: 'STATE',
    },
  ),
  defer: toggle(
    '--defer',
    'Let references to what is neither selected nor in the target go to the relations of --state',
    {
      env: 'DEFER',
    },
  ),
  deferState: text('--defer-state', 'DIRECTORY', 'Another --state for --defer alone', { env: 'DEFER_STATE' }),
  favorState: toggle(
    '--favor-state',
    'With --defer, prefer the relations of --state even where the target has its own',
    { env: 'FAVOR_STATE' },
  ),
  partialParse: toggle('--partial-parse', 'Reuse what an earlier call parsed', {
    env: 'PARTIAL_PARSE',
    standard: true,
  }),
  populateCache: toggle('--populate-cache', 'Accepted for compatibility; a schema is listed when it is first needed', {
    hidden: true,
    env: 'POPULATE_CACHE',
    standard: true,
  }),
  cacheSelectedOnly: toggle('--cache-selected-only', 'Accepted for compatibility; only schemas in use are listed', {
    hidden: true,
    env: 'CACHE_SELECTED_ONLY',
  }),
  writeJson: toggle('--write-json', 'Write manifest.json, run_results.json and their like', {
    env: 'WRITE_JSON',
    standard: true,
  }),
  versionCheck: toggle('--version-check', "Check the project's require-dbt-version", {
    env: 'VERSION_CHECK',
    standard: true,
  }),
  maximumSeedSizeMib: integer(
    '--maximum-seed-size-mib',
    'Largest seed, in MiB, whose content decides whether it has changed; 0 for no limit',
    { env: 'MAXIMUM_SEED_SIZE_MIB', standard: 1 },
  ),
  printerWidth: integer('--printer-width', 'Columns of plain progress lines', { env: 'PRINTER_WIDTH', standard: 80 }),
  hintsEnabled: toggle('--hints-enabled', 'Suggest what to do next', { env: 'HINTS_ENABLED', standard: true }),
  showAllDeprecations: toggle('--show-all-deprecations', 'Show every warning of a kind instead of the first few', {
    env: 'SHOW_ALL_DEPRECATIONS',
  }),
  logCacheEvents: toggle('--log-cache-events', 'Accepted for compatibility; the log has every statement', {
    env: 'LOG_CACHE_EVENTS',
    hidden: true,
  }),
  recordTimingInfo: text(
    '--record-timing-info -r',
    'PATH',
    'Write a CPU profile of the call, which speedscope and the developer tools of browsers show',
    { env: 'RECORD_TIMING_INFO' },
  ),
  sendAnonymousUsageStats: toggle('--send-anonymous-usage-stats', 'Accepted for compatibility; quern sends none', {
    env: 'SEND_ANONYMOUS_USAGE_STATS',
    hidden: true,
  }),
  staticParser: toggle('--static-parser', 'Accepted for compatibility', { env: 'STATIC_PARSER', hidden: true }),
  useExperimentalParser: toggle('--use-experimental-parser', 'Accepted for compatibility', {
    env: 'USE_EXPERIMENTAL_PARSER',
    hidden: true,
  }),
  useV2Parser: toggle('--use-v2-parser', 'Accepted for compatibility', { env: 'USE_V2_PARSER', hidden: true }),
  snowflakeProjectsOtel: toggle('--snowflake-projects-otel', 'Accepted for compatibility', {
    env: 'SNOWFLAKE_PROJECTS_OTEL',
    hidden: true,
  }),
  uploadToArtifactsIngestApi: toggle(
    '--upload-to-artifacts-ingest-api',
    'Accepted for compatibility; nothing is uploaded',
    { env: 'UPLOAD_TO_ARTIFACTS_INGEST_API', hidden: true },
  ),
  singleThreaded: toggle('--single-threaded', 'Run one node at a time', { env: 'SINGLE_THREADED', hidden: true }),
  macroDebugging: toggle('--macro-debugging', 'Accepted for compatibility', { env: 'MACRO_DEBUGGING', hidden: true }),
  partialParseFilePath: text('--partial-parse-file-path', 'FILE', 'Accepted for compatibility', {
    env: 'PARTIAL_PARSE_FILE_PATH',
    hidden: true,
  }),
  partialParseFileDiff: toggle('--partial-parse-file-diff', 'Accepted for compatibility', {
    env: 'PARTIAL_PARSE_FILE_DIFF',
    hidden: true,
  }),
  showResourceReport: toggle('--show-resource-report', 'Show at the end what time and memory the call has used', {
    env: 'SHOW_RESOURCE_REPORT',
    hidden: true,
  }),
  useFastTestEdges: toggle('--use-fast-test-edges', 'Accepted for compatibility', {
    env: 'USE_FAST_TEST_EDGES',
    hidden: true,
  }),
  v2Parser: text('--v2-parser', 'COMMAND', 'Accepted for compatibility', { env: 'V2_PARSER', hidden: true }),
  deprecatedDefer: text('--deprecated-defer', 'BOOLEAN', 'Accepted for compatibility; use --defer', {
    env: 'DEFER_TO_STATE',
    hidden: true,
  }),
  deprecatedFavorState: text('--deprecated-favor-state', 'BOOLEAN', 'Accepted for compatibility; use --favor-state', {
    env: 'FAVOR_STATE_MODE',
    hidden: true,
  }),
  deprecatedPrint: flag('--deprecated-print', 'Accepted for compatibility; use --print', {
    negative: '--deprecated-no-print',
    hidden: true,
  }),
  deprecatedState: text('--deprecated-state', 'DIRECTORY', 'Accepted for compatibility; use --state', {
    env: 'ARTIFACT_STATE_PATH',
    hidden: true,
  }),
} satisfies OptionSpecs;
