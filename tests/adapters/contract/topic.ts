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
  describe(title, () => {
    for (const [name, check] of Object.entries(cases)) {
      if (limits[`${title}: ${name}`] !== undefined) continue;
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
