/**
 * Height of what is to be seen of a scroller, in px. 0 as well where it has no width, such as before a narrow layout takes
 * over: browsers then forget how far it was scrolled, as they do where it is hidden.
 */
export function viewHeight({clientWidth, clientHeight}: HTMLElement): number {
  return clientWidth && clientHeight;
}
