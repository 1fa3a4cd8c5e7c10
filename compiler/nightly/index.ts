/** A night: lock, steps, journal. A bundle of its own; what does the work is handed to it. */
export { readNightly } from './config.js';
export { nightLocked } from './diagnostics.js';
export { NightJournal, readNight, toldKey } from './journal.js';
export { nameOf, partition } from './layers.js';
export { takeLock } from './lock.js';
export { messageOf, nightArtifact } from './message.js';
export { resumption } from './resume.js';
export { noteNode, runSteps } from './run.js';
export { isResumable } from './status.js';
