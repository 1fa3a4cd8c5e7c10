import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSite } from '../context.js';
import { linkTo } from '../route.js';
import type { Hit } from '../search/search.js';
import { plainText } from '../text/markdown.js';
import { Icon } from './icons.js';
import { Marked } from './marked.js';
import { TypeBadge } from './resource-link.js';

const FIELDS = { column: 'column', description: '', tag: 'tag', code: 'SQL', path: '' } as const;

export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { search } = useSite();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const hits = useMemo(() => search.find(query), [search, query]);
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word && !word.includes(':'));

  useEffect(() => {
    const opened = dialog.current!;
    if (opened.showModal && !opened.open) opened.showModal();
    opened.querySelector('input')?.focus();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [chosen, hits]);

  const go = (hit: Hit | undefined): void => {
    if (!hit) return;
    location.hash = linkTo(hit.resource);
    onClose();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((chosen + step + hits.length) % Math.max(hits.length, 1));
    else if (event.key === 'Enter') go(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class="search"
      aria-label="Search"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="search-box">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="search-results"
          aria-activedescendant={hits[chosen] ? `hit-${chosen}` : undefined}
          aria-label="Search names, columns, descriptions and SQL"
          placeholder="Search names, columns, descriptions, SQL"
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={press}
        />
        <kbd>esc</kbd>
      </div>
      <div class="hidden" aria-live="polite">
        {query && `${hits.length} results`}
      </div>
      <div id="search-results" class="hits" role="listbox" aria-label="Results" tabIndex={-1} ref={list}>
        {hits.map((hit, index) => (
          <HitRow key={hit.resource.id} hit={hit} index={index} isChosen={index === chosen} words={words} go={go} />
        ))}
      </div>
      {query.trim() !== '' && hits.length === 0 && <p class="search-note">Nothing found for “{query}”.</p>}
      {query.trim() === '' && (
        <p class="search-note">
          Narrow with <code>type:model</code>, <code>tag:nightly</code>, <code>column:customer_id</code> or{' '}
          <code>package:shop</code>.
        </p>
      )}
    </dialog>
  );
}

interface HitProps {
  readonly hit: Hit;
  readonly index: number;
  readonly isChosen: boolean;
  readonly words: readonly string[];
  readonly go: (hit: Hit) => void;
}

function HitRow({ hit, index, isChosen, words, go }: HitProps) {
  const { resource, found } = hit;
  const below = found ? found.text : plainText(resource.description).slice(0, 140);
  const field = found ? FIELDS[found.field] : '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and takes the keys
    <div id={`hit-${index}`} role="option" tabIndex={-1} aria-selected={isChosen} class="hit" onClick={() => go(hit)}>
      <div class="hit-head">
        <TypeBadge type={resource.type} />
        <strong>
          <Marked text={resource.label} words={words} />
        </strong>
        <span class="quiet">{resource.path}</span>
      </div>
      {below && (
        <div class={`hit-below${found?.field === 'code' ? ' is-code' : ''}`}>
          {field && <span class="hit-field">{field}</span>}
          <Marked text={below} words={words} />
        </div>
      )}
    </div>
  );
}
