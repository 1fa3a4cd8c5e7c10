import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { macroOf, scanBlocks } from '../../../compiler/jinja/index.js';
import { createParseRenderer } from '../../../compiler/render/parse-context.js';
import { PROJECTS, parseFolder } from '../parse/parse-folder.js';

/** Macros of an alias with what they answer. */
const MACROS: readonly (readonly [
  body: string,
  prints: boolean,
  answer: (name: string, version: string | null) => string,
])[] = [
  ['{{ node.name }}', true, (name) => name],
  [
    "{%- if node.version %} {{ node.name ~ '_v' ~ node.version }} {% else %}{{ node.name }}{% endif -%}",
    true,
    (name, v) => (v ? `${name}_v${v}` : name),
  ],
  [
    '{% set x = node.version %}a_{{ node.name }}_{{ node.name }}_{{ x }}',
    true,
    (name, v) => `a_${name}_${name}_${v ?? 'None'}`,
  ],
  ['{{ node.name | upper }}', false, (name) => name.toUpperCase()],
  ["{{ (node.name ~ 'x')[:2] }}", false, (name) => `${name}x`.slice(0, 2)],
  ["{% if node.name == 'b' %}it{% else %}{{ node.name }}{% endif %}", false, (name) => (name === 'b' ? 'it' : name)],
  ['{% set n %}{{ node.name }}{% endset %}{{ n | length }}', false, (name) => String(name.length)],
  ["{{ node['name'] }}", false, (name) => name],
  ['{% for c in [1] %}{{ node.name }}{% endfor %}', false, (name) => name],
  ['{% filter upper %}{{ node.name }}{% endfilter %}', false, (name) => name.toUpperCase()],
  ['{{ helper(node) }}', false, (name) => name],
  ["{{ return(node.name ~ '_') }}", false, (name) => `${name}_`],
  ['{{ node.name }}{{ node.columns | length }}', true, (name) => `${name}2`],
  ['fixed', true, () => 'fixed'],
];

describe('generate_alias_name', () => {
  it.each(MACROS)('answers the same remembered: %s', async (body, prints, answer) => {
    const text = `{% macro generate_alias_name(custom=none, node=none) %}${body}{% endmacro %}`;
    const [block] = scanBlocks(new SourceFile('m.sql', text));
    expect(macroOf(block!).onlyPrints(1, 'name')).toBe(prints);
    const folder = mkdtempSync(join(tmpdir(), 'quern-names-'));
    try {
      cpSync(join(PROJECTS, 'inheritance', 'profiles.yml'), join(folder, 'profiles.yml'));
      const profile = /^(\w+):/m.exec(readFileSync(join(folder, 'profiles.yml'), 'utf8'))?.[1];
      writeFileSync(join(folder, 'dbt_project.yml'), `name: names\nversion: '1'\nprofile: ${profile}\n`);
      mkdirSync(join(folder, 'macros'));
      writeFileSync(join(folder, 'macros', 'm.sql'), `${text}{% macro helper(node) %}{{ node.name }}{% endmacro %}`);
      const { services } = await parseFolder(folder, {}, { PARSE_TEST: 'x' });
      const renderer = createParseRenderer(services);
      for (const name of ['a', 'b', 'long $& name', 'a'])
        for (const version of [null, '2', null]) {
          const node = { name, version, packageName: 'names' };
          const dict = () => ({ name, version, columns: { x: 1, y: 2 } });
          expect(renderer.generateName('alias', null, node, dict)).toBe(answer(name, version));
        }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
