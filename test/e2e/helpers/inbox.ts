import assert from 'node:assert/strict';
import type {Locator, Page, Request} from 'playwright-core';
import {eventually} from './eventually.js';
import type {Site} from './site.js';

export interface HeardEvent {
  type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the fields differ from event to event
  detail: any;
}

/** A page with the elements on it, by the names that users of a screen reader know. */
export class Inbox {
  readonly page: Page;
  readonly site: Site;

  constructor(page: Page, site: Site) {
    this.page = page;
    this.site = site;
  }

  /** The public element. */
  get element(): Locator {
    return this.page.locator('sms-chat');
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', {name: 'Search conversations'});
  }

  get list(): Locator {
    return this.page.getByRole('list', {name: 'Conversations'});
  }

  get rows(): Locator {
    return this.list.getByRole('listitem');
  }

  /** The conversation whose name, number or preview has this text in it. */
  row(text: string): Locator {
    return this.rows.filter({hasText: text}).getByRole('button');
  }

  get messages(): Locator {
    return this.page.getByRole('log', {name: 'Messages'});
  }

  /** The message with this text, with what is said below it. */
  message(text: string): Locator {
    return this.messages.locator('[part~="message"]').filter({hasText: text});
  }

  bubble(text: string): Locator {
    return this.message(text).locator('[part~="bubble"]');
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', {name: 'Message', exact: true});
  }

  get send(): Locator {
    return this.button('Send');
  }

  get from(): Locator {
    return this.page.getByRole('combobox', {name: 'From'});
  }

  get counter(): Locator {
    return this.page.getByRole('status').filter({hasText: /^Characters: /});
  }

  get badge(): Locator {
    return this.page.getByRole('link', {name: /^SMS Chat/});
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', {name, exact: true});
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', {name});
  }

  /** By the words on the page, which has to say them once. */
  text(text: string | RegExp): Locator {
    return this.page.getByText(text, {exact: typeof text === 'string'});
  }

  /** What the connection notice says. */
  notice(text: string | RegExp): Locator {
    return this.page.locator('sms-chat-connection-notice').getByText(text);
  }

  /** Opens the thread by its row, and waits for its messages. */
  async openThread(text: string): Promise<void> {
    await this.row(text).click();
    await this.composer.waitFor();
  }

  /** Presses the button that tries again, unless the element, which tries by itself too, was faster: then `done` shows. */
  async tryAgain(name: 'Try again' | 'Try now', done: Locator): Promise<void> {
    await Promise.any([this.button(name).first().click(), done.waitFor()]);
    await done.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
  }

  /** Types a message and sends it by Enter. */
  async sendMessage(text: string): Promise<void> {
    await this.write(text);
    await this.composer.press('Enter');
    await this.message(text).waitFor();
  }

  /** Names of the conversations, in their order on the screen. */
  async names(): Promise<string[]> {
    const names = await this.list.locator('bdi.name').allInnerTexts();
    return names.map((name) => name.replace(/,?\s*$/, ''));
  }

  async bodies(): Promise<string[]> {
    const bodies = await this.messages.locator('[part~="bubble"] > p').allInnerTexts();
    return bodies.map((body) => body.trim());
  }

  /** Everything that reached the document, of any name. */
  async heard(type?: string): Promise<HeardEvent[]> {
    const all = await this.page.evaluate(() => (globalThis as unknown as {heard: HeardEvent[]}).heard);
    return type ? all.filter((event) => event.type === type) : all;
  }

  /** Resolves with the first event of this type that reached the document. */
  hears(type: string): Promise<HeardEvent> {
    return eventually(async () => {
      const [first] = await this.heard(type);
      assert.ok(first, `no ${type} was heard`);
      return first;
    });
  }

  /** Resolves when the connection is live. */
  async live(): Promise<void> {
    await eventually(async () => {
      const statuses = await this.heard('sms-chat-status-changed');
      assert.equal(statuses.at(-1)?.detail.status, 'live');
    });
  }

  /** Keeps requests for this operation back until `release`, which resolves once the page has had its answer. */
  async hold(operation: string): Promise<{asked: Promise<Request>; release(): Promise<void>}> {
    const isHeld = (request: Request) => !!request.postData()?.includes(`"operationName":"${operation}"`);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await this.page.route('**/graphql', async (route) => {
      if (isHeld(route.request())) await held;
      await route.continue();
    });
    const asked = this.page.waitForRequest(isHeld);
    const release = async () => {
      letGo();
      await (await (await asked).response())?.finished();
      await this.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
      );
    };
    return {asked, release};
  }

  /** Whether this browser holds a draft on disk. */
  storesDraft(): Promise<boolean> {
    return this.page.evaluate(async () => {
      const answer = <Result>(request: IDBRequest<Result>) =>
        new Promise<Result>((resolve) => (request.onsuccess = () => resolve(request.result)));
      for (const {name} of await indexedDB.databases()) {
        const database = await answer(indexedDB.open(name!));
        const count = await answer(database.transaction('drafts').objectStore('drafts').count());
        database.close();
        if (count > 0) return true;
      }
      return false;
    });
  }
}
