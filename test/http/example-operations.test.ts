import { parse } from 'graphql';
import { readExampleOperations } from '../../src/http/example-operations';
import { startGateway } from '../support/gateway';

describe('the operations that the IDEs open with', () => {
  it('have names, and run as they are', async () => {
    const gateway = await startGateway({ LOG_LEVEL: 'silent' });
    const examples = readExampleOperations(gateway.registry);
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const { document, variables } of examples) {
      const [definition] = parse(document).definitions;
      expect(definition).toHaveProperty('name.value', expect.stringMatching(/^[A-Z]\w+$/));
      const { data, errors } = await gateway.query(document, variables);
      expect([document, errors]).toEqual([document, undefined]);
      expect(data).not.toBeNull();
    }
    await gateway.stop();
  });
});
