/** The page is the same for everybody, so it is rendered once; a server could do it for each request. */
import {writeFile} from 'node:fs/promises';
import {renderPage} from './page.js';

await writeFile('dist/index.html', await renderPage('en'));
