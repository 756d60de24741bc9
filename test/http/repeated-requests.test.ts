import { ApolloServer } from '@apollo/server';
import { startGateway, type TestGateway } from '../support/gateway';
import { FIRST_WINE } from '../support/wines';

const QUERY = 'query Grade($wine: WineInput!) { predict(wine: $wine) { quality wineId } }';
const body = (id: string) => ({ query: QUERY, variables: { wine: { ...FIRST_WINE, id } } });

describe('a request that differs from an answered one in its variables only', () => {
  let gateway: TestGateway;
  const throughApollo = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  beforeEach(async () => {
    gateway = await startGateway({ WORKERS: '0' });
    await gateway.post('/graphql', body('first'));
    throughApollo.mockClear();
  });
  afterEach(() => gateway.stop());

  it('is answered without Apollo Server, as Apollo Server would', async () => {
    const { status, type, text } = await gateway.post('/graphql', body('second'));
    expect(throughApollo).not.toHaveBeenCalled();
    expect({ status, type, text }).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      text: '{"data":{"predict":{"quality":5,"wineId":"second"}},"extensions":{"cost":1}}\n',
    });
  });

  it('has its errors formatted and logged as any', async () => {
    const wine = { ...FIRST_WINE, pH: 14 };
    const { json } = await gateway.post('/graphql', { query: QUERY, variables: { wine } });
    expect(throughApollo).not.toHaveBeenCalled();
    expect(json).toMatchObject({
      data: null,
      errors: [{ path: ['predict'], extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(JSON.parse(gateway.logs.at(-1) ?? '')).toMatchObject({
      operation: 'Grade',
      rows: 1,
      codes: ['BAD_USER_INPUT'],
    });
  });

  it('goes to Apollo Server where the answer has to be of another type', async () => {
    const accept = 'application/graphql-response+json';
    const { type } = await gateway.post('/graphql', body('x'), { accept });
    expect(throughApollo).toHaveBeenCalledTimes(1);
    expect(type).toBe('application/graphql-response+json; charset=utf-8');
    const again = await gateway.post('/graphql', body('y'), { accept });
    expect(throughApollo).toHaveBeenCalledTimes(1);
    expect(again.type).toBe(type);
  });

  it.each([
    ['wrong variables', { query: QUERY, variables: { wine: 5 } }, 400],
    ['variables that are a list', { query: QUERY, variables: [] }, 400],
    ['extensions', { ...body('x'), extensions: {} }, 200],
    ['an operation name', { ...body('x'), operationName: 'Grade' }, 200],
    ['another operation name', { ...body('x'), operationName: 'Other' }, 400],
    ['an operation name of another type', { ...body('x'), operationName: 7 }, 400],
    ['another document', { ...body('x'), query: `${QUERY} ` }, 200],
  ])('goes to Apollo Server with %s', async (_, other, status) => {
    const answer = await gateway.post('/graphql', other);
    expect(throughApollo).toHaveBeenCalledTimes(1);
    expect(answer.status).toBe(status);
  });

  it('is not answered without a content type that a browser asks leave for', async () => {
    const answer = await gateway.post('/graphql', body('x'), { 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
  });
});
