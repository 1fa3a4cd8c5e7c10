import type { Resource } from '../data/project.js';
import { linkTo } from '../route.js';

/** `semantic_model` as people read it. */
export function typeName(type: string): string {
  return type === 'test' ? 'data test' : type.replace(/_/g, ' ');
}

export function typeNames(type: string): string {
  const name = typeName(type);
  return name.endsWith('analysis') ? 'analyses' : name.endsWith('query') ? 'saved queries' : `${name}s`;
}

export function TypeDot({ type }: { readonly type: string }) {
  return <span class={`dot type-${type}`} aria-hidden="true" />;
}

export function TypeBadge({ type }: { readonly type: string }) {
  return <span class={`badge type-${type}`}>{typeName(type)}</span>;
}

export function ResourceLink({ resource }: { readonly resource: Resource }) {
  return (
    <a class="resource-link" href={linkTo(resource)} title={`${typeName(resource.type)} ${resource.label}`}>
      <TypeDot type={resource.type} />
      <span>{resource.label}</span>
    </a>
  );
}
