import type {Server, ServerResponse} from 'node:http';

/** However long a request takes, a host that is asked to stop does so. */
const stopWithinMs = 10_000;

/** Returns how to stop a server without cutting off what it is answering. Streams that would never end are ended. */
export function drainable(server: Server): () => Promise<void> {
  const underWay = new Set<ServerResponse>();
  server.on('request', (_request, response: ServerResponse) => {
    underWay.add(response);
    response.on('close', () => underWay.delete(response));
  });
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const response of underWay) {
      if (!response.headersSent) response.setHeader('connection', 'close');
      else if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.end();
    }
    server.closeIdleConnections();
    const limit = setTimeout(() => server.closeAllConnections(), stopWithinMs);
    await closed;
    clearTimeout(limit);
  };
}
