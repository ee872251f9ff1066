/** Mails as they come to the bounce domain, about somebody’s delivery. */
export interface Returned {
  /** Envelope sender of the delivery. */
  readonly sender: string;
  readonly recipient: string;
}

/** A bounce as Postfix writes it (RFC 3464): it names the reader in every field, and returns the mail. */
export function postfixBounce(
  { sender, recipient }: Returned,
  {
    status = '5.1.1',
    said = `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown`,
    action = 'failed',
  } = {},
): string {
  return crlf(`Return-Path: <>
Received: by mx.mail.test (Postfix) id 4A1B2C3D; Mon, 22 Apr 2024 09:00:00 +0000 (UTC)
Date: Mon, 22 Apr 2024 09:00:00 +0000 (UTC)
From: MAILER-DAEMON@mx.mail.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${sender}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4A1B2C3D.1713776400/mx.mail.test"
Message-Id: <20240422090000.4A1B2C3D@mx.mail.test>

This is a MIME-encapsulated message.

--4A1B2C3D.1713776400/mx.mail.test
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.mail.test.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<${recipient}>: host mx.mail.test[192.0.2.1] said: ${said}
    (in reply to RCPT TO command)

--4A1B2C3D.1713776400/mx.mail.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mail.test
X-Postfix-Queue-ID: 4A1B2C3D
X-Postfix-Sender: rfc822; ${sender}
Arrival-Date: Mon, 22 Apr 2024 09:00:00 +0000 (UTC)

Final-Recipient: rfc822; ${recipient}
Original-Recipient: rfc822;${recipient}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.mail.test
Diagnostic-Code: smtp; ${said}

--4A1B2C3D.1713776400/mx.mail.test
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <${sender}>
From: Weekly <news@example.org>
To: ${recipient}
Subject: The week

Text

--4A1B2C3D.1713776400/mx.mail.test--
`);
}

/** A complaint (RFC 5965), as a provider's feedback loop writes it. */
export function complaint({ sender, recipient }: Returned): string {
  return crlf(`From: feedback@mail.test
To: ${sender.replace(/^.*@/, 'abuse@')}
Subject: FW: The week
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain

This is an email abuse report for an email message received on Mon, 22 Apr 2024.

--part
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Loop/1.0
Version: 1
Original-Mail-From: <${sender}>
Original-Rcpt-To: <${recipient}>

--part
Content-Type: message/rfc822

Return-Path: <${sender}>
From: Weekly <news@example.org>
To: ${recipient}
Subject: The week

Text

--part--
`);
}

/** What a mail program sends when its user presses “unsubscribe” (RFC 2369, RFC 6068). */
export function leavingMail(mailto: string, recipient: string): string {
  const [address = '', query = ''] = mailto.replace(/^mailto:/, '').split('?');
  return crlf(`From: ${recipient}
To: ${address}
Subject: ${new URLSearchParams(query).get('subject') ?? ''}
Date: Mon, 22 Apr 2024 09:00:00 +0000
Message-ID: <1@mail.test>

`);
}

/** An answer of a machine to the newsletter, sent to its envelope sender (RFC 3834). */
export function autoReply({ sender, recipient }: Returned): string {
  return crlf(`From: ${recipient}
To: ${sender}
Subject: Out of office: The week
Auto-Submitted: auto-replied
Precedence: bulk

I am away. User unknown to me will be answered 5.1.1 days later.
`);
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
