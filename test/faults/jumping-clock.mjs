// Loaded into every thread of a gateway: the system's clock jumps back and forth by hours and years
// whenever somebody looks at it.
const JUMPS_MS = [0, 3_600_000, -86_400_000, 10 * 31_536_000_000, -7_200_000];
const { Date: RealDate } = globalThis;
let looks = 0;

const now = () => RealDate.now() + (JUMPS_MS[looks++ % JUMPS_MS.length] ?? 0);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, self) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, self),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
