/** What can be seen of rows in a scroller, by where they are: the same for every widget. */

/** Rows that are painted inside the scroller, from top to bottom. */
export function visibleRows(rows, scroller) {
  const view = scroller.getBoundingClientRect();
  const visible = [];
  for (let i = rows.length > 300 ? firstInView(rows, view.top) : 0; i < rows.length; i++) {
    const {top, bottom, height} = rows[i].getBoundingClientRect();
    if (height && bottom > view.top + 1 && top < view.bottom - 1) {
      const isPainted = rows[i].checkVisibility({visibilityProperty: true, opacityProperty: true});
      if (isPainted) visible.push({element: rows[i], top: top - view.top, bottom: bottom - view.top});
    } else if (rows.length > 300 && top >= view.bottom) {
      break;
    }
  }
  return visible.sort((a, b) => a.top - b.top);
}

/** Where all rows are in the document, looking at each would be the most work of the benchmark. */
function firstInView(rows, viewTop) {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].getBoundingClientRect().bottom > viewTop) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Px of the view without a row. Gaps up to 40 px are spacing. */
export function blankPixels(rows, scroller) {
  const height = scroller.clientHeight;
  let covered = 0;
  let blank = 0;
  for (const {top, bottom} of visibleRows(rows, scroller)) {
    if (top - covered > 40) blank += top - covered;
    covered = Math.max(covered, bottom);
  }
  return blank + (height - covered > 60 ? height - covered : 0);
}

/** The id that each synthetic text ends with. */
export function idOf(element) {
  return [...element.textContent.matchAll(/\[(\w+)\]/g)].at(-1)?.[1];
}
