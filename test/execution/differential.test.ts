import { ApolloServer, HeaderMap } from '@apollo/server';
import { type GraphQLSchema } from 'graphql';
import { loadGateway, type Gateway } from '../../src/app';
import { CompiledOperations } from '../../src/execution/operations';
import { type OperationContext } from '../../src/graphql/context';
import { ErrorFormat } from '../../src/graphql/error-format';
import { newRequestRecord } from '../../src/observability/request-record';
import { Caller } from '../../src/prediction/caller';
import { readSettings } from '../../src/settings';
import { startGateway, type TestGateway } from '../support/gateway';
import { OperationGenerator, type ClientOperation } from '../support/operations';
import { handWritten } from './corpus';

// A reference to the log is of one answer only.
const withoutReference = (text: string): string =>
  text.replace(/"reference":"[0-9a-f-]{36}"/g, '"reference":"…"');

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What answers an operation by graphql-js alone, on the public schema, from plain JSON. */
async function startReference(schema: GraphQLSchema): Promise<{
  answer(operation: ClientOperation): Promise<Answer>;
  stop(): Promise<void>;
}> {
  const apollo = new ApolloServer<OperationContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: new ErrorFormat(() => undefined).format,
  });
  await apollo.start();
  return {
    async answer(operation) {
      const { status, body } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: 'POST',
          headers: new HeaderMap([['content-type', 'application/json']]),
          search: '',
          body: JSON.parse(JSON.stringify(operation)) as unknown,
        },
        context: () =>
          Promise.resolve({
            record: newRequestRecord('POST', '/graphql'),
            caller: new Caller(10_000, () => performance.now()),
            maxOperationCost: 2_000_000,
            maxBatchRows: 10_000,
          }),
      });
      return { status: status ?? 200, text: body.kind === 'complete' ? body.string : '' };
    },
    stop: () => apollo.stop(),
  };
}

/** Who executed an operation: seen by what the compiled path gave for it. */
type Executor = 'plain' | 'jit' | 'graphql-js';

describe('the compiled path', () => {
  let gateway: TestGateway;
  let reference: Awaited<ReturnType<typeof startReference>>;
  let local: Gateway;
  const used: Record<Executor, number> = { plain: 0, jit: 0, 'graphql-js': 0 };
  let last: Executor = 'graphql-js';

  beforeAll(async () => {
    gateway = await startGateway({ LOG_LEVEL: 'silent' });
    local = await loadGateway(readSettings({ WORKERS: '0' }));
    reference = await startReference(local.schema);
    // The method is called with an instance by Apollo's plugin; nothing of it is replaced.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const execute = CompiledOperations.prototype.execute;
    jest.spyOn(CompiledOperations.prototype, 'execute').mockImplementation(async function (
      this: CompiledOperations,
      ...args
    ) {
      const result = await execute.apply(this, args);
      const isWritten = Object.getOwnPropertySymbols(result?.data ?? {}).length > 0;
      last = result ? (isWritten || result.data === null ? 'plain' : 'jit') : 'graphql-js';
      return result;
    });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await Promise.all([gateway.stop(), reference.stop(), local.release()]);
  });

  async function expectTheSame(operation: ClientOperation): Promise<void> {
    const expected = await reference.answer(operation);
    // The first time is not compiled by jit, the second is, the third finds everything in place.
    for (let time = 0; time < 3; time++) {
      const { status, text: whole } = await gateway.post('/graphql', operation);
      // graphql-js knows no prices: they have a test of their own.
      const text = whole.replace(/,"extensions":\{"cost":\d+\}\}\n$/, '}\n');
      expect({ status, answer: JSON.parse(withoutReference(text)) as unknown, operation }).toEqual({
        status: expected.status,
        answer: JSON.parse(withoutReference(expected.text)) as unknown,
        operation,
      });
      // graphql-jit may write an object's fields in another order than they were selected in.
      if (last !== 'jit') expect(withoutReference(text)).toBe(withoutReference(expected.text));
      used[last]++;
    }
  }

  it.each(handWritten)('answers as graphql-js does: $name', async ({ operation }) => {
    await expectTheSame(operation);
  });

  it('answers 400 operations at random as graphql-js does', async () => {
    const generator = new OperationGenerator(local.schema, 20_261_124);
    for (let i = 0; i < 400; i++) await expectTheSame(generator.next());
  }, 120_000);

  it('was asked in all of its ways', () => {
    expect(used.plain).toBeGreaterThan(200);
    expect(used.jit).toBeGreaterThan(100);
    expect(used['graphql-js']).toBeGreaterThan(100);
  });
});
