import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSite } from '../context.js';
import { Icon } from '../parts/icons.js';
import { typeName } from '../parts/resource-link.js';
import { linkTo } from '../route.js';
import { type Layout, NODE_HEIGHT, type PlacedNode } from './layout.js';
import { usePanZoom } from './pan-zoom.js';
import { reach } from './select.js';

interface GraphViewProps {
  readonly layout: Layout;
  readonly focus: string | undefined;
  readonly label: string;
  /** In a page: the wheel scrolls the page. */
  readonly isSmall?: boolean;
}

/** The graph as it was laid out: to be moved, enlarged, and followed from node to node. */
export function GraphView({ layout, focus, label, isSmall = false }: GraphViewProps) {
  const { project } = useSite();
  const [pointed, setPointed] = useState<string>();
  const surface = useRef<SVGSVGElement>(null);
  const { group, showAll, zoom } = usePanZoom(surface, layout, { isSmall, focus });
  useEffect(() => showAll(), [layout]);
  const near = useMemo(() => {
    if (!pointed) return undefined;
    return new Set([
      ...reach([pointed], project.parentsOf, Number.POSITIVE_INFINITY),
      ...reach([pointed], project.childrenOf, Number.POSITIVE_INFINITY),
    ]);
  }, [project, pointed]);
  const dim = (...ids: string[]): string => (near && !ids.every((id) => near.has(id)) ? ' dim' : '');
  return (
    <section class={`graph${isSmall ? ' small' : ''}`} aria-label={label}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: a title would be shown over all of it; the section has a label */}
      <svg ref={surface}>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M1 1l6 3-6 3" class="arrow" />
          </marker>
        </defs>
        <g ref={group}>
          {layout.edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              class={`edge${dim(from, to)}${near?.has(from) && near.has(to) ? ' near' : ''}`}
              d={path}
              marker-end="url(#arrow)"
            />
          ))}
          {layout.nodes.map((node) => (
            <NodeBox
              key={node.resource.id}
              node={node}
              class_={`${dim(node.resource.id)}${node.resource.id === focus ? ' focus' : ''}`}
              point={setPointed}
            />
          ))}
        </g>
      </svg>
      <div class="graph-tools">
        <button type="button" class="icon-button" aria-label="Larger" onClick={() => zoom(1.3)}>
          <Icon name="plus" />
        </button>
        <button type="button" class="icon-button" aria-label="Smaller" onClick={() => zoom(1 / 1.3)}>
          <Icon name="minus" />
        </button>
        <button type="button" class="icon-button" aria-label="All of it" onClick={() => showAll(true)}>
          <Icon name="fit" />
        </button>
      </div>
    </section>
  );
}

interface NodeBoxProps {
  readonly node: PlacedNode;
  readonly class_: string;
  readonly point: (id: string | undefined) => void;
}

const LETTERS_PER_WIDTH = 1 / 7.1;

function NodeBox({ node: { resource, x, y, width }, class_, point }: NodeBoxProps) {
  const most = Math.floor((width - 36) * LETTERS_PER_WIDTH);
  const shown = resource.label.length > most ? `${resource.label.slice(0, most - 1)}…` : resource.label;
  const color = nodeColor(
    resource.node.docs?.node_color ?? (resource.node.config?.docs as { node_color?: unknown } | undefined)?.node_color,
  );
  return (
    <a
      href={linkTo(resource)}
      class={`node type-${resource.type}${class_}`}
      aria-label={`${typeName(resource.type)} ${resource.label}`}
      onPointerEnter={() => point(resource.id)}
      onPointerLeave={() => point(undefined)}
      onFocus={() => point(resource.id)}
      onBlur={() => point(undefined)}
      draggable={false}
    >
      <title>{`${typeName(resource.type)} ${resource.label}\n${resource.path}`}</title>
      <g transform={`translate(${x},${y})`}>
        <rect class="box" width={width} height={NODE_HEIGHT} rx="7" />
        <rect
          class="stripe"
          x="0"
          y="0"
          width="5"
          height={NODE_HEIGHT}
          rx="2.5"
          style={color ? { fill: color } : undefined}
        />
        <text x="16" y={NODE_HEIGHT / 2} dominant-baseline="central">
          {shown}
        </text>
      </g>
    </a>
  );
}

/** `docs.node_color`: a name or a hexadecimal number, nothing else. */
export function nodeColor(value: unknown): string | undefined {
  return typeof value === 'string' && /^(#[0-9a-f]{3,8}|[a-z]{3,30})$/i.test(value) ? value : undefined;
}
