import { startGateway } from '../support/gateway';
import { FIRST_WINE } from '../support/wines';

describe('GET /graphql in a browser', () => {
  it('opens Apollo Sandbox with a document and a real wine', async () => {
    const gateway = await startGateway({ LOG_LEVEL: 'silent' });
    const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('query Predict($wine: WineInput!');
    expect(page).toContain('fixedAcidity');
    expect(page).toContain(String(FIRST_WINE.density));
    await gateway.stop();
  });
});
