import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import * as path from 'node:path';
import {spawnSync} from 'node:child_process';
import {ConfigError, readConfig, variableNames} from '../../server/config.js';

const root = path.resolve(import.meta.dirname, '../..');
const secret = 'a secret of at least 32 characters';

function mistakesIn(environment: Record<string, string>, demo = false): readonly string[] {
  try {
    readConfig(environment, {demo});
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.mistakes;
  }
}

describe('settings from the environment', () => {
  it('a demo needs none', () => {
    const {demo, port, hostname, dataDir, logLevel} = readConfig({}, {demo: true});
    assert.deepEqual(
      {demo, port, hostname, dataDir, logLevel},
      {demo: true, port: 8787, hostname: 'localhost', dataDir: path.resolve('data'), logLevel: 'warn'},
    );
  });

  it('the data are in a folder, or in PostgreSQL', () => {
    const databaseUrl = 'postgres://sms@localhost:5432/sms';
    const options = readConfig({DATABASE_URL: databaseUrl, DATA_DIR: 'elsewhere'}, {demo: true});
    assert.deepEqual([options.databaseUrl, options.dataDir], [databaseUrl, undefined]);
    assert.match(
      mistakesIn({JWT_SECRET: secret, DATABASE_URL: 'mysql://localhost/sms'}).join(),
      /DATABASE_URL must be an address that begins with postgres:\/\/ or postgresql:\/\//,
    );
  });

  it('a host needs a way to know its agents', () => {
    assert.match(mistakesIn({}).join(), /JWKS_URL or JWT_SECRET is needed/);
    assert.deepEqual(mistakesIn({JWT_SECRET: secret}), []);
    assert.deepEqual(mistakesIn({JWKS_URL: 'https://login.example/keys'}), []);
  });

  it('names every mistake at once, each with its variable and what would do', () => {
    const mistakes = mistakesIn({
      PORT: '80.5',
      LOG_LEVEL: 'loud',
      JWT_SECRET: 'short',
      JWKS_URL: 'keys',
      ALLOWED_ORIGINS: 'https://dashboard.example/',
      TRUSTED_DOCUMENTS: `${root}/schema/trusted-documents.json, ${root}/package.json`,
    });
    assert.deepEqual(mistakes, [
      'PORT must be a whole number from 0 to 65535.',
      'LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent.',
      'JWT_SECRET needs at least 32 characters.',
      'JWKS_URL must be an address that begins with https:// or http://.',
      'ALLOWED_ORIGINS must be origins such as https://dashboard.example: no path, no slash at the end.',
      'TRUSTED_DOCUMENTS must name files such as schema/trusted-documents.json, which this host can read.',
    ]);
    const {trustedDocuments} = readConfig(
      {JWT_SECRET: secret, TRUSTED_DOCUMENTS: `${root}/schema/trusted-documents.json`},
      {demo: false},
    );
    assert.equal(trustedDocuments?.length, 2);
    assert.match(
      mistakesIn({TRUSTED_DOCUMENTS: '/not/there.json'}).join(),
      /TRUSTED_DOCUMENTS must name files/,
    );
  });

  it('refuses what is dangerous', () => {
    assert.match(mistakesIn({JWT_SECRET: secret, ALLOWED_ORIGINS: '*'}).join(), /cannot allow every origin/);
    assert.match(mistakesIn({JWKS_URL: 'http://login.example/keys'}).join(), /must be https/);
    assert.deepEqual(mistakesIn({JWKS_URL: 'http://127.0.0.1:9000/keys'}), []);
    assert.match(mistakesIn({JWT_SECRET: secret, JWKS_URL: 'https://login.example/keys'}).join(), /exclude/);
  });

  it('never repeats a value: it may be a secret', () => {
    const values = {PORT: 'hunter2', JWT_SECRET: 'hunter2', JWKS_URL: 'hunter2', ALLOWED_ORIGINS: 'hunter2'};
    assert.doesNotMatch(mistakesIn(values).join(), /hunter2/);
  });

  it('every variable is in docs/host.md', () => {
    const docs = readFileSync(`${root}/docs/host.md`, 'utf8');
    assert.deepEqual(
      variableNames.filter((name) => !docs.includes(`\`${name}\``)),
      [],
    );
  });

  const startWith = (environment: Record<string, string>) =>
    spawnSync(process.execPath, ['--import', 'tsx', `${root}/server/main.ts`], {
      env: {PATH: process.env.PATH, ...environment},
      encoding: 'utf8',
    });

  it('a host whose folder cannot be made says so and exits', () => {
    const folder = `${root}/package.json/data`;
    const {status, stderr} = startWith({PORT: '0', JWT_SECRET: secret, DATA_DIR: folder});
    assert.equal(status, 1);
    assert.equal(stderr, `${folder} cannot be made (ENOTDIR). Set DATA_DIR to another folder.\n`);
  });

  it('a host that is started with mistakes says so and exits', () => {
    const {status, stderr} = startWith({PORT: '-1'});
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^The settings do not do:\n {2}- PORT must be .*\n {2}- JWKS_URL or JWT_SECRET is needed.*\n$/,
    );
  });
});

describe('the gateway that SMS_GATEWAY names', () => {
  const kannel = {
    SMS_GATEWAY: 'kannel',
    KANNEL_SEND_URL: 'http://127.0.0.1:13013/cgi-bin/sendsms',
    KANNEL_USERNAME: 'sms-chat',
    KANNEL_PASSWORD: 'a password',
    KANNEL_WEBHOOK_URL: 'http://127.0.0.1:8787/gateway/',
    KANNEL_WEBHOOK_SECRET: 'letters-and-digits-1',
  };

  it('is made of its own variables; those of the others do not matter', () => {
    const {gateway} = readConfig({...kannel, HTTP_GATEWAY_URL: 'nonsense'}, {demo: true});
    assert.equal(gateway?.partByPart, true);
    assert.equal(readConfig({KANNEL_SEND_URL: 'nonsense'}, {demo: true}).gateway, undefined);
  });

  it('says of each variable what is missing or wrong', () => {
    assert.deepEqual(mistakesIn({SMS_GATEWAY: 'pigeon'}, true), [
      'SMS_GATEWAY must be simulated, kannel or http.',
    ]);
    assert.deepEqual(
      mistakesIn(
        {...kannel, KANNEL_USERNAME: '', KANNEL_SEND_URL: 'smsbox', KANNEL_WEBHOOK_SECRET: 'a:b@c'},
        true,
      ),
      [
        'KANNEL_SEND_URL must be an address that begins with http:// or https://.',
        'KANNEL_USERNAME is needed: the username in the group sendsms-user of kannel.conf.',
        'KANNEL_WEBHOOK_SECRET needs at least 16 characters: letters, digits, - and _.',
      ],
    );
    assert.deepEqual(mistakesIn({SMS_GATEWAY: 'http'}, true), [
      'HTTP_GATEWAY_URL is needed: where the provider takes messages, such as https://api.provider.example/messages.',
      'HTTP_GATEWAY_API_KEY is needed: the key that the provider knows you by.',
      'HTTP_GATEWAY_WEBHOOK_SECRET is needed: the secret that the provider signs its webhooks with.',
    ]);
  });
});
