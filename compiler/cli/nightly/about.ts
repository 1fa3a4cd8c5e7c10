import { hostname } from 'node:os';
import type { ProjectConfig } from '../../config/types.js';

/** What messages say of where they come from. */
export function aboutOf({ root, profile }: Pick<ProjectConfig, 'root' | 'profile'>) {
  return { project: root.name, target: profile.targetName, host: hostname() };
}
