/** Longest body of a form: a personal page needs a hundred bytes. */
const longestBodyBytes = 16_384;

export type FormBody =
  | { readonly ok: true; readonly fields: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly status: 400 | 413 };

/**
 * Reads a form, urlencoded or multipart (RFC 8058, 3.1 allows both). A body of another kind, or none, has no fields: a mail
 * provider that unsubscribes somebody must not fail for its form. Only the first value of a name counts. Too long: 413, and the
 * rest is not read; a connection that ends in the middle: 400.
 */
export async function readForm(request: Request): Promise<FormBody> {
  if (Number(request.headers.get('content-length') ?? 0) > longestBodyBytes) return { ok: false, status: 413 };
  const bytes = await readBody(request);
  if (!Buffer.isBuffer(bytes)) return { ok: false, status: bytes };
  const type = request.headers.get('content-type') ?? '';
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    return { ok: true, fields: new Map() };
  return { ok: true, fields: await fieldsOf(bytes, type) };
}

/** A form as `readForm` reads it, or JSON: an object whose strings are the fields. Anything else that calls itself JSON: 400. */
export async function readFields(request: Request): Promise<FormBody & { readonly isJson: boolean }> {
  const isJson = /^application\/json\b/i.test(request.headers.get('content-type') ?? '');
  if (!isJson) return { ...(await readForm(request)), isJson };
  if (Number(request.headers.get('content-length') ?? 0) > longestBodyBytes) return { ok: false, status: 413, isJson };
  const bytes = await readBody(request);
  if (!Buffer.isBuffer(bytes)) return { ok: false, status: bytes, isJson };
  const fields = jsonFields(bytes.toString('utf8'));
  return fields === undefined ? { ok: false, status: 400, isJson } : { ok: true, fields, isJson };
}

function jsonFields(text: string): Map<string, string> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const entries: [string, unknown][] = Object.entries(parsed);
    return new Map(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])));
  } catch {
    return undefined;
  }
}

async function readBody(request: Request): Promise<Buffer | 400 | 413> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > longestBodyBytes) return 413;
      chunks.push(chunk);
    }
  } catch {
    return 400;
  }
  return Buffer.concat(chunks);
}

async function fieldsOf(bytes: Buffer, type: string): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    for (const [name, value] of form) if (typeof value === 'string' && !fields.has(name)) fields.set(name, value);
  } catch {
    // Not a form after all: no fields.
  }
  return fields;
}
