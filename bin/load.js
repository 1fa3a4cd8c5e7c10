// Loads the command line's bundle together with V8's code cache of it, which saves a fifth of a short command's time. The build
// makes the cache; a run under another version of Node makes one of its own, where it may write beside the bundle.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const vm = require('node:vm');

const bundle = join(__dirname, '../dist/cli.cjs');
const cache = `${bundle}.${process.version}-${process.arch}.cache`;

function read(path, encoding) {
  try {
    return readFileSync(path, encoding);
  } catch {
    return undefined;
  }
}

exports.loadCli = () => {
  // The build leaves ASCII only.
  const source = read(bundle, 'latin1');
  if (source === undefined) {
    console.error('quern is not built yet: run `npm run build` first.');
    process.exit(2);
  }
  const cachedData = read(cache);
  const script = new vm.Script(Module.wrap(source), { filename: bundle, cachedData });
  if (!cachedData || script.cachedDataRejected) process.on('exit', () => save(script));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, Module.createRequire(bundle), module, bundle, dirname(bundle));
  return module.exports;
};

/** At the end, so that the functions that were used are in it. */
function save(script) {
  try {
    writeFileSync(`${cache}.${process.pid}`, script.createCachedData());
    renameSync(`${cache}.${process.pid}`, cache);
  } catch {
    // Installed where this user may not write: the next start takes as long as this one.
  }
}
