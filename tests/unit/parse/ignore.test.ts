import { describe, expect, it } from 'vitest';
import { compileIgnore } from '../../../compiler/load/ignore.js';

/** [patterns, ignored paths, kept paths] */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['*.sql', ['models/a.sql', 'a.sql'], ['models/a.yml']],
  ['ign/*', ['ign/a.sql', 'ign/b/c.sql'], ['models/ign/a.sql']],
  ['/models/a.sql', ['models/a.sql'], ['x/models/a.sql', 'models/ab.sql']],
  ['drafts/', ['models/drafts/a.sql', 'drafts/x/y.sql'], ['models/drafts', 'models/drafts.sql']],
  ['drafts', ['models/drafts', 'models/drafts/a.sql'], ['models/drafts2/a.sql']],
  ['models/**/old', ['models/old', 'models/a/b/old/c.sql'], ['old', 'x/models/old']],
  ['**/tmp_*.sql', ['tmp_a.sql', 'models/tmp_b.sql'], ['models/atmp_b.sql']],
  ['models/**', ['models/a.sql', 'models/b/c.sql'], ['seeds/a.csv']],
  ['zz_*\n!zz_keep.sql', ['models/zz_a.sql'], ['models/zz_keep.sql']],
  ['!a.sql\na.sql', ['a.sql'], []],
  ['# comment\n\n  \nmodel_?.sql', ['model_1.sql'], ['model_12.sql']],
  ['\\#a.sql\n\\!b.sql', ['#a.sql', '!b.sql'], ['a.sql', 'b.sql']],
  ['[ab]*.sql', ['models/a1.sql', 'b.sql'], ['c.sql']],
  ['[!ab].sql', ['c.sql'], ['a.sql']],
  ['a.sql   ', ['a.sql'], ['a.sql   ']],
  ['a+(b).sql', ['a+(b).sql'], ['aab.sql']],
  ['x*y', ['xzzy', 'm/xy/a.sql'], ['x/y']],
  ['', [], ['a.sql']],
];

describe('.dbtignore', () => {
  it.each(CASES)('%j', (patterns, ignored, kept) => {
    const matches = compileIgnore(patterns);
    expect(ignored.filter((path) => !matches(path))).toEqual([]);
    expect(kept.filter(matches)).toEqual([]);
  });
});
