import { createVerify, X509Certificate } from 'node:crypto';
import { z } from 'zod';

const message = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
  Subject: z.string().nullish(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
});

/** What Amazon SNS posts, not yet verified. */
export type SnsMessage = z.infer<typeof message>;

/** Reads a request's body; undefined: it is not of SNS. */
export function readSnsMessage(body: string): SnsMessage | undefined {
  try {
    return message.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Whether the message was signed with the key of this certificate (PEM), which must be valid and SNS's own. */
export function isSigned(sns: SnsMessage, certificate: string, now: Date): boolean {
  try {
    const { publicKey, validFromDate, validToDate, ...names } = readCertificate(certificate);
    if (now < validFromDate || now > validToDate || !names.isOfSns) return false;
    const verify = createVerify(sns.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256');
    return verify.update(signedText(sns)).verify(publicKey, sns.Signature, 'base64');
  } catch {
    return false;
  }
}

function readCertificate(pem: string) {
  const certificate = new X509Certificate(pem);
  const { publicKey, validFromDate, validToDate } = certificate;
  const isOfSns =
    publicKey.asymmetricKeyType === 'rsa' &&
    (certificate.checkHost('sns.amazonaws.com') !== undefined ||
      /(?:^|\n)CN=sns\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?(?:\n|$)/.test(certificate.subject));
  return { publicKey, validFromDate, validToDate, isOfSns };
}

// "Verifying the signatures of Amazon SNS messages": these fields in the order of their names, name and value a line each.
function signedText(sns: SnsMessage): string {
  const { Message, MessageId, Subject, SubscribeURL, Timestamp, Token, TopicArn, Type } = sns;
  const fields =
    Type === 'Notification'
      ? { Message, MessageId, Subject, Timestamp, TopicArn, Type }
      : { Message, MessageId, SubscribeURL, Timestamp, Token, TopicArn, Type };
  return Object.entries(fields)
    .flatMap(([name, value]) => (value === undefined || value === null ? [] : [`${name}\n${value}\n`]))
    .join('');
}
