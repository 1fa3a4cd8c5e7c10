import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Site, SiteContext } from './context.js';
import { GraphPage } from './pages/graph-page.js';
import { Overview } from './pages/overview.js';
import { ResourcePage } from './pages/resource-page.js';
import { SearchDialog } from './parts/search-dialog.js';
import { Sidebar } from './parts/sidebar.js';
import { routeOf } from './route.js';

export function App({ site }: { readonly site: Site }) {
  const [hash, setHash] = useState(location.hash);
  const [searching, setSearching] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const route = useMemo(() => routeOf(hash), [hash]);

  useEffect(() => {
    const follow = (): void => {
      setHash(location.hash);
      setMenuOpen(false);
      setSearching(false);
    };
    // It may have changed before anybody listened.
    setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      const wanted = (event.key === 'k' && (event.metaKey || event.ctrlKey)) || (event.key === '/' && !typing);
      if (!wanted) return;
      event.preventDefault();
      setSearching(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const place = route.page === 'resource' ? route.id : route.page;
  useEffect(() => {
    main.current?.scrollTo?.(0, 0);
    const named = route.page === 'resource' ? site.project.resources.get(route.id)?.label : undefined;
    document.title = `${named ? `${named} · ` : ''}${site.project.name}`;
  }, [place]);

  return (
    <SiteContext.Provider value={site}>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <div class={`shell${menuOpen ? ' menu-open' : ''}`}>
        <Sidebar
          current={route.page === 'resource' ? route.id : undefined}
          page={route.page}
          onSearch={() => setSearching(true)}
          onMenu={() => setMenuOpen(!menuOpen)}
        />
        <main id="main" ref={main} tabIndex={-1}>
          {route.page === 'overview' && <Overview onSearch={() => setSearching(true)} />}
          {route.page === 'resource' && <ResourcePage key={route.id} id={route.id} />}
          {route.page === 'graph' && <GraphPage select={route.select} exclude={route.exclude} />}
        </main>
      </div>
      {searching && <SearchDialog onClose={() => setSearching(false)} />}
    </SiteContext.Provider>
  );
}

export function Failure({ reason }: { readonly reason: string }) {
  return (
    <div class="failure" role="alert">
      <h1>The documentation can't be shown</h1>
      <p>{reason}</p>
      <p>
        <code>quern docs generate</code> writes what this page needs, and <code>quern docs serve</code> shows it. To
        open it as a file, generate it with <code>--static</code>.
      </p>
    </div>
  );
}
