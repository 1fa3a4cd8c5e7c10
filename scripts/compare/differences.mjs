// Where two outcomes differ: a list of {title, total, wrong}, one a thing compared.

const short = (value, size = 300) => {
  const text = JSON.stringify(value);
  return text === undefined || text.length <= size ? text : `${text.slice(0, size)}…`;
};

/** A value as text, from a little before where it differs from the other. */
function around(value, other) {
  const [text, second] = [JSON.stringify(value) ?? 'undefined', JSON.stringify(other) ?? 'undefined'];
  let at = 0;
  while (at < text.length && text[at] === second[at]) at += 1;
  return at < 80 ? short(value) : `…${text.slice(at - 60, at + 240)}`;
}

function keysOf(a, b) {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function compiled(title, theirs, ours) {
  const files = keysOf(theirs, ours);
  const wrong = files.flatMap((file) => {
    const [a, b] = [theirs[file], ours[file]];
    if (a === b) return [];
    if (a === undefined || b === undefined) return [`${file}: only ${a === undefined ? 'quern' : 'dbt'} has it`];
    let at = 0;
    while (a[at] === b[at]) at += 1;
    const from = Math.max(0, at - 60);
    return [`${file}:\n    dbt   …${a.slice(from, at + 100)}\n    quern …${b.slice(from, at + 100)}`];
  });
  return { title, total: files.length, wrong };
}

function statuses(title, theirs, ours) {
  const byId = (results) => Object.fromEntries(results.map((r) => [r.unique_id, r]));
  const [a, b] = [byId(theirs), byId(ours)];
  const ids = keysOf(a, b);
  // Errors, and what is skipped for them, are told in other words.
  const untold = new Set(['error', 'runtime error', 'skipped']);
  const fact = (r) => r && [r.status, r.failures ?? null, untold.has(r.status) ? '' : r.message];
  const wrong = ids
    .filter((id) => JSON.stringify(fact(a[id])) !== JSON.stringify(fact(b[id])))
    .map(
      (id) =>
        `${id}: dbt ${short(fact(a[id]))}, quern ${short(fact(b[id]))} ${b[id]?.status === 'error' ? b[id].message : ''}`,
    );
  return { title, total: ids.length, wrong };
}

function relations(title, theirs, ours) {
  const names = keysOf(theirs, ours);
  const fact = (relation) => JSON.stringify(relation?.slice(0, 4));
  const wrong = names
    .filter((name) => fact(theirs[name]) !== fact(ours[name]))
    .map((name) => `${name}:\n    dbt   ${short(theirs[name], 600)}\n    quern ${short(ours[name], 600)}`);
  return { title, total: names.length, wrong };
}

const SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'groups',
  'docs',
  'macros',
  'unit_tests',
  'metrics',
  'semantic_models',
  'saved_queries',
  'selectors',
  'parent_map',
  'child_map',
  'group_map',
  'disabled',
];
/** Times and places, not facts about the project. */
const PASSING = new Set(['created_at', 'root_path']);

/** In which package of the library a macro stands is each tool's own matter. */
const IN_LIBRARY = /^"macro\.dbt_(duckdb|postgres)\./;

const UNORDERED = new Set(['macros', 'nodes', 'sources', 'primary_key']);

function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (!value || typeof value !== 'object') return value;
  const keys = Object.keys(value)
    .filter((key) => !PASSING.has(key))
    .sort();
  // dbt's order of these differs from run to run: macros as its threads met them, sources as a set of its static parser has them.
  return Object.fromEntries(
    keys.map((key) => [
      key,
      UNORDERED.has(key) && Array.isArray(value[key])
        ? value[key].map((item) => JSON.stringify(item).replace(IN_LIBRARY, '"macro.dbt.')).sort()
        : canonical(value[key]),
    ]),
  );
}

/** Macros and docs of the tools' own packages. */
const BUILT_IN = /^(macro|doc)\.dbt(_duckdb|_postgres|_snowflake|_bigquery)?\./;

function manifestSection(section, theirs = {}, ours = {}) {
  const ids = keysOf(theirs, ours).filter((id) => !BUILT_IN.test(id));
  const wrong = ids.flatMap((id) => {
    if (theirs[id] === undefined || ours[id] === undefined)
      return [`${id}: only ${theirs[id] === undefined ? 'quern' : 'dbt'} has it`];
    // Members of a group come in the order of files, which is dbt's file system's.
    const inOrder = (value) => (section === 'group_map' ? [...value].sort() : canonical(value));
    const [a, b] = [inOrder(theirs[id]), inOrder(ours[id])];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    if (Array.isArray(a)) return [`${id}:\n    dbt   ${short(a, 600)}\n    quern ${short(b, 600)}`];
    const keys = keysOf(a, b).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
    return [
      `${id}\n${keys.map((key) => `    .${key}: dbt ${around(a[key], b[key])}\n      quern ${around(b[key], a[key])}`).join('\n')}`,
    ];
  });
  return { title: `manifest ${section}`, total: ids.length, wrong };
}

/** semantic_manifest.json, of which each tool has its own order of files. */
function semanticManifest(theirs, ours) {
  const flat = (all) => {
    const { project_configuration: project, ...lists } = all ?? {};
    const named = Object.entries(lists).flatMap(([list, items]) => items.map((item) => [`${list} ${item.name}`, item]));
    const spines = (project?.time_spines ?? []).map((spine) => [`time spine ${spine.node_relation.alias}`, spine]);
    return Object.fromEntries([...named, ...spines, ['project', { ...project, time_spines: null }]]);
  };
  return { ...manifestSection('', flat(theirs), flat(ours)), title: 'semantic manifest' };
}

function exitCode(theirs, ours) {
  const said = (outcome) => outcome.output.trim().split('\n').slice(-25).join('\n      ');
  const wrong =
    theirs.code === ours.code
      ? []
      : [`dbt ${theirs.code}, quern ${ours.code}\n    dbt:\n      ${said(theirs)}\n    quern:\n      ${said(ours)}`];
  return { title: `exit code (${theirs.code})`, total: 1, wrong };
}

export function differences(theirs, ours) {
  const all = [];
  if (theirs.parse) {
    all.push({ ...exitCode(theirs.parse, ours.parse), title: `parse: exit code (${theirs.parse.code})` });
    if (theirs.manifest && ours.manifest) {
      for (const section of SECTIONS)
        all.push(manifestSection(section, theirs.manifest[section], ours.manifest[section]));
      all.push(semanticManifest(theirs.semanticManifest, ours.semanticManifest));
    }
  }
  theirs.steps.forEach((step, index) => {
    const own = ours.steps[index];
    if (!step.compared) return;
    const title = (what) => `${step.command}: ${what}`;
    all.push({ ...exitCode(step, own), title: title(`exit code (${step.code})`) });
    all.push(compiled(title('compiled SQL'), step.compiled, own.compiled));
    all.push(statuses(title('results'), step.results, own.results));
    all.push(relations(title('relations'), step.relations, own.relations));
  });
  return all.filter((part) => part.total > 0);
}
