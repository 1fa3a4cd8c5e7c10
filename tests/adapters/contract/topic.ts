import { describe, it } from 'vitest';
import { ContractProject } from './project.js';
import { limitsOf, type ProjectTarget } from './target.js';

export type Case = (project: ContractProject) => Promise<void>;

/** Cases by title: each gets a project of its own. */
export interface Topic {
  readonly title: string;
  readonly cases: Readonly<Record<string, Case>>;
}

/** The cases of a topic on a platform, without those that its limits name. */
export function runTopic({ title, cases }: Topic, target: ProjectTarget): void {
  const limits = limitsOf(target);
  const possible = Object.entries(cases).filter(([name]) => limits[`${title}: ${name}`] === undefined);
  if (possible.length === 0) return;
  describe(title, () => {
    for (const [name, check] of possible) {
      it(name, async () => {
        const project = await ContractProject.create(target);
        try {
          await check(project);
        } finally {
          project.remove();
        }
      });
    }
  });
}
