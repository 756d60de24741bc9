import { Field, ObjectType } from 'type-graphql';
import { type Label } from '../serving/version-table';

@ObjectType({
  simpleResolvers: true,
  description: 'A name that stands for a version in the argument `version`.',
})
export class ModelLabel {
  constructor(private readonly label: Label) {}

  @Field(() => String, { description: 'The label: `stable`, `canary`, or any that was set.' })
  get name(): string {
    return this.label.name;
  }

  @Field(() => String, {
    nullable: true,
    description: 'The version that it stands for; null when none that it was set to was ready.',
  })
  get version(): string | null {
    return this.label.version?.name ?? null;
  }

  @Field(() => String, { description: 'The version that it is set to.' })
  get wanted(): string {
    return this.label.wanted;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Why it does not stand for the version that it is set to; null where it does.',
  })
  get reason(): string | null {
    return this.label.reason ?? null;
  }
}
