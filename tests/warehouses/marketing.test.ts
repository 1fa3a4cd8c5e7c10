import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenWarehouse, openWarehouse } from './harness.js';
import { warehouse } from './marketing.js';

describe('marketing on DuckDB', () => {
  let copy: OpenWarehouse;
  beforeAll(async () => {
    copy = await openWarehouse(warehouse, { scale: 0.05 });
    await copy.deliver(1);
    await copy.build();
  });
  afterAll(() => copy?.close());

  it('changes nothing when nothing is new', async () => {
    const before = await copy.digests();
    await copy.build();
    expect(await copy.digests()).toEqual(before);
  });

  it('is after a second day what a full refresh makes of both', async () => {
    await copy.deliver(2);
    await copy.build();
    const incremental = await copy.digests();
    await copy.build('--full-refresh');
    expect(await copy.digests()).toEqual(incremental);
  });
});
