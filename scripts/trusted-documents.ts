/**
 * Writes schema/trusted-documents.json: every document that the widget sends, with its SHA-256, for hosts that answer
 * these and no others. With --check it writes nothing, and fails where the file is out of date.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import * as path from 'node:path';
import {stripIgnoredCharacters} from 'graphql';
import * as operations from '../src/state/api/operations.js';

const file = path.resolve(import.meta.dirname, '../schema/trusted-documents.json');

const documents = Object.values(operations)
  .map(({name, document}) => ({name, document: stripIgnoredCharacters(document)}))
  .map(({name, document}) => ({name, sha256: sha256(document), document}))
  .sort((a, b) => a.name.localeCompare(b.name));
const text = `${JSON.stringify({documents}, null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('schema/trusted-documents.json is out of date: run npm run codegen.');
  process.exitCode = 1;
}

function sha256(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}
