import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Project } from './data/project.js';
import type { Search } from './search/search.js';
import type { Render } from './text/markdown.js';

/** What every part of the site may use. */
export interface Site {
  readonly project: Project;
  readonly search: Search;
  readonly markdown: Render;
}

export const SiteContext = createContext<Site | undefined>(undefined);

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('There is no site around this part.');
  return site;
}
