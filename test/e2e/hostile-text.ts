import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();
const MARKUP = `<img src=x onerror="globalThis.injected = true"><script>globalThis.injected = true</script>`;
/** As far as names are shown. */
const NAME = MARKUP.slice(0, 80);
const STYLE = '<style>* { display: none !important }</style>';
const OVERRIDE = '\u202e';

describe('text from outside', () => {
  it('stays text wherever it is shown: list, header, thread, templates, dialogs', async () => {
    const account = await world.account();
    const hostile = await addContact(account, {firstName: MARKUP, lastName: STYLE});
    await addThread(account, {with: hostile, messages: [{body: MARKUP}, {body: STYLE}]});
    await addTemplate(account, MARKUP, STYLE);
    const inbox = await world.open(account.kim);
    const {page} = inbox;

    await inbox.openThread('<img src=x');
    await inbox.bubble(MARKUP).locator('p').getByText(MARKUP).waitFor();
    await page.getByRole('heading', {name: NAME}).waitFor();
    await inbox.button('Templates').click();
    await inbox.dialog('Templates').getByRole('option').getByText(NAME).waitFor();
    await page.keyboard.press('Escape');
    await inbox.button('New').click();
    await inbox.dialog('New chat').getByRole('combobox').fill('<img');
    await inbox.dialog('New chat').getByRole('option').getByText(NAME).waitFor();
    await page.keyboard.press('Escape');
    await account.inbound(`${MARKUP} live`, hostile.address);
    await inbox.message(`${MARKUP} live`).waitFor();

    const found = await page.evaluate(() => {
      const roots: ParentNode[] = [document];
      let images = 0;
      for (const root of roots) {
        images += root.querySelectorAll('img, style:not(head style)').length;
        for (const element of root.querySelectorAll('*'))
          if (element.shadowRoot) roots.push(element.shadowRoot);
      }
      return {images, injected: 'injected' in globalThis};
    });
    assert.deepEqual(found, {images: 0, injected: false});
  });

  it('cannot turn the direction of what stands beside it, or hide what it says', async () => {
    const account = await world.account();
    const person = await addContact(account, {firstName: `${OVERRIDE}moc.knab`, lastName: 'Support'});
    const body = `Pay ${OVERRIDE}moc.live.www now`;
    await addThread(account, {with: person, messages: [{body}, {body: 'Nothing hides in this one'}]});
    const inbox = await world.open(account.kim);

    await inbox.openThread('Support');

    const bodies = ['Pay moc.live.www now', 'Nothing hides in this one'];
    await eventually(async () => assert.deepEqual(await inbox.bodies(), bodies));
    const shown = await inbox.element.evaluate((element) => {
      const roots: ParentNode[] = [element.shadowRoot!];
      let text = '';
      for (const root of roots) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        // What is folded away is shown to whoever asks for it.
        while (walker.nextNode()) {
          const {parentElement, nodeValue} = walker.currentNode;
          if (!parentElement?.closest('details:not([open]) > p')) text += nodeValue;
        }
        for (const child of root.querySelectorAll('*')) if (child.shadowRoot) roots.push(child.shadowRoot);
      }
      return text;
    });
    assert.equal(/[\u202a-\u202e\u2066-\u2069]/.test(shown), false);
    await inbox.page.getByRole('heading', {name: '\ufffdmoc.knab Support'}).waitFor();

    const ask = inbox.text('Show original');
    assert.equal(await ask.count(), 1);
    assert.ok((await ask.boundingBox())!.height >= 24);
    await inbox.messages.focus();
    await inbox.page.keyboard.press('Tab');
    await inbox.page.keyboard.press('Enter');
    const original = inbox.message('Pay moc').locator('details p');
    await original.waitFor();
    assert.equal(await original.innerText(), body);
  });

  it('is marked where a name mixes alphabets, and cut where it is longer than names are', async () => {
    const account = await world.account();
    const spoof = await addContact(account, {firstName: 'P\u0430yp\u0430l', lastName: 'Иванов'});
    const long = await addContact(account, {firstName: 'Lo', lastName: `${'o'.repeat(100)}ng`});
    await addThread(account, {with: spoof, messages: [{body: 'Pay here'}]});
    await addThread(account, {with: long, messages: [{body: 'Hello'}]});
    const inbox = await world.open(account.kim);
    const {page} = inbox;
    const MARK = 'Mixed alphabets: may not be who it seems.';

    await page.getByRole('button', {name: `${MARK} P\u0430yp\u0430l Иванов, Pay here`}).waitFor();
    await inbox.openThread('Pay here');
    const heading = page.getByRole('heading', {name: `${MARK} P\u0430yp\u0430l Иванов`});
    const box = (await heading.getByRole('img', {name: MARK}).boundingBox())!;
    assert.ok(box.width >= 14 && box.height >= 14, JSON.stringify(box));
    await inbox.button('New').click();
    await inbox.dialog('New chat').getByRole('combobox').fill('P\u0430yp');
    await inbox.dialog('New chat').getByRole('option', {name: MARK}).waitFor();
    await page.keyboard.press('Escape');

    await inbox.openThread('Hello');
    const cut = `Lo ${'o'.repeat(77)}…`;
    await page.getByRole('heading', {name: cut}).waitFor();
    await inbox.row(cut).waitFor();
    assert.equal(await page.getByTitle(`Lo ${'o'.repeat(100)}ng`).count(), 1);
    assert.equal(await page.getByRole('img', {name: MARK}).count(), 1);
  });

  it('has links that lead where they say, open beside the page and tell nothing of it', async () => {
    const account = await world.account();
    const person = stranger();
    const texts = [
      `https://safe.example/\u200bexe.gpj and ${'https://long.example/'.padEnd(3_000, 'x')}`,
      'See https://clinic.example/book?id=1&x=<b>. Or www.clinic.com',
      'javascript:alert(1) data:text/html,x https://bank.example@evil.example/ https://a:b@evil.example',
      'https://\u0430pple.com/login',
    ];
    await addThread(account, {with: person, messages: texts.map((body) => ({body}))});
    const inbox = await world.open(account.kim);
    await inbox.openThread('pple.com');
    const links = inbox.page.getByRole('log').getByRole('link');
    await links.first().waitFor();

    const found = await links.evaluateAll((all) =>
      (all as HTMLAnchorElement[]).map(({textContent, href, target, rel, referrerPolicy, title}) => {
        return [textContent, href, target, rel, referrerPolicy, title === href];
      }),
    );
    const safely = ['_blank', 'noopener noreferrer nofollow ugc', 'no-referrer', true];
    assert.deepEqual(found, [
      ['https://clinic.example/book?id=1&x=', 'https://clinic.example/book?id=1&x=', ...safely],
      ['www.clinic.com', 'https://www.clinic.com/', ...safely],
      ['https://\u0430pple.com/login', 'https://xn--pple-43d.com/login', ...safely],
    ]);
    // What is read could be a look-alike, so it says what it is.
    await inbox.page.getByText('(xn--pple-43d.com)').waitFor();
    const shown = await inbox.bodies();
    for (const text of texts.slice(1, 3)) assert.ok(shown.includes(text), shown.join('\n'));
  });

  it('keeps its own direction in a list and thread that read the other way', async () => {
    const account = await world.account();
    const person = await addContact(account, {firstName: 'نورة'});
    await addThread(account, {with: person, messages: [{body: 'مرحبا!'}, {body: 'Hello!', sent: true}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('نورة');

    const direction = (text: string) =>
      inbox
        .bubble(text)
        .locator('p')
        .evaluate((paragraph) => getComputedStyle(paragraph).direction);

    assert.equal(await direction('مرحبا'), 'rtl');
    assert.equal(await direction('Hello'), 'ltr');
  });

  it('does not climb over what stands around it, and hides nothing in a name', async () => {
    const account = await world.account();
    const tower = `Z${'\u0301'.repeat(500)}o`;
    const person = await addContact(account, {firstName: 'B\u200bank\u{e0041}', lastName: tower});
    await addThread(account, {with: person, messages: [{body: tower}, {body: 'Below'}]});
    const inbox = await world.open(account.kim);

    await inbox.openThread('Below');

    await inbox.page.getByRole('heading', {name: `B\ufffdank\ufffd Z${'\u0301'.repeat(4)}o`}).waitFor();
    await eventually(async () =>
      assert.deepEqual(await inbox.bodies(), [`Z${'\u0301'.repeat(4)}o`, 'Below']),
    );
  });

  it('may be a line of a megabyte: the page stays in shape, and goes on', async () => {
    const account = await world.account();
    const person = stranger();
    const line = `${'w'.repeat(500_000)}${'\u0301'.repeat(500_000)}`;
    await addThread(account, {with: person, messages: [{body: line}, {body: 'After it'}]});
    const inbox = await world.open(account.kim);

    await inbox.openThread('After it');

    await inbox.message('After it').waitFor();
    await inbox.sendMessage('Still here');
    const [scrolled, shown] = await inbox.messages.evaluate((log) => [log.scrollWidth, log.clientWidth]);
    assert.ok(scrolled <= shown, `${scrolled} ${shown}`);
  });

  it('does not break the layout, however long its words are', async () => {
    const account = await world.account();
    const person = await addContact(account, {firstName: 'n'.repeat(300)});
    await addThread(account, {with: person, messages: [{body: 'w'.repeat(1_000)}]});
    const inbox = await world.open(account.kim);

    await inbox.openThread('nnn');

    await inbox.message('www').waitFor();
    const widths = await inbox.messages.evaluate((log) => [log.scrollWidth, log.clientWidth]);
    assert.ok(widths[0]! <= widths[1]!, String(widths));
    const page = await inbox.page.evaluate(() => [document.body.scrollWidth, innerWidth]);
    assert.ok(page[0]! <= page[1]!, String(page));
  });
});
