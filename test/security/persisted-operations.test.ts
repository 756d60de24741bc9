import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { parse, print } from 'graphql';
import { PersistedOperations } from '../../src/security/persisted-operations';
import { readSettings } from '../../src/settings';
import { operation, projectFile } from '../support/wines';
import { TemporaryFolder } from '../support/temporary';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const { PERSISTED_OPERATIONS_FILE: FILE } = readSettings({});

describe('persisted operations', () => {
  it.each(readdirSync(projectFile('schema', 'operations')))('have %s, by its hash', (file) => {
    const text = operation(file.replace('.graphql', ''));
    const persisted = new PersistedOperations(FILE, true);
    expect(persisted.documentOf(sha256(text))).toBe(text);
    persisted.admit(text);
    // As clients send it that print what they have parsed, the page among them.
    persisted.admit(print(parse(text)));
  });

  it('do not know another hash: a client is told to send the document, or that it is not listed', () => {
    expect(() => new PersistedOperations(FILE, false).documentOf('0'.repeat(64))).toThrow(
      expect.objectContaining({ code: 'PERSISTED_QUERY_NOT_FOUND' }) as Error,
    );
    expect(() => new PersistedOperations(FILE, true).documentOf('__proto__')).toThrow(
      expect.objectContaining({ code: 'PERSISTED_QUERY_NOT_IN_LIST' }) as Error,
    );
  });

  it('admit a document that is not listed only beside the list', () => {
    new PersistedOperations(FILE, false).admit('{ __typename }');
    expect(() => {
      new PersistedOperations(FILE, true).admit('{ __typename }');
    }).toThrow(
      'Expected an operation of the list that this gateway executes, but another one came. `npm run operations` makes the list.',
    );
  });

  it('are not taken from a list whose hashes are not those of its documents', () => {
    const folder = new TemporaryFolder();
    const file = folder.write('list.json', {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'abc', name: 'A', type: 'query', body: '{ a }' }],
    });
    expect(() => new PersistedOperations(file, false)).toThrow(
      `PERSISTED_OPERATIONS_FILE: ${file}: expected the id ${sha256('{ a }')}, but abc came`,
    );
    folder.remove();
  });
});
