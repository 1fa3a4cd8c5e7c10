import { expect, it } from 'vitest';
import { DiagnosticList, defineDiagnostic } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import { readChannels } from '../../../compiler/notify/read.js';

const unset = defineDiagnostic({ code: 'X', message: () => 'SECRET is not set' });

function read(...lines: readonly string[]) {
  const document = parseYaml(new SourceFile('q.yml', lines.map((line) => `- {${line}}\n`).join('')));
  const sink = new DiagnosticList();
  const channels = readChannels(
    {
      value: document.value,
      spanOf: (path, what) => document.spanOf(path, what),
      render(value, _, problems) {
        if (JSON.stringify(value).includes('{{ unset }}')) problems.report(unset({}));
        return value;
      },
    },
    sink,
  );
  const said = sink.all.map(
    ({ code, message, hint, span }) =>
      `${code} ${span?.file.text.slice(span.start, span.end)}: ${message}${hint ? ` | ${hint}` : ''}`,
  );
  return { channels, said };
}

it('reads channels, with their defaults', () => {
  const { channels, said } = read(
    'name: a, type: slack, url: "https://x"',
    'name: b, type: email, from: q, to: me, smtp: {host: mail, tls: tls}, when: [summary]',
    'name: c, type: webhook, url: "{{ unset }}", timeout: 1 minute',
    'name: d, type: command, command: [./x, y], enabled: false',
  );
  expect(said).toEqual([]);
  expect(channels).toEqual([
    {
      name: 'a',
      type: 'slack',
      url: 'https://x',
      when: ['failure', 'warning'],
      timeout: 10_000,
      retries: 2,
      retryDelay: 2000,
    },
    expect.objectContaining({
      name: 'b',
      to: ['me'],
      when: ['summary'],
      smtp: { host: 'mail', port: 465, tls: 'tls' },
    }),
    { name: 'c', type: 'webhook', when: ['failure', 'warning'], broken: 'SECRET is not set' },
  ]);
});

it.each([
  [
    'name: a, type: slak, url: x',
    "NTF001 slak: Notification 'a' is of type 'slak', which there is not | Did you mean 'slack'?",
  ],
  ['name: a, type: slack', "NTF001 slack: Notification 'a' has no 'url' | Add url: the incoming webhook's address"],
  [
    'name: a, type: webhook, url: x, when: [failur]',
    "NTF001 [failur]: Notification 'a' has 'failur' for 'when' | Did you mean 'failure'?",
  ],
  [
    'name: a, type: email, from: x, to: y',
    "NTF001 {name: a, type: email, from: x, to: y}: Notification 'a' has no 'host' under 'smtp' | Add smtp: {host: …}",
  ],
  [
    'name: a, type: email, from: x, smtp: {host: h}',
    "NTF001 email: Notification 'a' has no 'to' | Add to: [data@example.org]",
  ],
  ['name: a, type: command', "NTF001 command: Notification 'a' has no 'command' | Add command: [./tell.sh]"],
  [
    'name: a, type: webhook, url: x, retries: -1',
    "NTF001 -1: Notification 'a' has -1 for 'retries', which must be a whole number from 0 on",
  ],
  [
    'name: a, type: command, command: x, url: y',
    "NTF003 url: 'url' has no effect on notification 'a': it is of type command",
  ],
  [
    'name: a, type: slack, url: "https://hooks.slack.com/services/T/B/x"',
    `NTF006 "https://hooks.slack.com/services/T/B/x": The url of notification 'a' stands in the file as it is | Keep it in the environment: "{{ env_var('DBT_ENV_SECRET_A') }}"`,
  ],
])('complains of {%s}', (line, said) => {
  expect(read(line).said).toEqual([said]);
});
