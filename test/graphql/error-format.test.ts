import { GraphQLError } from 'graphql';
import { GatewayError } from '../../src/errors';
import { ErrorFormat } from '../../src/graphql/error-format';

describe('what of an error leaves the process', () => {
  const reported: [unknown, string, string | undefined][] = [];
  const errorFormat = new ErrorFormat((...report) => reported.push(report));
  const { format } = errorFormat;
  const located = (originalError: Error) =>
    new GraphQLError(originalError.message, { path: ['predict'], originalError });

  it('is all of ours: message, place, code and details', () => {
    const error = located(new GatewayError('BATCH_TOO_LARGE', 'Too many.', { rows: 3 }));
    expect(format(error.toJSON(), error)).toEqual({
      message: 'Too many.',
      path: ['predict'],
      extensions: { code: 'BATCH_TOO_LARGE', rows: 3 },
    });
    expect(reported).toEqual([]);
  });

  it("is all of GraphQL's own", () => {
    const formatted = { message: 'no', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    expect(format(formatted, new GraphQLError('no'))).toBe(formatted);
  });

  it('is only a reference of everything else, which is reported under it', () => {
    const cause = new Error('the cellar key is under the mat');
    const shown = format(
      { message: cause.message, path: ['predict'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      located(cause),
    );
    expect(reported).toEqual([[cause, expect.any(String), undefined]]);
    expect(shown).toEqual({
      message: 'Internal server error',
      path: ['predict'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', reference: reported[0]?.[1] },
    });
  });

  it('is reported with the trace of each of those who met it', () => {
    const cause = new Error('a run failed');
    const errors = ['a1', 'b2'].map((id) => {
      const error = located(cause);
      errorFormat.note([error], { id, add: () => undefined, begin: () => () => undefined });
      return error;
    });
    const extensions = { code: 'INTERNAL_SERVER_ERROR' };
    for (const error of errors) format({ message: cause.message, extensions }, error);
    const told = reported.slice(-2).map(([error, , traceId]) => [error, traceId]);
    expect(told).toEqual([
      [cause, 'a1'],
      [cause, 'b2'],
    ]);
  });
});
