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

/** What of a model's graph is needed to know what it computes. */
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
    ModelProto: { fields: { graph: { type: 'GraphProto', id: 7 } } },
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

/**
 * Reads the graph of a model in ONNX's format.
 *
 * @throws Error when the bytes are no such model.
 */
export function readOnnxGraph(model: Uint8Array): OnnxGraph {
  // The descriptor above says what is in it.
  const { graph } = modelProto.decode(model) as unknown as { graph?: OnnxGraph | null };
  if (!graph) throw new Error('expected a model with a graph, but it has none');
  return graph;
}
