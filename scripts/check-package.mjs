/** Checks what npm would publish: its files, its exports, and that its types resolve. Needs `npm run build` before. */
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fromRoot, run, runBin} from './lib/run.mjs';

/** What a user of the package needs: each pattern must match a file, and each file must match a pattern. */
const CONTENT = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^custom-elements\.json$/,
  /^CHANGELOG\.md$/,
  /^themes\/(material|compact|warm)\.css$/,
  /^llms\.txt$/,
  /^docs\/[a-z-]+\.md$/,
  /^schema\/(sms-chat\.graphql|rules\.md|trusted-documents\.json)$/,
  // All texts in English, for pages that have other words for them.
  /^translations\/de\.xlf$/,
  /^dist\/(jsx|vue)\.d\.ts$/,
  /^dist\/(html|css)-custom-data\.json$/,
  /^dist\/integrity\.json$/,
  /^dist\/(sms-chat(-badge)?|extras|keyboard|links)\.js(\.map|\.LICENSE\.txt)?$/,
  /^dist\/locales\/(translations|[a-z]{2}(-[A-Z][A-Za-z]+)?)\.js(\.map|\.LICENSE\.txt)?$/,
  /^dist\/emoji\/(picker|[a-z]{2}(-[A-Z][A-Za-z]+)?)\.js(\.map|\.LICENSE\.txt)?$/,
  /^dist\/conformance\/cli\.js(\.LICENSE\.txt)?$/,
  /^dist\/esm\/[\w/.-]+\.(js|js\.map|d\.ts)$/,
];

/** @param {string[]} paths */
function checkContent(paths) {
  const unexpected = paths.filter((path) => !CONTENT.some((pattern) => pattern.test(path)));
  const missing = CONTENT.filter((pattern) => !paths.some((path) => pattern.test(path)));
  for (const path of unexpected) console.error(`The package should not hold ${path}`);
  for (const pattern of missing) console.error(`The package lacks ${pattern.source}`);
  return unexpected.length === 0 && missing.length === 0;
}

/** @param {{customElements: string}} packageJson */
function checkManifest({customElements}, paths) {
  const {modules} = JSON.parse(readFileSync(fromRoot(customElements), 'utf8'));
  const missing = modules.map(({path}) => path).filter((path) => !paths.includes(path));
  for (const path of missing) console.error(`${customElements} speaks of ${path}, which the package lacks`);
  return missing.length === 0;
}

/** Coding assistants read llms.txt inside of the package, so what it links to has to be there too. */
function checkAssistantsIndex(paths) {
  const links = [...readFileSync(fromRoot('llms.txt'), 'utf8').matchAll(/\]\(([^)#]+)/g)].map(
    ([, link]) => link,
  );
  const missing = links.filter((link) => !paths.includes(link));
  for (const link of missing) console.error(`llms.txt links to ${link}, which the package lacks`);
  return links.length > 0 && missing.length === 0;
}

/** What a version brings stands in the changelog, newest first. */
function checkChangelog({version}) {
  const [, newest] = /^## (.+)$/m.exec(readFileSync(fromRoot('CHANGELOG.md'), 'utf8')) ?? [];
  if (newest !== version) console.error(`CHANGELOG.md begins with ${newest}, but the version is ${version}`);
  return newest === version;
}

/** The command must run from the package alone, without anything installed beside it. */
async function checkCommand(folder, tarball) {
  await run('tar', ['-xf', tarball, '-C', folder]);
  const {bin} = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8'));
  const command = join(folder, 'package', bin['sms-chat-conformance']);
  const {code, output} = await run(process.execPath, [command, '--help'], {quiet: true});
  if (code === 0 && output.includes('--endpoint')) return true;
  console.error('sms-chat-conformance --help does not work from the package alone');
  return false;
}

/** Servers that render pages import the package too, where there is no DOM. */
async function checkImport() {
  const script =
    "const {SmsChat} = await import('sms-chat-elements'); if (!SmsChat) throw new Error('no SmsChat')";
  const {code} = await run(process.execPath, ['--input-type=module', '--eval', script], {quiet: true});
  if (code !== 0) console.error('The package cannot be imported in Node');
  return code === 0;
}

const folder = mkdtempSync(join(tmpdir(), 'sms-chat-package-'));
try {
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    quiet: true,
  });
  const [{filename, files}] = JSON.parse(packed.output);
  const paths = files.map(({path}) => path);
  const tarball = join(folder, filename);

  const packageJson = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));

  const passed = [
    checkContent(paths),
    checkManifest(packageJson, paths),
    checkAssistantsIndex(paths),
    checkChangelog(packageJson),
    await checkCommand(folder, tarball),
    await checkImport(),
    (await runBin('publint', ['run', tarball, '--strict'])).code === 0,
    (await runBin('attw', [tarball, '--profile', 'esm-only', '--format', 'ascii'])).code === 0,
  ];
  process.exitCode = passed.every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, {recursive: true});
}
