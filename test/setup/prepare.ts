// Vitest's global setup.
export function setup(): void {}
