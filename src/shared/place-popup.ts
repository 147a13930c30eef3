export interface PopupPlacement {
  /** Which edge of the anchor the popup lines up with, in reading direction. Default `start`. */
  align?: 'start' | 'end';
  /** The side to try first; the other one is taken where there is more room. Default `below`. */
  side?: 'below' | 'above';
}

const GAP = 4;
const MARGIN = 8;

/**
 * Puts an open popover next to its anchor, inside the viewport, and keeps it there while the page scrolls or resizes.
 * The popup needs `position: fixed; inset: auto; margin: 0`. Returns how to stop.
 */
export function placePopup(popup: HTMLElement, anchor: Element, placement: PopupPlacement = {}): () => void {
  const place = () => move(popup, anchor, placement);
  const sizes = new ResizeObserver(place);
  sizes.observe(popup);
  window.addEventListener('resize', place);
  // Captured, because scroll events of panes inside do not bubble.
  window.addEventListener('scroll', place, {capture: true, passive: true});
  place();
  return () => {
    sizes.disconnect();
    window.removeEventListener('resize', place);
    window.removeEventListener('scroll', place, {capture: true});
  };
}

function move(popup: HTMLElement, anchor: Element, {align = 'start', side = 'below'}: PopupPlacement): void {
  const {clientWidth, clientHeight} = document.documentElement;
  const target = anchor.getBoundingClientRect();
  const room = {below: clientHeight - target.bottom - GAP - MARGIN, above: target.top - GAP - MARGIN};

  popup.style.removeProperty('max-height');
  const wanted = popup.getBoundingClientRect();
  const other = side === 'below' ? 'above' : 'below';
  const taken = wanted.height > room[side] && room[other] > room[side] ? other : side;
  const height = Math.min(wanted.height, Math.max(room[taken], 0));

  // What is measured has the zoom of all ancestors in it, lengths of the popup get it once more.
  const zoom = popup.currentCSSZoom ?? 1;
  const set = (name: string, length: number) => popup.style.setProperty(name, `${length / zoom}px`);
  const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
  const left = (align === 'start') !== rightToLeft ? target.left : target.right - wanted.width;
  const top = taken === 'below' ? target.bottom + GAP : target.top - GAP - height;
  set('max-height', Math.floor(Math.max(room[taken], 0)));
  set('left', clamp(left, clientWidth - MARGIN - wanted.width));
  set('top', clamp(top, clientHeight - MARGIN - height));
}

function clamp(value: number, max: number): number {
  return Math.max(MARGIN, Math.min(value, max));
}
