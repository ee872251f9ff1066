/** How the door asks Amazon for something. Redirects are not followed: they would lead elsewhere. */
export type SnsFetch = (
  url: string,
  init: { readonly redirect: 'error'; readonly signal: AbortSignal },
) => Promise<Response>;

const patienceMs = 10_000;
const longestBytes = 64 * 1024;
/** Amazon changes its certificates now and then; a forger must not fill the memory. */
const mostKept = 8;

/** Host of SNS in the region of a topic, `sns.eu-central-1.amazonaws.com`. */
function snsHost(topic: string): string {
  const [, partition = '', , region = ''] = topic.split(':');
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

/** Whether this is the address of a certificate of SNS, in the topic's own region. */
export function isCertificateUrl(url: string, topic: string): boolean {
  const parsed = plainUrl(url, topic);
  return (
    parsed !== undefined &&
    parsed.search === '' &&
    /^\/SimpleNotificationService-[0-9a-f]{8,64}\.pem$/.test(parsed.pathname)
  );
}

/** Whether getting this address confirms that the topic may post here, and does nothing else. */
export function isSubscribeUrl(url: string, topic: string): boolean {
  const parsed = plainUrl(url, topic);
  if (parsed === undefined || parsed.pathname !== '/') return false;
  const names = [...parsed.searchParams.keys()].sort().join(' ');
  return (
    names === 'Action Token TopicArn' &&
    parsed.searchParams.get('Action') === 'ConfirmSubscription' &&
    parsed.searchParams.get('TopicArn') === topic
  );
}

/** Gets certificates, each once. Throws where Amazon does not answer. */
export function certificates(fetch: SnsFetch): (url: string) => Promise<string> {
  const kept = new Map<string, string>();
  return async url => {
    const known = kept.get(url);
    if (known !== undefined) return known;
    const text = await getText(fetch, url);
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(url, text);
    return text;
  };
}

/** The body of an answer of 200. Throws where it is another, too long or too late. */
export async function getText(fetch: SnsFetch, url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
  if (answer.status !== 200) throw new Error(`SNS answered ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > longestBytes) throw new Error('SNS answered too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function plainUrl(text: string, topic: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain =
    url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '' && url.hash === '';
  return isPlain && url.hostname === snsHost(topic) ? url : undefined;
}
