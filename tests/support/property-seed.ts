// The seed of every property test. Fixed, so that a red run is red again; FC_SEED=… npm run unit tries another.
export const seed = Number(process.env.FC_SEED ?? 20_260_923);

/** Vitest's global setup: says once per run which seed it used. */
export default function announce() {
  console.log(`Property tests use seed ${seed} (FC_SEED changes it).`);
}
