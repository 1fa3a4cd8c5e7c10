import type { Adapter } from '../types.js';

export const connect: Adapter['connect'] = async () => {
  throw new Error('not yet');
};
