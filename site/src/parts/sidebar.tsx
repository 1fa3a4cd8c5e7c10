import { useMemo, useState } from 'preact/hooks';
import { useSite } from '../context.js';
import { databaseTree, projectTree } from '../data/tree.js';
import { graphLink, OVERVIEW_LINK, type Route } from '../route.js';
import { Icon } from './icons.js';
import { ThemeSwitch } from './theme-switch.js';
import { Tree } from './tree.js';

interface SidebarProps {
  readonly current: string | undefined;
  readonly page: Route['page'];
  readonly onSearch: () => void;
  readonly onMenu: () => void;
}

export function Sidebar({ current, page, onSearch, onMenu }: SidebarProps) {
  const { project } = useSite();
  const [view, setView] = useState<'project' | 'database'>('project');
  const branches = useMemo(() => (view === 'project' ? projectTree(project) : databaseTree(project)), [project, view]);
  return (
    <header class="sidebar">
      <div class="sidebar-head">
        <a class="brand" href={OVERVIEW_LINK}>
          <span class="mark" aria-hidden="true" />
          <span class="brand-name">{project.name}</span>
        </a>
        <ThemeSwitch />
        <button type="button" class="icon-button menu-button" aria-label="Menu" onClick={onMenu}>
          <Icon name="menu" />
        </button>
      </div>
      <button type="button" class="search-button" onClick={onSearch}>
        <Icon name="search" />
        <span>Search</span>
        <kbd>/</kbd>
      </button>
      <nav class="sidebar-links" aria-label="Pages">
        <a class="nav-link" href={OVERVIEW_LINK} aria-current={page === 'overview' ? 'page' : undefined}>
          <Icon name="home" /> Overview
        </a>
        <a class="nav-link" href={graphLink('')} aria-current={page === 'graph' ? 'page' : undefined}>
          <Icon name="graph" /> Lineage
        </a>
      </nav>
      <nav class="sidebar-body" aria-label="Resources">
        <fieldset class="segmented">
          <legend class="hidden">Order of the tree</legend>
          {(['project', 'database'] as const).map((name) => (
            <button type="button" aria-pressed={view === name} onClick={() => setView(name)}>
              {name === 'project' ? 'Project' : 'Database'}
            </button>
          ))}
        </fieldset>
        <Tree
          key={view}
          label={view === 'project' ? 'By project' : 'By database'}
          branches={branches}
          current={current}
        />
      </nav>
    </header>
  );
}
