import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Layout } from './layout.js';
import { NODE_HEIGHT } from './layout.js';

interface View {
  x: number;
  y: number;
  scale: number;
}

const SMALLEST = 0.04;
const LARGEST = 2.5;
/** A small graph need not fill the surface. */
const LARGEST_FIT = 1.15;
/** A text that is smaller can't be read. */
const READABLE = 0.55;
/** A pointer that moved further has dragged, and not clicked. */
const SLACK = 4;

/** Moves and enlarges a group of an SVG; nothing is drawn anew for it. */
export function usePanZoom(
  surface: RefObject<SVGSVGElement | null>,
  layout: Layout,
  { isSmall, focus }: { readonly isSmall: boolean; readonly focus: string | undefined },
) {
  const group = useRef<SVGGElement>(null);
  const view = useRef<View>({ x: 0, y: 0, scale: 1 });
  const handles = useMemo(() => {
    const apply = (next: View): void => {
      view.current = next;
      group.current?.setAttribute('transform', `translate(${next.x},${next.y}) scale(${next.scale})`);
    };
    const scaleAt = (x: number, y: number, factor: number): void => {
      const { scale, ...from } = view.current;
      const next = Math.min(Math.max(scale * factor, SMALLEST), LARGEST);
      apply({ x: x - ((x - from.x) * next) / scale, y: y - ((y - from.y) * next) / scale, scale: next });
    };
    return { apply, scaleAt };
  }, []);

  /** Shows all of it; where that would be too small to read, the focus (unless everything is asked for). */
  const showAll = (everything = false): void => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = surface.current ?? {};
    const whole = Math.min(width / layout.width, height / layout.height, LARGEST_FIT);
    const middle = layout.nodes.find(({ resource }) => resource.id === focus);
    if (whole >= READABLE || everything || !middle) {
      const scale = Math.max(whole, SMALLEST);
      handles.apply({ x: (width - layout.width * scale) / 2, y: (height - layout.height * scale) / 2, scale });
      return;
    }
    const x = width / 2 - (middle.x + middle.width / 2) * READABLE;
    const y = height / 2 - (middle.y + NODE_HEIGHT / 2) * READABLE;
    handles.apply({ x, y, scale: READABLE });
  };
  const zoom = (factor: number): void => {
    const { clientWidth = 0, clientHeight = 0 } = surface.current ?? {};
    handles.scaleAt(clientWidth / 2, clientHeight / 2, factor);
  };

  useEffect(() => {
    const svg = surface.current!;
    let from: { x: number; y: number; view: View } | undefined;
    let dragged = false;
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY, view: view.current };
      dragged = false;
    };
    const move = (event: PointerEvent): void => {
      if (!from) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!dragged && Math.hypot(dx, dy) > SLACK) {
        dragged = true;
        svg.setPointerCapture?.(event.pointerId);
        svg.classList.add('dragging');
      }
      if (dragged) handles.apply({ ...from.view, x: from.view.x + dx, y: from.view.y + dy });
    };
    const up = (): void => {
      from = undefined;
      svg.classList.remove('dragging');
    };
    const click = (event: MouseEvent): void => {
      if (!dragged) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const wheel = (event: WheelEvent): void => {
      if (isSmall && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      handles.scaleAt(event.clientX - box.left, event.clientY - box.top, Math.exp(-event.deltaY * 0.0016));
    };
    const drag = (event: Event): void => event.preventDefault();
    svg.addEventListener('pointerdown', down);
    svg.addEventListener('pointermove', move);
    svg.addEventListener('pointerup', up);
    svg.addEventListener('pointercancel', up);
    svg.addEventListener('click', click, true);
    svg.addEventListener('wheel', wheel, { passive: false });
    svg.addEventListener('dragstart', drag);
    return () => {
      svg.removeEventListener('pointerdown', down);
      svg.removeEventListener('pointermove', move);
      svg.removeEventListener('pointerup', up);
      svg.removeEventListener('pointercancel', up);
      svg.removeEventListener('click', click, true);
      svg.removeEventListener('wheel', wheel);
      svg.removeEventListener('dragstart', drag);
    };
  }, [surface, handles, isSmall]);

  return { group, showAll, zoom };
}
