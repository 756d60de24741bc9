import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { startGateway } from '../support/gateway';
import { readMetrics } from '../support/metrics';
import { FIRST_WINE, operation, projectFile } from '../support/wines';

const read = (...parts: string[]): string => readFileSync(projectFile(...parts), 'utf8');
const readYaml = (...parts: string[]): unknown => parse(read(...parts));

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly summary: string; readonly runbook: string };
    }[];
  }[];
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets?: readonly {
    readonly expr: string;
    readonly datasource: { readonly uid: string };
  }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly {
      readonly definition: string;
      readonly datasource: { readonly uid: string };
    }[];
  };
}
interface Compose {
  readonly services: Readonly<
    Record<string, { readonly profiles?: readonly string[]; readonly volumes?: readonly string[] }>
  >;
}

const alerts = (readYaml('deploy', 'prometheus', 'rules.yml') as Rules).groups.flatMap(
  ({ rules }) => rules,
);
const dashboard = JSON.parse(read('deploy', 'grafana', 'dashboards', 'provador.json')) as Dashboard;
const compose = readYaml('docker-compose.yml') as Compose;

/** The metrics that an expression of Prometheus' names. */
function metricsIn(expression: string): string[] {
  return expression.match(/\b(?:provador|nodejs|process)_\w+/g) ?? [];
}

describe('what looks at the metrics', () => {
  let names: ReadonlySet<string>;
  beforeAll(async () => {
    const gateway = await startGateway({ LOG_LEVEL: 'silent' });
    const wines = Array.from({ length: 600 }, () => FIRST_WINE);
    await gateway.query(operation('predict-batch'), {
      wines: [...wines, { ...FIRST_WINE, pH: 9 }],
    });
    const { samples, kinds } = await readMetrics(gateway);
    await gateway.stop();
    // Those of a shadow have no sample where there is none.
    names = new Set([...samples.map(({ name }) => name), ...kinds.keys()]);
  });

  it.each(alerts)('asks for metrics that there are: alert $alert', ({ alert, expr }) => {
    const used = metricsIn(expr);
    if (alert !== 'ProvadorDown') expect(used).not.toEqual([]);
    for (const name of used) expect(names).toContain(name);
  });

  it.each(dashboard.panels.filter(({ type }) => type !== 'row'))(
    'asks for metrics that there are: panel $title',
    ({ targets = [] }) => {
      expect(targets).not.toEqual([]);
      for (const { expr } of targets) {
        expect(metricsIn(expr)).not.toEqual([]);
        for (const name of metricsIn(expr)) expect(names).toContain(name);
      }
    },
  );

  it('asks for metrics that there are: variables of the dashboard', () => {
    for (const { definition } of dashboard.templating.list) {
      for (const name of metricsIn(definition)) expect(names).toContain(name);
    }
  });

  it('shows every metric of the gateway on the dashboard', () => {
    const shown = new Set(
      dashboard.panels.flatMap(({ targets = [] }) =>
        targets.flatMap(({ expr }) => metricsIn(expr)),
      ),
    );
    const own = [...names].filter((name) => name.startsWith('provador_'));
    const stem = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
    const stems = new Set([...shown].map(stem));
    expect(own.filter((name) => !stems.has(stem(name)))).toEqual([]);
  });
});

describe('alerts', () => {
  it.each(alerts)(
    '$alert says what to do under its name, and has a case of its own',
    ({ alert, annotations }) => {
      expect(annotations.runbook).toBe(`docs/operating.md#${alert.toLowerCase()}`);
      expect(read('docs', 'operating.md')).toContain(`\n### ${alert}\n`);
      const cases = readYaml('deploy', 'prometheus', 'rules.test.yml') as {
        readonly tests: readonly {
          readonly alert_rule_test: readonly {
            alertname: string;
            exp_alerts: readonly unknown[];
          }[];
        }[];
      };
      const own = cases.tests
        .flatMap(({ alert_rule_test }) => alert_rule_test)
        .filter(({ alertname }) => alertname === alert);
      expect(own.some(({ exp_alerts }) => exp_alerts.length > 0)).toBe(true);
    },
  );
});

describe('the dashboard', () => {
  it('has panels with ids of their own that do not lie on each other', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [i, { gridPos: a }] of panels.entries()) {
      expect(a.x + a.w).toBeLessThanOrEqual(24);
      for (const { gridPos: b } of panels.slice(i + 1)) {
        const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect(apart).toBe(true);
      }
    }
  });

  it('asks the data source that is provisioned', () => {
    const { datasources } = readYaml(
      'deploy',
      'grafana',
      'provisioning',
      'datasources',
      'provador.yaml',
    ) as {
      readonly datasources: readonly {
        readonly uid: string;
        readonly type: string;
        readonly url: string;
      }[];
    };
    const prometheus = datasources.find(({ type }) => type === 'prometheus');
    expect(Object.keys(compose.services)).toContain(new URL(prometheus?.url ?? '').hostname);
    const asked = [
      ...dashboard.panels.flatMap(({ targets = [] }) => targets),
      ...dashboard.templating.list,
    ].map(({ datasource }) => datasource.uid);
    expect(new Set(asked)).toEqual(new Set([prometheus?.uid]));
  });
});

describe('docker-compose.yml', () => {
  it('starts nothing but the gateway unless it is asked for', () => {
    const without = Object.entries(compose.services).filter(([, { profiles }]) => !profiles);
    expect(without.map(([name]) => name)).toEqual(['gateway']);
  });

  it('mounts files that are there', () => {
    const mounts = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes);
    const files = mounts
      .filter((mount) => mount.startsWith('./'))
      .map((mount) => mount.split(':')[0] ?? '');
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect([file, existsSync(projectFile(file))]).toEqual([file, true]);
  });

  it('has every service that the configurations name', () => {
    const texts = [
      ['deploy', 'prometheus', 'prometheus.yml'],
      ['deploy', 'otel-collector', 'config.yaml'],
    ].map((parts) => read(...parts));
    const hosts = texts.join('\n').matchAll(/(?:http:\/\/|')([a-z-]+):\d+/g);
    const named = [...hosts].map(([, host]) => host);
    expect(named.length).toBeGreaterThan(1);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(named));
  });
});

describe("the collector's pipelines", () => {
  it('are made of parts that are configured', () => {
    const config = readYaml('deploy', 'otel-collector', 'config.yaml') as Record<
      'receivers' | 'processors' | 'exporters',
      Record<string, unknown>
    > & { readonly service: { readonly pipelines: Record<string, Record<string, string[]>> } };
    for (const pipeline of Object.values(config.service.pipelines)) {
      for (const kind of ['receivers', 'processors', 'exporters'] as const) {
        expect(Object.keys(config[kind])).toEqual(expect.arrayContaining(pipeline[kind] ?? ['?']));
      }
    }
  });
});

describe('the manifests for Kubernetes', () => {
  const files = (readYaml('deploy', 'kubernetes', 'kustomization.yaml') as { resources: string[] })
    .resources;
  const manifests = files.map(
    (file) => readYaml('deploy', 'kubernetes', file) as Record<string, unknown>,
  );
  const ofKind = (kind: string) => manifests.find((manifest) => manifest['kind'] === kind);

  it('are all that there is in the folder', () => {
    expect(files.map((file) => path.extname(file))).toEqual(files.map(() => '.yaml'));
    expect(manifests.map((manifest) => manifest['kind'])).toEqual([
      'Deployment',
      'Service',
      'HorizontalPodAutoscaler',
      'PodDisruptionBudget',
    ]);
  });

  it('scale on a metric that there is, and select the pods that there are', async () => {
    const text = JSON.stringify(ofKind('HorizontalPodAutoscaler'));
    const gateway = await startGateway({ LOG_LEVEL: 'silent' });
    const { samples } = await readMetrics(gateway);
    await gateway.stop();
    const [metric = 'none'] = metricsIn(text);
    expect(samples.map(({ name }) => name)).toContain(metric);
    const label = '"app.kubernetes.io/name":"provador"';
    for (const manifest of ['Deployment', 'Service', 'PodDisruptionBudget'].map(ofKind)) {
      expect(JSON.stringify(manifest)).toContain(label);
    }
  });

  it('leave more time to stop than the gateway takes', () => {
    const text = read('deploy', 'kubernetes', 'deployment.yaml');
    const seconds = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);
    const shutdown = 10;
    expect(seconds(/terminationGracePeriodSeconds: (\d+)/)).toBeGreaterThanOrEqual(
      seconds(/sleep:\s+seconds: (\d+)/) + shutdown + 1,
    );
  });
});
