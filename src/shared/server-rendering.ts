import type {ReactiveElement} from 'lit';

/** What a server renderer calls of an element, besides setting its properties. */
interface Rendered {
  willUpdate(changed: Map<PropertyKey, unknown>): void;
  render(): unknown;
}

/**
 * Prepares an element that a server has made: there is no document, `willUpdate` and `render` are all that is called,
 * and others may be rendered in between, for another page.
 *
 * @param prepare Called before each of them, before what was given earlier.
 */
export function prepareOnServer(element: ReactiveElement, prepare: () => void = () => undefined): void {
  // Events of the elements inside come by it: they ask for their language.
  if (!element.shadowRoot) element.attachShadow({mode: 'open'});
  const rendered = element as unknown as Rendered;
  const {willUpdate, render} = rendered;
  rendered.willUpdate = (changed) => {
    prepare();
    willUpdate.call(element, changed);
  };
  rendered.render = () => {
    prepare();
    return render.call(element);
  };
  // Some renderers can be told to call it: timers and observers are for browsers.
  element.connectedCallback = () => undefined;
}
