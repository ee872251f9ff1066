/**
 * The relay's own id in its answer to a message that it accepted, where the relay is one that tells of the message later by that id:
 * Amazon SES, over SMTP (`250 Ok 0102…-000000`) or through its API (the bare id). Undefined: ids of queues, which nobody asks for.
 */
export function relayIdIn(answer: string): string | undefined {
  return sesId.exec(answer)?.[1];
}

// 16 hexadecimal digits of time and place, a UUID, a number: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
const sesId = /^(?:250[ -])?(?:2\.\d\.\d )?(?:Ok:? )?([\da-f]{16}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-\d{6})\s*$/i;
