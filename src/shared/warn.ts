const warned = new Set<string>();

/** Says once what is wrong with an attribute, and what is allowed. */
export function warn(element: HTMLElement, problem: string): void {
  const message = `<${element.localName}> ${problem}.`;
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(message);
}
