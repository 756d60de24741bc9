/**
 * What a field says of itself to those who write its value without calling a resolver (as
 * type-graphql extensions of the field). A field without arguments and without a method is plain
 * by itself and needs none.
 */
export interface PlainField {
  /** The property, or the method taking the arguments in their order, that has the value without waiting. */
  readonly readsFrom?: string;
  /** The value is the model's answer, which has to be loaded before it is read. */
  readonly needsRun?: true;
}

/** A list whose items may be made when they are read, each time anew; an array is one, too. */
export interface Listed<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
}
