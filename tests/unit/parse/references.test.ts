import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../compiler/manifest/references.js';

const ref = (name: string, more: object = {}) => ({ kind: 'ref', name, package: null, version: null, ...more });

describe('literal references', () => {
  it.each([
    ["ref('a')", ref('a')],
    ['  ref( "a" ) ', ref('a')],
    ["ref('p', 'a')", ref('a', { package: 'p' })],
    ["ref('a', v=2)", ref('a', { version: 2 })],
    ["ref('p', 'a', version='1.5')", ref('a', { package: 'p', version: '1.5' })],
    ["ref('a', v=None)", ref('a')],
    ["{{ ref('a') }}", ref('a')],
    ["source('s', 't')", { kind: 'source', source: 's', table: 't' }],
    ["metric('m')", { kind: 'metric', name: 'm', package: null }],
    ["ref('a', )", ref('a')],
    ["source('s')", undefined],
    ['ref()', undefined],
    ['ref(a)', undefined],
    ["ref('a' 'b')", undefined],
    ["ref('a', 'b', 'c')", undefined],
    ["my_ref('a')", undefined],
    ["'a'", undefined],
  ])('%s', (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });
});
