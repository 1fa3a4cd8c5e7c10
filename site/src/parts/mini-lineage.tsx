import { useMemo } from 'preact/hooks';
import { useSite } from '../context.js';
import type { Resource } from '../data/project.js';
import { layoutOf } from '../graph/layout.js';
import { GRAPH_TYPES, reach } from '../graph/select.js';
import { GraphView } from '../graph/view.js';
import { selectorOf } from '../pages/selector.js';
import { graphLink } from '../route.js';

const MOST = 60;

/** The neighbours of a resource as a picture. */
export function MiniLineage({ resource }: { readonly resource: Resource }) {
  const { project } = useSite();
  const layout = useMemo(() => {
    const near = [...reach([resource.id], project.parentsOf, 1), ...reach([resource.id], project.childrenOf, 1)];
    const ids = near.filter((id) => GRAPH_TYPES.has(project.resources.get(id)!.type));
    return layoutOf(project, new Set(ids.slice(0, MOST)));
  }, [project, resource]);
  if (layout.nodes.length < 2) return null;
  return (
    <section class="section">
      <div class="section-head">
        <h2>Lineage</h2>
        <a class="text-button" href={graphLink(`+${selectorOf(resource)}+`)}>
          The whole lineage
        </a>
      </div>
      <div class="mini-lineage" style={{ height: `${Math.min(Math.max(layout.height + 24, 140), 420)}px` }}>
        <GraphView layout={layout} focus={resource.id} label={`Neighbours of ${resource.label}`} isSmall />
      </div>
    </section>
  );
}
