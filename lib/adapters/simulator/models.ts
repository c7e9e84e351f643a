import { profileFor, simulatorProfiles, type SimulatorProfile } from '#lib/domain/simulator/profiles.ts';

// Profiles have no date; a fixed one (2025-01-01) keeps the answer the same at every call.
const CREATED = 1_735_689_600;

/** The body of `GET /v1/models`: the declared profiles, with what they declare as extra fields. */
export function modelList(): Record<string, unknown> {
  return { object: 'list', data: simulatorProfiles.map((profile) => modelEntry(profile.name, profile)) };
}

/** The body of `GET /v1/models/{id}`: every name is served by some profile. */
export function modelNamed(id: string): Record<string, unknown> {
  return modelEntry(id, profileFor(id));
}

function modelEntry(id: string, profile: SimulatorProfile): Record<string, unknown> {
  const { description, quality, latencyMs, tokensPerSecond } = profile;
  return {
    id,
    object: 'model',
    created: CREATED,
    owned_by: 'simulator',
    description,
    quality,
    latency_ms: latencyMs,
    tokens_per_second: tokensPerSecond,
  };
}
