#!/usr/bin/env node
// CommonJS, because loading an ES module starts libuv's threads before their number could be set.
const { availableParallelism } = require('node:os');

const [first] = process.argv.slice(2);
if (process.argv.length === 3 && ['--version', '-V', '-v'].includes(first)) {
  console.log(`quern ${require('../package.json').version}`);
} else {
  // Most runs are over before code that V8 optimises early has paid for being optimised; a server is not.
  if (first !== 'emulate') require('node:v8').setFlagsFromString('--interrupt-budget=1500000');
  // Each running query holds a thread of libuv's pool, whose standard size is four.
  const threads = Number(process.argv.join(' ').match(/--threads[ =](\d+)/)?.[1] ?? 16);
  process.env.UV_THREADPOOL_SIZE ??= String(Math.min(Math.max(threads + 4, availableParallelism()), 128));
  require('./load.js').loadCli().start();
}
