import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** In front of another server: it passes requests on, and hangs up before the answer to them. */
export async function startForgetfulProxy(target: URL): Promise<{url: URL; passedOn: number; stop(): void}> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const ownToAConnection = ['connection', 'host', 'content-length'];
      const headers = Object.entries(request.headers).filter(([name]) => !ownToAConnection.includes(name));
      const answer = await fetch(target, {
        method: 'POST',
        headers: headers as [string, string][],
        body: Buffer.concat(chunks).toString('utf8'),
      });
      if (answer.ok) proxy.passedOn++;
      response.destroy();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const proxy = {url, passedOn: 0, stop: () => void server.close()};
  return proxy;
}
