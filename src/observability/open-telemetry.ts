/** OpenTelemetry's packages, once they are loaded. */
export interface OpenTelemetry {
  readonly api: typeof import('@opentelemetry/api');
  readonly core: typeof import('@opentelemetry/core');
  readonly resources: typeof import('@opentelemetry/resources');
  readonly sdk: typeof import('@opentelemetry/sdk-trace-base');
}

/** Loads them; nothing else does, so that they cost nothing where there are no traces. */
export async function loadOpenTelemetry(): Promise<OpenTelemetry> {
  const [api, core, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ]);
  return { api, core, resources, sdk };
}
