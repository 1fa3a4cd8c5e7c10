import type { QuernEvent } from '../../base/events.js';
import { snakeCase } from '../../config/flags.js';
import type { Draft } from './draft.js';
import { python } from './node-records.js';

/** What dbt reports of a call whether it was given or not, and its values then. */
const ALWAYS: Readonly<Record<string, unknown>> = {
  cache_selected_only: false,
  debug: false,
  empty: false,
  fail_fast: false,
  hints_enabled: true,
  indirect_selection: 'eager',
  introspect: true,
  log_cache_events: false,
  log_format: 'default',
  maximum_seed_size_mib: 1,
  no_print: null,
  partial_parse: true,
  printer_width: 80,
  quiet: false,
  send_anonymous_usage_stats: false,
  static_parser: true,
  target_path: null,
  use_colors: true,
  use_experimental_parser: false,
  version_check: true,
  warn_error: null,
  warn_error_options: null,
  write_json: true,
};

/** The options of a call, by dbt's names and as text. */
export function argumentsRecord({ args }: Extract<QuernEvent, { type: 'invocation-started' }>): Draft {
  const given = Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) => (value === undefined ? [] : [[snakeCase(key), value]])),
  );
  const texts = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, python(value)]));
  return {
    name: 'MainReportArgs',
    message: `running quern with arguments ${JSON.stringify(texts(given))}`,
    data: () => ({ args: texts({ ...ALWAYS, ...given }) }),
  };
}
