import { failureStatus } from '../../src/http/failure-status';

const error = (code: string, retryAfterMs?: number) => ({
  message: code,
  extensions: { code, ...(retryAfterMs !== undefined && { retryAfterMs }) },
});
const overloaded = error('OVERLOADED', 1200);
const late = error('DEADLINE_EXCEEDED');

describe('the HTTP status of an operation', () => {
  it.each([
    ['all of it found no room', { data: null, errors: [overloaded] }, 503, '2'],
    ['nothing of it was executed', { errors: [overloaded] }, 503, '2'],
    [
      'several fields found no room',
      { data: null, errors: [overloaded, error('OVERLOADED', 3001)] },
      503,
      '4',
    ],
    ['room comes in no time', { data: null, errors: [error('OVERLOADED', 1)] }, 503, '1'],
    ['some had no room and some no time', { data: null, errors: [late, overloaded] }, 503, '2'],
    ['it was refused for its price', { errors: [error('OPERATION_TOO_COSTLY')] }, 400, undefined],
    ['a minute was used up', { errors: [error('RATE_LIMITED', 59_001)] }, 429, '60'],
    ['its time is over', { data: null, errors: [late] }, 504, undefined],
  ])('tells that %s', (_, result, status, retryAfter) => {
    expect(failureStatus(result)).toEqual({ status, retryAfter });
  });

  it.each([
    ['it went well', { data: { a: 1 } }],
    ['a part of it came', { data: { a: null }, errors: [overloaded] }],
    [
      'another try would fail as well',
      { data: null, errors: [overloaded, error('BAD_USER_INPUT')] },
    ],
    ['it failed otherwise', { data: null, errors: [error('INTERNAL_SERVER_ERROR')] }],
    ['GraphQL refused it', { errors: [error('GRAPHQL_VALIDATION_FAILED')] }],
    ['it has no errors', { data: null, errors: [] }],
  ])('is the usual one where %s', (_, result) => {
    expect(failureStatus(result)).toBeUndefined();
  });
});
