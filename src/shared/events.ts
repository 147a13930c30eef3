/** Asks the root element for something: bubbles and crosses shadow roots, carries what is asked for. */
export function request<Detail>(element: EventTarget, type: string, detail?: Detail): void {
  element.dispatchEvent(new CustomEvent(type, {detail, bubbles: true, composed: true}));
}
