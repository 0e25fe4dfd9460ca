// Starts the rewriting thread where the program runs as it is written: Node 20 gives threads no loader, and what tsx
// makes of JSON does not load on later ones, which read TypeScript themselves.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 22) (await import('tsx/esm/api')).register();
await import('./worker.ts');
