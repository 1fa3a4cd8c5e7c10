import { useEffect, useMemo, useState } from 'preact/hooks';
import { useSite } from '../context.js';
import { type Layout, layoutOf } from '../graph/layout.js';
import { parseAtom, select } from '../graph/select.js';
import { GraphView } from '../graph/view.js';
import { TypeDot, typeName } from '../parts/resource-link.js';
import { graphLink } from '../route.js';

interface GraphPageProps {
  readonly select: string;
  readonly exclude: string;
}

/** The lineage of what a selection selects; the address holds the selection. */
export function GraphPage({ select: expression, exclude }: GraphPageProps) {
  const { project } = useSite();
  const [typed, setTyped] = useState(expression);
  const [without, setWithout] = useState(exclude);
  useEffect(() => setTyped(expression), [expression]);
  useEffect(() => setWithout(exclude), [exclude]);
  const selected = useMemo(() => select(project, expression, exclude), [project, expression, exclude]);
  const layout = useLater(() => layoutOf(project, selected.ids), [project, selected]);
  const focus = useMemo(() => focusOf(project.resources.values(), expression), [project, expression]);
  const submit = (event: Event): void => {
    event.preventDefault();
    location.hash = graphLink(typed.trim(), without.trim());
  };
  const types = [...new Set(layout?.nodes.map(({ resource }) => resource.type))].sort();
  return (
    <div class="graph-page">
      <h1 class="hidden">Lineage</h1>
      <form class="graph-bar" onSubmit={submit}>
        <label>
          <span>Select</span>
          <input
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            placeholder="everything, or +orders+1, tag:nightly, source:raw"
            spellcheck={false}
          />
        </label>
        <label class="exclude">
          <span>Exclude</span>
          <input
            value={without}
            onInput={(event) => setWithout(event.currentTarget.value)}
            placeholder="nothing"
            spellcheck={false}
          />
        </label>
        <button type="submit" class="button primary">
          Show
        </button>
        {focus && <Depth expression={expression} exclude={exclude} />}
      </form>
      <div class="graph-area">
        {!layout && <p class="graph-note">Arranging {selected.ids.size.toLocaleString('en')} nodes …</p>}
        {layout && layout.nodes.length === 0 && (
          <p class="graph-note">
            Nothing is selected{selected.unknown.length > 0 ? `: ${selected.unknown.join(', ')} fits nothing` : ''}.
          </p>
        )}
        {layout && layout.nodes.length > 0 && <GraphView layout={layout} focus={focus} label="Lineage" />}
        <ul class="legend" aria-label="Colours">
          {types.map((type) => (
            <li>
              <TypeDot type={type} /> {typeName(type)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The one resource that a selection is about, if there is one. */
function focusOf(
  resources: Iterable<{ readonly id: string; readonly label: string; readonly node: { readonly name: string } }>,
  expression: string,
) {
  const words = expression.trim().split(/[\s,]+/);
  if (words.length !== 1 || !words[0]) return undefined;
  const { value } = parseAtom(words[0]);
  for (const { id, label, node } of resources)
    if ((label === value || node.name === value) && !/^(test|unit_test|macro|group)\./.test(id)) return id;
  return undefined;
}

const DEPTHS = [0, 1, 2, 3, Number.POSITIVE_INFINITY];

/** How far up and down from the one resource that is selected. */
function Depth({ expression, exclude }: { readonly expression: string; readonly exclude: string }) {
  const { up, down, method, value } = parseAtom(expression.trim());
  const name = method === 'fqn' ? value : `${method}:${value}`;
  const go = (nextUp: number, nextDown: number): void => {
    const before = nextUp === 0 ? '' : nextUp === Number.POSITIVE_INFINITY ? '+' : `${nextUp}+`;
    const after = nextDown === 0 ? '' : nextDown === Number.POSITIVE_INFINITY ? '+' : `+${nextDown}`;
    location.hash = graphLink(`${before}${name}${after}`, exclude);
  };
  const choice = (label: string, current: number, change: (n: number) => void) => (
    <label class="depth">
      <span>{label}</span>
      <select value={String(current)} onChange={(event) => change(Number(event.currentTarget.value))}>
        {[...new Set([...DEPTHS, current])]
          .sort((a, b) => a - b)
          .map((n) => (
            <option value={String(n)}>{n === Number.POSITIVE_INFINITY ? 'all' : n}</option>
          ))}
      </select>
    </label>
  );
  return (
    <>
      {choice('Up', up, (n) => go(n, down))}
      {choice('Down', down, (n) => go(up, n))}
    </>
  );
}

/** What takes a while, after what is on the screen has been drawn. */
function useLater(make: () => Layout, inputs: readonly unknown[]): Layout | undefined {
  const [made, setMade] = useState<Layout>();
  useEffect(() => {
    setMade(undefined);
    const timer = setTimeout(() => setMade(make()), 20);
    return () => clearTimeout(timer);
  }, inputs);
  return made;
}
