// Discord's OpenAPI description, for tests that hold requests and answers against it. Needs ajv.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import type { RestRequest } from '../rest/requests.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: object;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
}
interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, Operation>> & { parameters?: readonly Parameter[] }>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<'MessageReferenceType' | 'ChannelTypes', { oneOf: object[] }>>;
  };
}

export interface Description {
  /** What is wrong with the request, in one line that names the method, the path and the field; null: nothing. */
  faultOf(request: RestRequest): string | null;
  /** Checks an answer to "GET /path". */
  answerTo(route: string, status: number): ValidateFunction;
  /** Checks a value against one of the named schemas. */
  schema(name: string): ValidateFunction;
}

/** Undefined, and a note on the console, where there is no such file. */
export function readDescription(file: URL): Description | undefined {
  if (!existsSync(file)) {
    console.warn(`skipped: Discord's OpenAPI description is not at ${fileURLToPath(file)}`);
    return undefined;
  }
  const openApi = JSON.parse(readFileSync(file, 'utf8'), asDocumented) as OpenApi;
  // Discord takes and documents them, but its description knows replies only, and no media channels.
  const { MessageReferenceType, ChannelTypes } = openApi.components.schemas;
  MessageReferenceType.oneOf.push({ title: 'FORWARD', const: 1 });
  ChannelTypes.oneOf.push({ title: 'GUILD_MEDIA', const: MEDIA });
  const ajv = compiler(openApi, false);
  const routes = routesOf(openApi, ajv, compiler(openApi, true));
  return {
    faultOf: (request) => faultOf(routes, request),
    answerTo: (route, status) => {
      const [method = '', path = ''] = route.split(' ');
      const pointer = pointerTo('paths', path, method.toLowerCase(), 'responses', String(status));
      return ajv.compile({ $ref: `${pointer}/content/application~1json/schema` });
    },
    schema: (name) => ajv.compile({ $ref: pointerTo('components', 'schemas', name) }),
  };
}

const MEDIA = 16;
/** The types of channels that bots may make, by the description. */
const CREATED_CHANNELS = [0, 2, 4, 5, 13, 14, 15];

/**
 * Permissions are whole numbers in the description of requests; Discord documents and takes them as text, too. Media channels
 * are missing in it.
 */
function asDocumented(name: string, value: unknown): unknown {
  if (name === 'enum' && isDeepStrictEqual(value, CREATED_CHANNELS)) return [...CREATED_CHANNELS, MEDIA];
  if (!['allow', 'deny', 'permissions', 'default_member_permissions'].includes(name)) return value;
  const isInteger = z.object({ type: z.array(z.string()).refine((types) => types.includes('integer')) });
  const { data } = isInteger.loose().safeParse(value);
  return data ? { ...data, type: [...data.type, 'string'], pattern: '^\\d+$' } : value;
}

/** Takes requests, and throws at `check` where one does not fit: a line for each kind of fault. */
export function createRequestCheck(description: Description | undefined) {
  const taken: RestRequest[] = [];
  return {
    onRequest: (request: RestRequest): void => {
      if (description) taken.push(request);
    },
    check: (): void => {
      const faults = new Set(taken.splice(0).flatMap((request) => description?.faultOf(request) ?? []));
      if (faults.size > 0) throw new Error([...faults].join('\n'));
    },
  };
}

/** `isText`: the values are parts of an address, so numbers are written as text. */
function compiler(openApi: OpenApi, isText: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: true,
    coerceTypes: isText,
    // Three times as quick to compile; the suite does it anew in each of its files.
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  ajv.addSchema({ ...openApi, $id: 'discord' });
  return ajv;
}

const pointerTo = (...parts: readonly string[]) =>
  `discord#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  /** Compiled at the first use: there are hundreds. */
  readonly checks: () => { readonly address: ValidateFunction; readonly body: ValidateFunction | null };
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

function routesOf(openApi: OpenApi, bodies: Ajv2020, addresses: Ajv2020): Route[] {
  const routes = Object.entries(openApi.paths).flatMap(([path, item]) =>
    (Object.entries(item) as [string, Operation][])
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => {
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
        const body = pointerTo('paths', path, method, 'requestBody', 'content', 'application/json', 'schema');
        return {
          method: method.toUpperCase(),
          path,
          pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
          checks: once(() => ({
            address: addresses.compile(addressSchema(parameters)),
            body: operation.requestBody ? bodies.compile({ $ref: body }) : null,
          })),
        };
      }),
  );
  const holes = ({ path }: { path: string }) => path.split('{').length;
  // "/users/@me" before "/users/{user_id}".
  return routes.sort((a, b) => holes(a) - holes(b));
}

const addressSchema = (parameters: readonly Parameter[]) => ({
  type: 'object',
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, withPointers(schema)] as const)),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});

/** Its references name the description, since it is compiled outside. */
const withPointers = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"discord#/')) as object;

function faultOf(routes: readonly Route[], { method, path, query, body }: RestRequest): string | null {
  const plain = path.split('/').map(decodeURIComponent).join('/');
  const known = routes.filter(({ pattern }) => pattern.test(plain));
  const route = known.find((one) => one.method === method);
  if (!route) return `${method} ${path}: Discord has no such ${known.length > 0 ? 'method here' : 'path'}`;
  const { address, body: content } = route.checks();
  const told = (what: string) => `${method} ${route.path}: ${what}`;
  if (!address({ ...route.pattern.exec(plain)?.groups, ...query })) return told(worst(address.errors));
  if (content === null) return body === undefined ? null : told('it takes no body');
  return content(body ?? {}) ? null : told(worst(content.errors));
}

const UNIONS = ['anyOf', 'oneOf', 'allOf', 'if'];
/** Each of the kinds that a value is not says so. */
const isOtherKind = ({ instancePath, keyword }: ErrorObject) =>
  instancePath.endsWith('/type') && ['enum', 'const'].includes(keyword);
const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;

/** The deepest: where a value may be of several kinds, the others are wrong further up. */
function worst(errors: readonly ErrorObject[] | null | undefined): string {
  const [error] = (errors ?? [])
    .filter(({ keyword }) => !UNIONS.includes(keyword))
    .toSorted((a, b) => Number(isOtherKind(a)) - Number(isOtherKind(b)) || depth(b) - depth(a));
  if (!error) return 'it does not fit the schema';
  const params: Readonly<Record<string, unknown>> = error.params;
  const name = params['additionalProperty'] ?? params['allowedValue'];
  return [error.instancePath || 'the request', error.message, name].filter(Boolean).join(' ');
}
