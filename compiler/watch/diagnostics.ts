import { defineDiagnostic } from '../base/diagnostics.js';

export const pollingInstead = defineDiagnostic<{ reason: string }>({
  code: 'WAT001',
  severity: 'warning',
  category: 'Runtime Error',
  message: (d) =>
    `The system can watch no more files (${d.reason}): they are looked at several times a second instead, which costs more`,
  hint: (d) =>
    d.reason === 'ENOSPC'
      ? "Raise the limit: 'sudo sysctl fs.inotify.max_user_watches=524288'"
      : "Raise the number of files that a process may open ('ulimit -n')",
});
