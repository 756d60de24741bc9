import { type RouteHandlerMethod } from 'fastify';
import { sendProblem } from '../problem';

/** Refuses a `Host` header of which no address can be made: what follows takes it for one. */
export function refuseOddHosts(next: RouteHandlerMethod): RouteHandlerMethod {
  return function (request, reply) {
    const { protocol, hostname } = request;
    if (URL.canParse(`${protocol}://${hostname}/`)) return next.call(this, request, reply);
    const message = 'Expected a Host header that names a host.';
    return sendProblem({ status: 400, code: 'BAD_REQUEST', message }, request, reply);
  };
}
