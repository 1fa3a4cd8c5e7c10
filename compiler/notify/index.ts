/** Notifications: who is told of a run, and how. A bundle of its own, loaded where somebody is to be told. */
export { deliver, isTold } from './deliver.js';
export { brokenChannel, noChannels, unknownChannel, unreachable } from './diagnostics.js';
export { readChannels, type WrittenChannels } from './read.js';
