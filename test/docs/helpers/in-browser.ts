/** Runs a snippet as a page of a host would: on the reference host, in a browser, under a strict policy. */
import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {build} from 'esbuild';
import {fromRoot} from '../../../scripts/lib/run.mjs';
import {eventually} from '../../e2e/helpers/eventually.js';
import {startWorld} from '../../e2e/helpers/world.js';
import type {Snippet} from './documents.js';
import {knownAttributes} from './public-api.js';

const world = await startWorld();

/** The host that documents speak of is the one of the test. */
const HOST_IN_DOCUMENTS = 'https://sms.example/';

const BOTH_ELEMENTS = `<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>
<sms-chat endpoint="/graphql"></sms-chat>`;

/** What pages have of their own, and who is signed in where a snippet does not say. */
const BEFORE = 'globalThis.getToken = async () => globalThis.token;';
const AFTER = `for (const element of document.querySelectorAll('sms-chat, sms-chat-badge'))
  element.auth ??= async () => ({token: await getToken()});
globalThis.isThrough = true;`;

export async function runHtml({code}: Snippet): Promise<void> {
  const body = code.replaceAll(HOST_IN_DOCUMENTS, '/');
  await runPage(body, body.includes('<script') ? '' : "import '/sms-chat.js';");
}

export async function runScript({code}: Snippet): Promise<void> {
  const {outputFiles} = await build({
    stdin: {contents: code, resolveDir: fromRoot('.')},
    ...{bundle: true, write: false, format: 'esm', logLevel: 'silent'},
  });
  const elements = code.includes('import ') ? '' : "import '/sms-chat.js';";
  await runPage(BOTH_ELEMENTS, `${elements}${outputFiles[0]!.text}`);
}

async function runPage(body: string, script: string): Promise<void> {
  const account = await world.account();
  await account.inbound('Hello');
  const folder = await mkdtemp(path.join(tmpdir(), 'sms-chat-snippet-'));
  const context = await world.browser.newContext();
  const missing: string[] = [];
  context.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  try {
    for (const name of await readdir(fromRoot('dist')))
      await symlink(fromRoot(`dist/${name}`), path.join(folder, name));
    await symlink(fromRoot('themes'), path.join(folder, 'themes'));
    await writeFile(path.join(folder, 'index.html'), page(body));
    await writeFile(path.join(folder, 'page.css'), 'sms-chat { block-size: 40rem }');
    await writeFile(path.join(folder, 'favicon.ico'), '');
    await writeFile(path.join(folder, 'page.js'), `${BEFORE}\n${script}\n${AFTER}`);

    const inbox = await world.open(account.kim, {in: context, folder});
    await inbox.page.waitForFunction(() => (globalThis as unknown as {isThrough?: boolean}).isThrough);
    const hasInbox = (await inbox.element.count()) > 0;
    await (hasInbox ? inbox.live() : inbox.hears('sms-chat-unread-changed'));

    const attributes = await inbox.page.evaluate(() =>
      [...document.querySelectorAll('sms-chat, sms-chat-badge')].flatMap((element) =>
        element.getAttributeNames().map((name) => `${element.localName} ${name}`),
      ),
    );
    assert.deepEqual(
      attributes.filter((name) => !knownAttributes.has(name)),
      [],
    );
    await eventually(() => assert.deepEqual(missing, []));
  } finally {
    await context.close();
    await rm(folder, {recursive: true});
  }
}

/** Around a snippet, unless it is a whole document. */
function page(body: string): string {
  const head = '<meta charset="utf-8"><title>Snippet</title><link rel="stylesheet" href="/page.css">';
  const script = '<script type="module" src="/page.js"></script>';
  return body.startsWith('<html')
    ? `<!doctype html>${body.replace('</html>', `${script}</html>`)}`
    : `<!doctype html><html lang="en"><head>${head}</head><body>${body}${script}</body></html>`;
}
