import { readFileSync, readdirSync } from 'node:fs';
import {
  buildSchema,
  findBreakingChanges,
  isInputObjectType,
  parse,
  validate,
  type GraphQLSchema,
} from 'graphql';
import { printContract } from '../../src/graphql/schema';
import { loadGateway, type Gateway } from '../../src/app';
import { readSettings } from '../../src/settings';
import { itWithUci, operation, projectFile } from '../support/wines';

const emitted = readFileSync(projectFile('schema', 'schema.graphql'), 'utf8');

describe('the contract', () => {
  let gateway: Gateway;
  let schema: GraphQLSchema;
  beforeAll(async () => {
    gateway = await loadGateway(readSettings({ WORKERS: '0' }));
    schema = gateway.schema;
  });
  afterAll(() => gateway.release());

  it('in schema/schema.graphql is what the code serves', () => {
    expect(emitted).toBe(printContract(schema));
  });

  it('breaks nothing that was promised', () => {
    const promised = buildSchema(readFileSync(`${__dirname}/contract.graphql`, 'utf8'));
    expect(findBreakingChanges(promised, schema)).toEqual([]);
  });

  it.each(readdirSync(projectFile('schema', 'operations')))('serves %s', (file) => {
    const document = parse(operation(file.replace('.graphql', '')));
    expect(validate(schema, document)).toEqual([]);
  });

  it("describes each measurement with its unit and ranges, from the default version's table", () => {
    const wineInput = schema.getType('WineInput');
    const { features } = gateway.registry.get();
    for (const { field, description, unit, training, accepted } of features) {
      const shown = isInputObjectType(wineInput) && wineInput.getFields()[field]?.description;
      expect(shown).toBe(
        `${description} Unit: ${unit}. The model has seen ${training.min} to ${training.max} (median ${training.median}); ${accepted.min} to ${accepted.max} is accepted.`,
      );
    }
  });

  itWithUci('winequality-red.csv', 'gives the training ranges that the data has', ({ wines }) => {
    for (const { field, training } of gateway.registry.get().features) {
      const values = wines.map((wine) => wine[field]).sort((a, b) => a - b);
      const distinct = [...new Set(values)];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(training).toEqual({
        min: values[0],
        median: values[799],
        max: values[1598],
        standardDeviation: expect.closeTo(Math.sqrt(variance), 10) as number,
        values: distinct,
        atMost: distinct.map((value) => values.lastIndexOf(value) + 1),
      });
    }
    return Promise.resolve();
  });
});
