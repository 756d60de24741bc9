// Fastify and Mercurius; an operation is compiled once it has been seen.
import process from 'node:process';
import fastify from 'fastify';
import mercurius from 'mercurius';
import { resolvers, typeDefs } from './contract.mjs';

const server = fastify({ bodyLimit: 256 * 1024 * 1024 });
await server.register(mercurius, { schema: typeDefs, resolvers, jit: 1 });
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
