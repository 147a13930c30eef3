import {forEachChild} from './for-each-child.mjs';

/**
 * Gives the private members of each class the names #a, #b, … as they stand there: classes that begin alike stay alike.
 * Their scope is the class, so the names can begin anew in each; terser keeps every name of a bundle apart, and a thousand
 * different names are what gzip cannot shorten. Spaces fill up what became shorter, so that source maps stay true; terser
 * takes them out.
 */
export function shortPrivateNames() {
  return {
    name: 'short-private-names',
    renderChunk(code) {
      const pieces = code.split('');
      rename(this.parse(code), [], ({start, end}, name) => {
        const filled = `#${name}`.padEnd(end - start);
        if (filled.length > end - start)
          throw new Error(`No room for ${filled} in ${code.slice(start, end)}`);
        pieces.fill('', start, end)[start] = filled;
      });
      return {code: pieces.join(''), map: null};
    },
  };
}

/** `scopes`: the private names of the classes around the node, each with its uses, outermost first. */
function rename(node, scopes, update) {
  if (node.type === 'ClassBody') {
    const names = new Map(
      node.body.flatMap(({key}) => (key?.type === 'PrivateIdentifier' ? [[key.name, []]] : [])),
    );
    forEachChild(node, (child) => rename(child, [...scopes, names], update));
    // A class within a class must not hide the names of the outer one.
    const taken = scopes.reduce((count, outer) => count + outer.size, 0);
    [...names.values()].forEach((uses, i) => uses.forEach((use) => update(use, shortName(taken + i))));
  } else if (node.type === 'PrivateIdentifier') {
    scopes
      .findLast((names) => names.has(node.name))
      .get(node.name)
      .push(node);
  } else {
    forEachChild(node, (child) => rename(child, scopes, update));
  }
}

function shortName(index) {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? shortName(rest - 1) : '') + String.fromCharCode(97 + (index % 26));
}
