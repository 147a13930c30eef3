import {BadInput} from './refusal.js';

export interface Connection<Node> {
  edges: {cursor: string; node: Node}[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** A connection of nodes with their cursors, as Relay defines them. */
export function toConnection<Node>(
  nodes: readonly Node[],
  cursorOf: (node: Node) => string,
  more: {next: boolean; previous: boolean},
): Connection<Node> {
  const edges = nodes.map((node) => ({cursor: cursorOf(node), node}));
  return {
    edges,
    pageInfo: {
      hasNextPage: more.next,
      hasPreviousPage: more.previous,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A page size from outside: at most the host's, and never negative. */
export function pageSize(asked: number, most: number, name = 'first'): number {
  if (asked < 0) throw new BadInput(`${name} is negative`);
  return Math.min(asked, most);
}
