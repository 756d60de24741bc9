import { Root } from 'protobufjs/light';
import { readOnnxGraph } from '../../src/explanation/model-graph';
import { readOnnxModel } from '../../src/explanation/read-model';
import { readVersion } from './versions';

const many = (type: string, id: number) => ({ rule: 'repeated', type, id });
const names = { input: many('string', 4), output: many('string', 5) };
// What of a model's file is written anew here; the nodes themselves stay as their bytes.
const modelFile = Root.fromJSON({
  nested: {
    Model: { fields: { graph: { type: 'Graph', id: 7 }, functions: many('Function', 25) } },
    Graph: {
      fields: { node: many('bytes', 1), input: many('bytes', 11), output: many('bytes', 12) },
    },
    Function: {
      fields: {
        name: { type: 'string', id: 1 },
        ...names,
        node: many('bytes', 7),
        domain: { type: 'string', id: 10 },
      },
    },
  },
}).lookupType('Model');

interface ModelFile {
  graph: { node: Uint8Array[] };
  functions: { name: string; input: string[]; domain: string; node: Uint8Array[] }[];
}

/** The served forest, written anew after a change. */
function changed(change: (file: ModelFile) => void): Uint8Array {
  const file = modelFile.decode(readVersion('2').model);
  change(file as unknown as ModelFile);
  return modelFile.encode(file).finish();
}

const operators = (model: Uint8Array) => readOnnxGraph(model).node.map(({ opType }) => opType);

describe('the graph of a model', () => {
  const { model, preparation } = readVersion('2');

  it('has the nodes of a function where it is called', () => {
    expect(operators(model)).toEqual(['Neg', 'Concat', 'TreeEnsembleRegressor']);
  });

  it('is the same without the function', () => {
    const without = changed(({ graph, functions }) => {
      graph.node.splice(2, 1, ...(functions.shift()?.node ?? []));
    });
    expect(operators(without)).toEqual(['Neg', 'Concat', 'TreeEnsembleRegressor']);
    expect(readOnnxModel(without, preparation.width)).toEqual(
      readOnnxModel(model, preparation.width),
    );
  });

  it.each<[string, (file: ModelFile) => void]>([
    ['names its values otherwise', ({ functions }) => functions[0]?.input.splice(0, 1, 'rows')],
    [
      'has another name',
      ({ functions }) => {
        functions.forEach((one) => (one.name += 's'));
      },
    ],
    [
      'is of another domain',
      ({ functions }) => {
        functions.forEach((one) => (one.domain = ''));
      },
    ],
  ])('keeps the call of a function that %s, and such a model is not read', (_, change) => {
    const other = changed(change);
    expect(operators(other)).toEqual(['Neg', 'Concat', 'Trees1']);
    expect(readOnnxModel(other, preparation.width)).toBeUndefined();
  });

  it('is missed in what is no model', () => {
    expect(() => readOnnxGraph(new Uint8Array())).toThrow(
      'expected a model with a graph, but it has none',
    );
  });
});
