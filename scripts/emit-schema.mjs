// Writes schema/schema.graphql, the contract, from the code and the default version's feature table.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import app from '../dist/app.js';
import schemaModule from '../dist/graphql/schema.js';
import settings from '../dist/settings.js';

const gateway = await app.loadGateway(settings.readSettings({ WORKERS: '0' }));
writeFileSync(
  new URL('../schema/schema.graphql', import.meta.url),
  schemaModule.printContract(gateway.schema),
);
await gateway.release();
