import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ConfigurationError, GatewayError } from '../errors';
import { readConfiguredFile } from './configured-file';

/** Apollo's format for lists of persisted operations, as its tools for clients write it too. */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
});

/** The operations that are known by the SHA-256 of their document's text. */
export class PersistedOperations {
  private readonly documents: ReadonlyMap<string, string>;
  private readonly texts: ReadonlySet<string>;

  /** @throws ConfigurationError when the file is not such a list, or a hash is not its document's. */
  constructor(
    file: string,
    /** Whether only these are executed. */
    private readonly only: boolean,
  ) {
    const setting = 'PERSISTED_OPERATIONS_FILE';
    const { operations } = readConfiguredFile(setting, file, manifest);
    for (const { id, body } of operations) {
      const hash = createHash('sha256').update(body).digest('hex');
      if (hash === id) continue;
      throw new ConfigurationError(setting, file, `expected the id ${hash}, but ${id} came`);
    }
    this.documents = new Map(operations.map(({ id, body }) => [id, body]));
    this.texts = new Set(this.documents.values());
  }

  /** @throws GatewayError `PERSISTED_QUERY_NOT_FOUND`: the name by which clients know to send the document. */
  documentOf(hash: string): string {
    const document = this.documents.get(hash);
    if (document !== undefined) return document;
    throw new GatewayError(
      this.only ? 'PERSISTED_QUERY_NOT_IN_LIST' : 'PERSISTED_QUERY_NOT_FOUND',
      this.only ? NOT_IN_LIST : 'PersistedQueryNotFound',
    );
  }

  /** @throws GatewayError `PERSISTED_QUERY_NOT_IN_LIST` for a document that may not be executed. */
  admit(document: string): void {
    if (!this.only || this.texts.has(document)) return;
    throw new GatewayError('PERSISTED_QUERY_NOT_IN_LIST', NOT_IN_LIST);
  }
}

const NOT_IN_LIST =
  'Expected an operation of the list that this gateway executes, but another one came. `npm run operations` makes the list.';
