import { z } from 'zod';
import type { Picture, Sound, Trend } from './model.ts';

export type BlockName = keyof BlockProps;
export interface BlockProps {
  Figure: { picture: Picture };
  Callout: { kind: 'note' | 'background' | 'warning'; title?: string };
  PullQuote: { by?: string };
  Story: { title: string; topic?: string; trend?: Trend; id: string };
  ReadMore: { to?: string; href?: string; title?: string; text?: string };
  Audio: { sound: Sound };
  Button: { href: string; label: string };
  Subscribe: Record<string, never>;
  Timeline: Record<string, never>;
  Event: { date: string };
}
void z;
