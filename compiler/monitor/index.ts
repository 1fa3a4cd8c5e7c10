/** Monitors: what is watched from run to run. Pure but for the file of history; a bundle of its own, loaded where monitors run. */
export { type MonitorsArtifact, monitorsArtifact } from './artifact.js';
export { noMonitors, unknownMonitor } from './diagnostics.js';
export { fileHistory, keyOf } from './file-history.js';
export { type MonitorEntry, readMonitors, SQL_KEYS } from './read.js';
export { depthOf, rowsOf, runMonitors } from './run.js';
export type { Subjects } from './subjects.js';
