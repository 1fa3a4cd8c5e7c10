import { defineDiagnostic } from '../base/diagnostics.js';

export const nightlyShape = defineDiagnostic<{ problem: string; advice?: string | undefined }>({
  code: 'NGT001',
  category: 'Configuration Error',
  message: (d) => `'nightly' ${d.problem}`,
  hint: (d) => d.advice,
});

export const layerTwice = defineDiagnostic<{ name: string }>({
  code: 'NGT002',
  category: 'Configuration Error',
  message: (d) => `Two layers of 'nightly' are called '${d.name}'`,
});

export const layersOutOfOrder = defineDiagnostic<{ node: string; layer: string; parent: string; later: string }>({
  code: 'NGT003',
  category: 'Configuration Error',
  message: (d) =>
    `'${d.node}' of layer '${d.layer}' is built from '${d.parent}' of layer '${d.later}', which comes later`,
  hint: (d) => `Put '${d.later}' before '${d.layer}', or '${d.node}' into a later layer`,
});

export const emptyLayer = defineDiagnostic<{ name: string; selection: string }>({
  code: 'NGT004',
  severity: 'warning',
  category: 'Configuration Error',
  message: (d) => `Layer '${d.name}' of 'nightly' is empty: nothing matches '${d.selection}'`,
});

export const nightLocked = defineDiagnostic<{ path: string; pid: number; host: string; since: string }>({
  code: 'NGT005',
  category: 'Runtime Error',
  message: (d) => `Another night is at work: process ${d.pid} on ${d.host}, since ${d.since}`,
  hint: (d) => `Wait for it, or end it; its lock is ${d.path}`,
});
