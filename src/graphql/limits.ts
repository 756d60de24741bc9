import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'What one request may ask for. More than that is refused, not cut.',
})
export abstract class Limits {
  @Field(() => Int, { description: 'Most wines in one operation, over all of its fields.' })
  readonly maxBatchRows!: number;

  @Field(() => Int, { description: 'Largest request body, in bytes.' })
  readonly maxBodyBytes!: number;

  @Field(() => Int, {
    description:
      'Most that one operation may cost. A wine costs 1, and what is asked about it more: `sensitivity` its steps, `explanation` and `improvement` what they take. `extensions.cost` of every answer tells the price.',
  })
  readonly maxOperationCost!: number;

  @Field(() => Int, {
    description:
      'Time within which an operation is answered, in milliseconds; the header `x-request-timeout-ms` asks for less.',
  })
  readonly deadlineMs!: number;

  @Field(() => Int, {
    description:
      'Most tokens in a document: names, values, punctuation. Variables do not count, so that lists of wines belong there.',
  })
  readonly maxQueryTokens!: number;

  @Field(() => Int, {
    description: 'Most levels of fields in an operation, through its fragments.',
  })
  readonly maxQueryDepth!: number;

  @Field(() => Int, {
    description: 'Most fields on the first level of an operation, through its fragments.',
  })
  readonly maxRootFields!: number;

  @Field(() => Int, {
    description:
      'Most aliases in an operation, those of a fragment each time it is used. Many wines are one `predictBatch`.',
  })
  readonly maxAliases!: number;

  @Field(() => Int, {
    description:
      'Most fields and fragments that an operation selects, those of a fragment each time it is used.',
  })
  readonly maxSelections!: number;
}

/** The limits in force, as plain data. */
export type LimitValues = Pick<Limits, keyof Limits>;
