import { createSocket, type RemoteInfo } from 'node:dgram';

/** Records by name and type: `{ 'example.org': { TXT: ['v=spf1 -all'] } }`. A name with the type `SILENT` is never answered. */
export type Zone = Record<string, Partial<Record<keyof typeof types | 'SILENT', readonly string[]>>>;

const types = { A: 1, PTR: 12, MX: 15, TXT: 16, AAAA: 28 } as const;

/** A name server on this machine that knows one zone (RFC 1035, 4). `records` may be changed while it runs. */
export interface DnsServer {
  /** `127.0.0.1:port` */
  readonly address: string;
  records: Zone;
  close(): Promise<void>;
}

export async function startDns(records: Zone): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const server: DnsServer = {
    address: '',
    records,
    close: () => new Promise(resolve => socket.close(() => resolve())),
  };
  socket.on('message', (query, from: RemoteInfo) => {
    const answer = answerTo(query, server.records);
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  await new Promise<void>(resolve => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return Object.assign(server, { address: `127.0.0.1:${socket.address().port}` });
}

function answerTo(query: Buffer, records: Zone): Buffer | undefined {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(12, at + 5);
  const found = records[labels.join('.').toLowerCase()];
  if (found?.SILENT !== undefined) return undefined;
  const name = Object.entries(types).find(([, code]) => code === type)?.[0] ?? '';
  const values = Object.entries(found ?? {}).find(([each]) => each === name)?.[1] ?? [];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  // An answer, recursion there; 3: there is no such name.
  head.writeUInt16BE(0x8180 | (found === undefined ? 3 : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(values.length, 6);
  return Buffer.concat([head, question, ...values.map(value => record(type, dataOf(type, value)))]);
}

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // The name is that of the question, which begins at byte 12.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function dataOf(type: number, value: string): Buffer {
  if (type === types.A) return Buffer.from(value.split('.').map(Number));
  if (type === types.AAAA) return Buffer.from(value.replaceAll(':', ''), 'hex');
  if (type === types.TXT) return Buffer.concat((value.match(/.{1,255}/gsu) ?? ['']).map(counted));
  if (type === types.PTR) return encodedName(value);
  const [priority = '0', host = ''] = value.split(' ');
  return Buffer.concat([Buffer.from([0, Number(priority)]), encodedName(host)]);
}

function encodedName(name: string): Buffer {
  return Buffer.concat([...name.split('.').filter(Boolean).map(counted), Buffer.from([0])]);
}

function counted(text: string): Buffer {
  return Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
}
