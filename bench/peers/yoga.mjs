// GraphQL Yoga on node:http, with the caches that it has by itself.
import { createServer } from 'node:http';
import process from 'node:process';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolvers, typeDefs } from './contract.mjs';

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  graphiql: false,
  logging: false,
});
createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1');
