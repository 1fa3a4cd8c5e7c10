import { defineDiagnostic } from '../base/diagnostics.js';

export const notUtf8 = defineDiagnostic<{ path: string; offset: number; byte: number }>({
  code: 'LOD001',
  category: 'Parsing Error',
  message: (d) =>
    `'${d.path}' is not UTF-8: byte 0x${d.byte.toString(16).padStart(2, '0')} at offset ${d.offset} is not valid`,
  hint: () => 'Save the file as UTF-8, or list it in .dbtignore if it is not part of the project',
});

export const unreadable = defineDiagnostic<{ path: string; reason: string }>({
  code: 'LOD002',
  category: 'Runtime Error',
  message: (d) => `'${d.path}' cannot be read: ${d.reason}`,
  hint: (d) => (d.reason === 'permission denied' ? 'Check who owns it, and who may read it' : undefined),
});
