import { type Diagnostic, DiagnosticList, type DiagnosticSink } from '../base/diagnostics.js';
import { EntryValues } from '../base/entry-values.js';
import type { Span } from '../base/source.js';
import { closest, didYouMean } from '../base/suggest.js';
import { channelShape, channelTwice, plainSecret, uselessChannelKey } from './diagnostics.js';
import type { BrokenChannel, Channel, Occasion } from './types.js';

type Entry = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** `notifications:` as written, and what renders it: secrets may be used. */
export interface WrittenChannels {
  readonly value: unknown;
  readonly spanOf: (path: Path, what?: 'key' | 'value') => Span;
  readonly render: (value: unknown, spanOf: (path: Path) => Span, sink: DiagnosticSink) => unknown;
}

const TYPES = ['webhook', 'slack', 'email', 'command'] as const;
const OCCASIONS: readonly Occasion[] = ['failure', 'warning', 'summary'];
const COMMON_KEYS = ['name', 'type', 'description', 'enabled'];

/**
 * The channels of a project. What is written wrong goes to `sink`; a channel that can't be rendered (its secret is not set here) is
 * a broken one, which stops nothing else.
 */
export function readChannels(
  written: WrittenChannels | undefined,
  sink: DiagnosticSink,
): readonly (Channel | BrokenChannel)[] {
  const list = Array.isArray(written?.value) ? (written.value as readonly unknown[]) : [];
  const names = new Set<string>();
  return list.flatMap((value, index): (Channel | BrokenChannel)[] => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    const raw = value as Entry;
    const name = String(raw.name ?? '').trim();
    const spanOf = (key?: string, what?: 'key' | 'value') =>
      written!.spanOf([index, ...(key === undefined ? [] : [key])], what);
    if (name === '') {
      sink.report(channelShape({ name, problem: 'has no name' }, spanOf()));
      return [];
    }
    if (names.has(name)) sink.report(channelTwice({ name }, spanOf('name')));
    names.add(name);
    const problems = new DiagnosticList();
    const entry = written!.render(raw, (path) => written!.spanOf([index, ...path]), problems) as Entry;
    const [problem] = problems.errors as readonly Diagnostic[];
    if (entry.enabled === false) return [];
    const channel = readChannel(name, entry, raw, spanOf, sink);
    if (!channel) return [];
    return [problem ? { name, type: channel.type, when: channel.when, broken: problem.message } : channel];
  });
}

function readChannel(
  name: string,
  entry: Entry,
  raw: Entry,
  spanOf: (key?: string, what?: 'key' | 'value') => Span,
  sink: DiagnosticSink,
): Channel | undefined {
  const values = new EntryValues(entry, (key, problem, advice) =>
    sink.report(channelShape({ name, problem, advice }, spanOf(key))),
  );
  for (const key of COMMON_KEYS) values.used.add(key);
  const given = String(entry.type ?? '').toLowerCase();
  const type = TYPES.find((known) => known === given);
  if (!type) {
    const advice = didYouMean(given, TYPES) ?? `One of ${TYPES.join(', ')}`;
    values.wrong('type', given === '' ? "has no 'type'" : `is of type '${given}', which there is not`, advice);
    return undefined;
  }
  const common = {
    name,
    when: occasions(values),
    timeout: 1000 * (values.seconds('timeout') ?? 10),
    retries: values.count('retries', 2, 0),
    retryDelay: 1000 * (values.seconds('retry_delay') ?? 2),
  };
  const channel = readers[type](common, values);
  warnOfSecrets(name, type, raw, spanOf, sink);
  for (const key of Object.keys(entry)) {
    if (values.used.has(key)) continue;
    sink.report(uselessChannelKey({ name, key, type, near: closest(key, values.used) }, spanOf(key, 'key')));
  }
  return values.ok ? channel : undefined;
}

function occasions(values: EntryValues): readonly Occasion[] {
  const given = values.texts('when');
  if (given.length === 0) return ['failure', 'warning'];
  return given.flatMap((text) => {
    const occasion = OCCASIONS.find((known) => known === text.toLowerCase());
    if (!occasion)
      values.wrong('when', `has '${text}' for 'when'`, didYouMean(text, OCCASIONS) ?? `Any of ${OCCASIONS.join(', ')}`);
    return occasion ?? [];
  });
}

type CommonValues = Pick<Channel, 'name' | 'when' | 'timeout' | 'retries' | 'retryDelay'>;

function needed(values: EntryValues, key: string, advice: string): string {
  return values.text(key) ?? values.wrong('type', `has no '${key}'`, advice) ?? '';
}

const readers: Readonly<Record<Channel['type'], (common: CommonValues, values: EntryValues) => Channel>> = {
  webhook(common, values) {
    const headers = values.raw('headers');
    return {
      ...common,
      type: 'webhook',
      url: needed(values, 'url', 'Add url: https://…'),
      method: values.choice('method', ['post', 'put'] as const, 'post').toUpperCase() as 'POST' | 'PUT',
      headers: Object.fromEntries(
        Object.entries((headers ?? {}) as Entry).map(([key, value]) => [key.toLowerCase(), String(value)]),
      ),
    };
  },

  slack(common, values) {
    const url = needed(values, 'url', "Add url: the incoming webhook's address");
    const [channel, mention] = [values.text('channel'), values.text('mention')];
    return { ...common, type: 'slack', url, ...(channel ? { channel } : {}), ...(mention ? { mention } : {}) };
  },

  email(common, values) {
    const smtp = new EntryValues((values.raw('smtp') ?? {}) as Entry, (_, problem, advice) =>
      values.wrong('smtp', problem, advice),
    );
    const host = smtp.text('host') ?? smtp.wrong('host', "has no 'host' under 'smtp'", 'Add smtp: {host: …}') ?? '';
    const tls = smtp.choice('tls', ['starttls', 'tls', 'none'] as const, 'starttls');
    const [user, password] = [smtp.text('user'), smtp.text('password')];
    const to = values.texts('to');
    if (to.length === 0) values.wrong('type', "has no 'to'", 'Add to: [data@example.org]');
    return {
      ...common,
      type: 'email',
      smtp: {
        host,
        port: smtp.number('port') ?? (tls === 'tls' ? 465 : 587),
        tls,
        ...(user === undefined ? {} : { user }),
        ...(password === undefined ? {} : { password }),
      },
      from: needed(values, 'from', 'Add from: quern@example.org'),
      to,
    };
  },

  command(common, values) {
    const raw = values.raw('command');
    const command = Array.isArray(raw) ? raw.map(String) : String(raw ?? '').trim();
    if (command.length === 0) values.wrong('type', "has no 'command'", 'Add command: [./tell.sh]');
    return { ...common, type: 'command', command };
  },
};

/** A password, or Slack's address (who knows it can write there), that anyone can read who can read the file. */
function warnOfSecrets(
  name: string,
  type: Channel['type'],
  raw: Entry,
  spanOf: (key?: string) => Span,
  sink: DiagnosticSink,
): void {
  const smtp = (raw.smtp ?? {}) as Entry;
  const isPlain = (value: unknown) => typeof value === 'string' && value !== '' && !value.includes('{{');
  if (type === 'email' && isPlain(smtp.password)) sink.report(plainSecret({ name, key: 'password' }, spanOf('smtp')));
  if (type === 'slack' && isPlain(raw.url) && /^https:\/\/hooks\.slack\.com\//.test(String(raw.url)))
    sink.report(plainSecret({ name, key: 'url' }, spanOf('url')));
}
