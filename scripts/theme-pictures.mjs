/**
 * Takes the pictures of the themes in docs/theming.md: the inbox of the demo in each of them, light and dark.
 * `node --import tsx scripts/theme-pictures.mjs [theme…]`, after a build.
 */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import {chromium} from 'playwright-core';
import {start} from '../server/start.js';
import {browserArgs, ensureBrowser} from './browser.mjs';
import {fromRoot} from './lib/run.mjs';

const FOLDER = 'docs/pictures';
const themes = readdirSync(fromRoot('themes')).map((file) => basename(file, '.css'));
const picked = process.argv.length > 2 ? process.argv.slice(2) : themes;

mkdirSync(fromRoot(FOLDER), {recursive: true});
const host = await start({demo: true});
const browser = await chromium.launch({executablePath: await ensureBrowser(), args: browserArgs});
try {
  for (const theme of picked) {
    const css = readFileSync(fromRoot(`themes/${theme}.css`), 'utf8');
    for (const colorScheme of ['light', 'dark']) {
      // The policy of the demo's page forbids style sheets that are not its own.
      const page = await browser.newPage({
        ...{colorScheme, bypassCSP: true, reducedMotion: 'reduce'},
        ...{viewport: {width: 1200, height: 680}, locale: 'en-AU', timezoneId: 'Australia/Sydney'},
      });
      await page.goto(`${host.url}/#/sms-chat`);
      await page.addStyleTag({content: css});
      await openThread(page);
      await takePicture(page, `${FOLDER}/${theme}-${colorScheme}.webp`);
      await page.close();
    }
  }
} finally {
  await browser.close();
  await host.stop();
}

/** One with messages of both directions, and a text in its composer. */
async function openThread(page) {
  await page
    .getByRole('list', {name: 'Conversations'})
    .getByRole('listitem')
    .nth(2)
    .getByRole('button')
    .click();
  await page.getByRole('textbox', {name: 'Message', exact: true}).fill('It’s ready: we are open until five.');
  await page.getByRole('log', {name: 'Messages'}).locator('[part~="outbound"]').first().waitFor();
  await page.mouse.move(0, 0);
}

/** As WebP, which Playwright does not offer: a fifth of the bytes. */
async function takePicture(page, file) {
  const {x, y, width, height} = await page.locator('sms-chat').boundingBox();
  const session = await page.context().newCDPSession(page);
  const {data} = await session.send('Page.captureScreenshot', {
    ...{format: 'webp', quality: 82},
    clip: {x, y, width, height, scale: 1},
  });
  writeFileSync(fromRoot(file), Buffer.from(data, 'base64'));
  console.log(file);
}
