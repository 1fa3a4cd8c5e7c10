import { useEffect, useRef, useState } from 'preact/hooks';
import { type Branch, wayTo } from '../data/tree.js';
import { linkTo } from '../route.js';
import { Icon } from './icons.js';
import { TypeDot } from './resource-link.js';

interface TreeProps {
  readonly label: string;
  readonly branches: readonly Branch[];
  readonly current: string | undefined;
}

/** Folders that open and close; arrow keys move through what is shown. */
export function Tree({ label, branches, current }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(branches.slice(0, 1).flatMap(firstFolders)));
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (current === undefined) return;
    const way = wayTo(branches, current);
    if (way) setOpen((before) => new Set([...before, ...way]));
  }, [branches, current]);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView?.({ block: 'nearest' });
  }, [current, open]);
  const toggle = (key: string): void => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <ul class="tree" ref={list} aria-label={label} onKeyDown={(event) => moveFocus(event, list.current!)}>
      {branches.map((branch) => (
        <Node key={branch.key} branch={branch} depth={0} open={open} toggle={toggle} current={current} />
      ))}
    </ul>
  );
}

/** The project's own folder, and what stands alone in it. */
function firstFolders(branch: Branch): string[] {
  return [branch.key, ...branch.children.filter((child) => child.label === 'models').map((child) => child.key)];
}

interface NodeProps {
  readonly branch: Branch;
  readonly depth: number;
  readonly open: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  readonly current: string | undefined;
}

function Node({ branch, depth, open, toggle, current }: NodeProps) {
  const { resource, key, label, children } = branch;
  const class_ = `tree-item depth-${Math.min(depth, 8)}`;
  if (resource)
    return (
      <li>
        <a
          class={class_}
          href={linkTo(resource)}
          aria-current={resource.id === current ? 'page' : undefined}
          title={label}
        >
          <TypeDot type={resource.type} />
          <span class="tree-label">{label}</span>
        </a>
      </li>
    );
  const isOpen = open.has(key);
  return (
    <li>
      <button type="button" class={class_} aria-expanded={isOpen} onClick={() => toggle(key)} title={label}>
        <Icon name="chevron" />
        <span class="tree-label">{label}</span>
      </button>
      {isOpen && (
        <ul>
          {children.map((child) => (
            <Node key={child.key} branch={child} depth={depth + 1} open={open} toggle={toggle} current={current} />
          ))}
        </ul>
      )}
    </li>
  );
}

function moveFocus(event: KeyboardEvent, list: HTMLElement): void {
  const items = [...list.querySelectorAll<HTMLElement>('.tree-item')];
  const at = items.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  const item = items[at]!;
  const expanded = item.getAttribute('aria-expanded');
  if (event.key === 'ArrowDown') items[at + 1]?.focus();
  else if (event.key === 'ArrowUp') items[at - 1]?.focus();
  else if (event.key === 'ArrowRight' && expanded === 'false') item.click();
  else if (event.key === 'ArrowLeft' && expanded === 'true') item.click();
  else return;
  event.preventDefault();
}
