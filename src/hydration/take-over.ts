import {adoptStyles, type ReactiveElement} from 'lit';
import {leaves} from '../components/leaves.js';
import {SmsChat, SmsChatBadge} from '../elements.js';

type Update = (changed: Map<PropertyKey, unknown>) => void;

for (const element of [SmsChat, SmsChatBadge, ...Object.values(leaves)]) element.addInitializer(takeOver);

/** Of an element that is made from what a server rendered; the first update itself is Lit's affair. */
function takeOver(element: ReactiveElement): void {
  const root = element.shadowRoot;
  if (!root) return;
  useSheets(element, root);
  const rendered = element as unknown as {update: Update};
  const {update} = rendered;
  rendered.update = (changed) => {
    // By the prototype from now on.
    delete (rendered as {update?: Update}).update;
    const restore = keepTyped(root);
    try {
      update.call(element, changed);
    } catch {
      // Something else is to be shown by now, such as a thread that the page has opened: it is rendered anew.
      root.replaceChildren();
      update.call(element, changed);
    }
    restore();
  };
}

/** Style elements are refused by a page with a strict style-src, and each element had its own copy. */
function useSheets(element: ReactiveElement, root: ShadowRoot): void {
  adoptStyles(root, (element.constructor as typeof ReactiveElement).elementStyles);
  for (const child of [...root.children]) if (child.localName === 'style') child.remove();
}

/** Who was faster than the script loses nothing. Returns what puts it back, for the element to hear of. */
function keepTyped(root: ShadowRoot): () => void {
  const fields = [...root.querySelectorAll('input')].map((field) => ({field, value: field.value}));
  return () => {
    for (const {field, value} of fields) {
      if (field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event('input'));
    }
  };
}
