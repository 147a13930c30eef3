/**
 * Answers the requests of the elements below. They end here: they may carry texts, which the page has no business with.
 * @param root The shadow root of the element that answers.
 */
export function handleRequests(root: EventTarget, handlers: Record<string, (detail: never) => void>): void {
  for (const [type, handle] of Object.entries(handlers)) {
    root.addEventListener(type, (event) => {
      event.stopPropagation();
      handle((event as CustomEvent).detail as never);
    });
  }
}
