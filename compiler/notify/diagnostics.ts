import { defineDiagnostic } from '../base/diagnostics.js';
import { didYouMean } from '../base/suggest.js';

export const channelShape = defineDiagnostic<{ name: string; problem: string; advice?: string | undefined }>({
  code: 'NTF001',
  category: 'Configuration Error',
  message: (d) => `Notification '${d.name}' ${d.problem}`,
  hint: (d) => d.advice,
});

export const channelTwice = defineDiagnostic<{ name: string }>({
  code: 'NTF002',
  category: 'Configuration Error',
  message: (d) => `Two notifications are called '${d.name}'`,
});

export const uselessChannelKey = defineDiagnostic<{
  name: string;
  key: string;
  type: string;
  near?: string | undefined;
}>({
  code: 'NTF003',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `'${d.key}' has no effect on notification '${d.name}': it is of type ${d.type}`,
  hint: (d) => (d.near ? `Did you mean '${d.near}'?` : undefined),
});

export const unreachable = defineDiagnostic<{ channel: string; reason: string; attempts: number }>({
  code: 'NTF004',
  severity: 'warning',
  category: 'Runtime Error',
  message: (d) =>
    `Notification '${d.channel}' could not be delivered${d.attempts > 1 ? `, tried ${d.attempts} times` : ''}: ${d.reason}`,
});

export const brokenChannel = defineDiagnostic<{ channel: string; reason: string }>({
  code: 'NTF005',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `Notification '${d.channel}' can't be used: ${d.reason}`,
});

export const plainSecret = defineDiagnostic<{ name: string; key: string }>({
  code: 'NTF006',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `The ${d.key} of notification '${d.name}' stands in the file as it is`,
  hint: (d) =>
    `Keep it in the environment: "{{ env_var('DBT_ENV_SECRET_${d.name.toUpperCase().replace(/\W+/g, '_')}') }}"`,
});

export const unknownChannel = defineDiagnostic<{ name: string; names: readonly string[] }>({
  code: 'NTF007',
  category: 'Usage Error',
  message: (d) => `There is no notification '${d.name}'`,
  hint: (d) => didYouMean(d.name, d.names) ?? (d.names.length > 0 ? `There are ${d.names.join(', ')}` : undefined),
});

export const noChannels = defineDiagnostic({
  code: 'NTF008',
  severity: 'warning',
  category: 'Usage Error',
  message: () => 'No notification channel of the project is enabled',
  hint: () => "Channels stand under 'notifications:' of quern.yml (docs/nightly.md); 'enabled' switches one on or off",
});
