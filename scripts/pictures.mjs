/**
 * Takes the pictures of the documents: the demo, for README.md, and its inbox in each of the themes, light and dark, for
 * docs/theming.md. `node --import tsx scripts/pictures.mjs [theme…]`, after a build.
 */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import {chromium} from 'playwright-core';
import {start} from '../server/start.js';
import {browserArgs, ensureBrowser} from './browser.mjs';
import {fromRoot} from './lib/run.mjs';

const FOLDER = 'docs/pictures';
const themes = readdirSync(fromRoot('themes')).map((file) => basename(file, '.css'));
const picked = process.argv.slice(2);

mkdirSync(fromRoot(FOLDER), {recursive: true});
const host = await start({demo: true});
const browser = await chromium.launch({executablePath: await ensureBrowser(), args: browserArgs});
try {
  if (picked.length === 0) {
    const page = await openDemo({viewport: {width: 1280, height: 800}});
    await takePicture(page, page.locator('body'), 'demo');
    await page.close();
  }
  for (const theme of picked.length > 0 ? picked : themes) {
    const css = readFileSync(fromRoot(`themes/${theme}.css`), 'utf8');
    for (const colorScheme of ['light', 'dark']) {
      const page = await openDemo({colorScheme, viewport: {width: 1200, height: 680}, css});
      await takePicture(page, page.locator('sms-chat'), `${theme}-${colorScheme}`);
      await page.close();
    }
  }
} finally {
  await browser.close();
  await host.stop();
}

/** At a thread with messages of both directions, and a text in its composer. */
async function openDemo({css, ...options}) {
  const page = await browser.newPage({
    ...{reducedMotion: 'reduce', locale: 'en-AU', timezoneId: 'Australia/Sydney'},
    // The policy of the demo's page forbids style sheets that are not its own.
    bypassCSP: true,
    ...options,
  });
  await page.goto(`${host.url}/#/sms-chat`);
  if (css) await page.addStyleTag({content: css});
  await page
    .getByRole('list', {name: 'Conversations'})
    .getByRole('listitem')
    .nth(2)
    .getByRole('button')
    .click();
  await page.getByRole('textbox', {name: 'Message', exact: true}).fill('It’s ready: we are open until five.');
  await page.getByRole('log', {name: 'Messages'}).locator('[part~="outbound"]').first().waitFor();
  await page.mouse.move(0, 0);
  return page;
}

/** As WebP, which Playwright does not offer: a fifth of the bytes. */
async function takePicture(page, element, name) {
  const {x, y, width, height} = await element.boundingBox();
  const session = await page.context().newCDPSession(page);
  const {data} = await session.send('Page.captureScreenshot', {
    ...{format: 'webp', quality: 82},
    clip: {x, y, width, height, scale: 1},
  });
  const file = `${FOLDER}/${name}.webp`;
  writeFileSync(fromRoot(file), Buffer.from(data, 'base64'));
  console.log(file);
}
