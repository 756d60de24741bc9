import { Root } from 'protobufjs/light';

/** A node of a model's graph, its attributes by name. */
export interface OnnxNode {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly opType: string;
  readonly domain: string;
  readonly attribute: readonly OnnxAttribute[];
}

/** An attribute: which of the fields has its value depends on the operator. */
export interface OnnxAttribute {
  readonly name: string;
  readonly f: number;
  readonly i: number;
  readonly s: string;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly strings: readonly string[];
}

/** A constant of the graph. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly floatData: readonly number[];
  readonly rawData: Uint8Array;
}

/** What of a model's graph is needed to know what it computes; its functions are put in where they are called. */
export interface OnnxGraph {
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly input: readonly { readonly name: string }[];
  readonly output: readonly { readonly name: string }[];
}

const repeated = (type: string, id: number) => ({ rule: 'repeated', type, id });

// Of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto the messages and fields that are needed.
// `i`, `ints` and `dims` are int64 there, which are the same bytes; what does not fit an int32 does
// not occur in them, and a Long for each node of a forest would be a hundred thousand objects. `s` and
// `strings` are bytes there, too, but what is asked of them is text.
const root = Root.fromJSON({
  nested: {
    ModelProto: {
      fields: { graph: { type: 'GraphProto', id: 7 }, functions: repeated('FunctionProto', 25) },
    },
    FunctionProto: {
      fields: {
        name: { type: 'string', id: 1 },
        input: repeated('string', 4),
        output: repeated('string', 5),
        node: repeated('NodeProto', 7),
        domain: { type: 'string', id: 10 },
      },
    },
    GraphProto: {
      fields: {
        node: repeated('NodeProto', 1),
        initializer: repeated('TensorProto', 5),
        input: repeated('ValueInfoProto', 11),
        output: repeated('ValueInfoProto', 12),
      },
    },
    ValueInfoProto: { fields: { name: { type: 'string', id: 1 } } },
    NodeProto: {
      fields: {
        input: repeated('string', 1),
        output: repeated('string', 2),
        opType: { type: 'string', id: 4 },
        attribute: repeated('AttributeProto', 5),
        domain: { type: 'string', id: 7 },
      },
    },
    AttributeProto: {
      fields: {
        name: { type: 'string', id: 1 },
        f: { type: 'float', id: 2 },
        i: { type: 'int32', id: 3 },
        s: { type: 'string', id: 4 },
        floats: repeated('float', 7),
        ints: repeated('int32', 8),
        strings: repeated('string', 9),
      },
    },
    TensorProto: {
      fields: {
        dims: repeated('int32', 1),
        dataType: { type: 'int32', id: 2 },
        floatData: repeated('float', 4),
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
  },
});
const modelProto = root.lookupType('ModelProto');

interface OnnxFunction extends Pick<OnnxGraph, 'node'>, Pick<OnnxNode, 'input' | 'output'> {
  readonly name: string;
  readonly domain: string;
}

/**
 * Reads the graph of a model in ONNX's format. A function that is called with other names than its own
 * values have is not put in: its call stays, an operator that nobody knows.
 *
 * @throws Error when the bytes are no such model.
 */
export function readOnnxGraph(model: Uint8Array): OnnxGraph {
  // The descriptor above says what is in it.
  const { graph, functions } = modelProto.decode(model) as unknown as {
    graph?: OnnxGraph | null;
    functions: readonly OnnxFunction[];
  };
  if (!graph) throw new Error('expected a model with a graph, but it has none');
  const { node, initializer, input, output } = graph;
  const calledBy = (call: OnnxNode) =>
    functions.find(
      (one) =>
        one.name === call.opType &&
        one.domain === call.domain &&
        sameNames(one.input, call.input) &&
        sameNames(one.output, call.output),
    );
  const inlined = node.flatMap((one) => calledBy(one)?.node ?? one);
  return { node: inlined, initializer, input, output };
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, i) => name === others[i]);
}
