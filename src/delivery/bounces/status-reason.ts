import type { BounceReason } from './report.ts';

// RFC 3463, RFC 7505, RFC 7372, RFC 8616 and the registry of enhanced codes; three-digit details are Exchange Online's.
const exact: Record<string, BounceReason> = {
  '1.0': 'unknown-user',
  '1.1': 'unknown-user',
  '1.2': 'unknown-host',
  '1.3': 'unknown-user',
  '1.4': 'unknown-user',
  '1.6': 'unknown-user',
  '1.7': 'authentication',
  '1.8': 'authentication',
  '1.10': 'unknown-user',
  '1.90': 'rate',
  '2.1': 'inactive',
  '2.2': 'full',
  '2.3': 'too-large',
  '2.121': 'rate',
  '2.122': 'rate',
  '3.1': 'temporary',
  '3.2': 'temporary',
  '3.4': 'too-large',
  '3.5': 'routing',
  '4.0': 'unreachable',
  '4.1': 'unreachable',
  '4.2': 'unreachable',
  '4.3': 'routing',
  '4.4': 'routing',
  '4.5': 'temporary',
  '4.6': 'routing',
  '4.7': 'unreachable',
  '4.8': 'routing',
  '4.14': 'routing',
  '4.300': 'unreachable',
  '4.310': 'unknown-host',
  '4.312': 'routing',
  '4.316': 'unreachable',
  '5.3': 'rate',
  '7.8': 'authentication',
  '7.9': 'authentication',
  '7.20': 'authentication',
  '7.21': 'authentication',
  '7.22': 'authentication',
  '7.23': 'authentication',
  '7.24': 'authentication',
  '7.25': 'authentication',
  '7.26': 'authentication',
  '7.27': 'authentication',
  '7.28': 'rate',
  '7.57': 'authentication',
  '7.64': 'relaying',
  '7.509': 'authentication',
  '7.515': 'authentication',
  '7.511': 'blocked',
  '7.512': 'content',
  '7.705': 'rate',
  '7.708': 'blocked',
  '7.750': 'rate',
};

/** What an enhanced code (RFC 3463) says where the words say nothing; `other` where it says nothing either. */
export function reasonOfStatus(status: string): BounceReason {
  const [, detail = '', subject = '', number = ''] = /^[245]\.((\d{1,3})\.(\d{1,3}))$/.exec(status) ?? [];
  if (subject === '7') {
    if (/^(?:50[0-8]|6[0-4]\d)$/.test(number)) return 'blocked';
    if (/^(?:12|13|1[23]\d|193)$/.test(number)) return 'restricted';
    return exact[detail] ?? 'policy';
  }
  return exact[detail] ?? (subject === '6' ? 'content' : 'other');
}

/** What a reply code (RFC 5321, 4.2.3) says where nothing else does. */
export function reasonOfReply(code: string): BounceReason {
  if (code === '551') return 'unknown-user';
  if (code === '552') return 'full';
  // RFC 7504: the host takes no mail at all.
  if (code === '521' || code === '556') return 'unknown-host';
  if (code === '530' || code === '535') return 'authentication';
  return code.startsWith('4') ? 'temporary' : 'other';
}
