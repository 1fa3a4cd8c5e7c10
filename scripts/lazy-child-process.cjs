// Stands in for node:child_process in the command line's bundle: commander asks for it at its start, and uses it for commands
// that are programs of their own, which quern has none of.
const { createRequire } = require('node:module');

Object.defineProperty(exports, 'spawn', {
  get: () => createRequire(__filename)('node:child_process').spawn,
});
