// Writes schema/schema.graphql, the contract, from the code and the default version's feature table.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import app from '../dist/app.js';
import schemaModule from '../dist/graphql/schema.js';
import settings from '../dist/settings.js';

const { schema } = await app.loadGateway(settings.readSettings({}));
writeFileSync(
  new URL('../schema/schema.graphql', import.meta.url),
  schemaModule.printContract(schema),
);
