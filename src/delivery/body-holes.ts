import { type SlotName, type SlotValues, slots } from '#slots.ts';
import { base64LineBytes, encodedBody } from './body-encoding.ts';

/** A stretch of a composed body that differs per recipient. What `fill` gives is as long as what it replaces. */
export interface BodyHole {
  readonly start: number;
  readonly end: number;
  /** How many slots lie in it. */
  readonly slotCount: number;
  fill(values: SlotValues): string;
}

const lineWidth = 78; // 76 characters of base64 and CRLF

/**
 * The lines of a base64 part that hold slots: only these are encoded anew for each recipient. `content` is the part before
 * encoding, with CRLF. Throws when the body does not hold the part.
 */
export function base64Holes(content: string, body: Buffer): BodyHole[] {
  const raw = Buffer.from(content);
  const places = slotPlaces(raw);
  if (places.length === 0) return [];
  const partStart = body.indexOf(encodedBody(content, 'base64'));
  if (partStart === -1) throw new Error('a composed message does not hold one of its parts');
  return lineRuns(places).map(({ firstLine, lastLine, inside }) => {
    const rawStart = firstLine * base64LineBytes;
    const lines = raw.subarray(rawStart, (lastLine + 1) * base64LineBytes);
    const start = partStart + firstLine * lineWidth;
    const width = encodeLines(lines).length;
    return {
      start,
      end: start + width,
      slotCount: inside.length,
      fill: values => encodeLines(filledLines(lines, rawStart, inside, values)),
    };
  });
}

/** The slots of quoted-printable parts; a soft line break (RFC 2045, 6.7) that falls into one stays where it is. */
export function quotedPrintableHoles(body: Buffer): BodyHole[] {
  const text = body.toString('latin1');
  return Object.values(slots).flatMap(({ name, placeholder }) => {
    const broken = new RegExp([...placeholder].join('(?:=\\r\\n)?'), 'g');
    return [...text.matchAll(broken)].map(match => ({
      start: match.index,
      end: match.index + match[0].length,
      slotCount: 1,
      fill: (values: SlotValues) => spread(values[name], match[0]),
    }));
  });
}

interface SlotPlace {
  readonly name: SlotName;
  readonly offset: number;
  readonly width: number;
}

interface LineRun {
  readonly firstLine: number;
  lastLine: number;
  readonly inside: SlotPlace[];
}

function slotPlaces(raw: Buffer): SlotPlace[] {
  const places: SlotPlace[] = [];
  for (const { name, width, placeholder } of Object.values(slots)) {
    for (let at = raw.indexOf(placeholder); at !== -1; at = raw.indexOf(placeholder, at + width)) {
      places.push({ name, offset: at, width });
    }
  }
  return places.toSorted((a, b) => a.offset - b.offset);
}

// Slots whose lines touch are encoded together.
function lineRuns(places: readonly SlotPlace[]): LineRun[] {
  const runs: LineRun[] = [];
  for (const place of places) {
    const firstLine = Math.floor(place.offset / base64LineBytes);
    const lastLine = Math.floor((place.offset + place.width - 1) / base64LineBytes);
    const previous = runs.at(-1);
    if (previous !== undefined && firstLine <= previous.lastLine) {
      previous.lastLine = lastLine;
      previous.inside.push(place);
    } else {
      runs.push({ firstLine, lastLine, inside: [place] });
    }
  }
  return runs;
}

function filledLines(lines: Buffer, rawStart: number, inside: readonly SlotPlace[], values: SlotValues): Buffer {
  const filled = Buffer.from(lines);
  for (const { name, offset } of inside) filled.write(values[name], offset - rawStart, 'latin1');
  return filled;
}

function encodeLines(raw: Buffer): string {
  const encoded: string[] = [];
  for (let at = 0; at < raw.length; at += base64LineBytes) {
    encoded.push(raw.toString('base64', at, Math.min(at + base64LineBytes, raw.length)));
  }
  return encoded.join('\r\n');
}

function spread(value: string, placeholder: string): string {
  let at = 0;
  return placeholder.replace(/=\r\n|[A-Za-z]/g, found => (found.startsWith('=') ? found : value.charAt(at++)));
}
