import { describe, expect, it } from 'vitest';
import { parseFloats, stringifyFloats } from '../../../compiler/base/float-json.js';
import { CalendarDate, Float } from '../../../compiler/base/scalars.js';

describe('JSON with floats', () => {
  const data = {
    whole: new Float(1),
    negative: new Float(-100),
    large: new Float(1e15),
    other: 1.5,
    int: 1,
    text: 'lo: 1.0, hi: "2.0",\n\\3.0,',
    list: [new Float(0), 0, null, { deep: new Float(7) }],
    date: new CalendarDate('2024-01-31'),
  };

  it('tells them from whole numbers, and leaves texts alone', () => {
    const text = stringifyFloats(data);
    expect(text).toContain('"whole":1.0,"negative":-100.0,"large":1000000000000000.0,"other":1.5,"int":1,');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(data)));
  });

  it('comes back as it was', () => {
    const back = parseFloats(stringifyFloats(data)) as typeof data;
    expect(back).toEqual({ ...data, date: '2024-01-31' });
    expect(back.whole).toBeInstanceOf(Float);
    expect(back.int).toBe(1);
  });

  it('is what JSON.stringify writes where there are none', () => {
    const plain = { a: [1, 'x', null, { b: true, c: undefined }], d: 1.25 };
    expect(stringifyFloats(plain)).toBe(JSON.stringify(plain));
    expect(parseFloats(JSON.stringify(plain))).toEqual(JSON.parse(JSON.stringify(plain)));
  });
});
