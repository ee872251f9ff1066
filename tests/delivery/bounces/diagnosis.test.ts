import { describe, expect, it } from 'vitest';
import { diagnose } from '#delivery/bounces/diagnosis.ts';

/** What servers say of whoever sends: of us. None of it may cost a reader. */
const aboutUs = [
  '550 5.7.1 PTR-запись для вашего хоста не найдена',
  '550 5.7.1 Ваш хост не найден в DNS, почта не принимается',
  '550 5.7.1 Обратная запись DNS не найдена для [198.51.100.3]',
  '550 5.7.1 Адрес отправителя не найден в белом списке',
  '550 5.7.1 Отправитель не найден',
  '554 5.7.1 Ваш адрес не найден в списке разрешённых отправителей',
  '550 5.7.1 Хост отправителя не существует',
  '550 5.7.1 Адрас адпраўніка не знойдзены',
  '550 5.7.1 Ваш дамен не знойдзены ў DNS',
  '550 5.1.8 Дамен адпраўніка не існуе',
  '553 5.1.8 Домен отправителя не существует',
  '550 5.1.8 Адрес отправителя не существует: домен отправителя не найден',
  '550 5.1.7 Адрес отправителя недействителен',
  '550 Адрес отправителя отклонён: домен не найден',
  '550 Неверный адрес отправителя',
  '550 Недопустимый адрес отправителя',
  '550 Ваш сервер неизвестен, соединение отклонено',
  '550 5.7.0 Ваш домен неизвестен',
  '550 Домен відправника не існує',
  '550 Sender mailbox does not exist',
  '550 5.7.1 The sending mailbox was not found, rejected',
  '550 5.7.1 Your account was not found in our authorised senders',
  '550 5.7.1 Return address <bounce@news.example> does not exist',
  '554 5.7.1 Your host name was not found in reverse DNS',
  '550 5.7.1 Message rejected: no such user bounce at sender domain (callback failed)',
  '550 5.1.0 Address rejected: sender unknown',
  '550 5.1.1 unknown sender',
  '550 5.1.1 Mail from your IP address 198.51.100.3 not accepted here',
  '550 5.7.1 No such domain in SPF: mail from domain does not exist',
  '550 Invalid client address, unknown host [198.51.100.3]',
  '550 5.7.1 Unable to relay for unknown user',
  '550 5.7.1 Absender existiert nicht',
  '550 Absenderadresse ungültig',
  "550 Adresse de l'expéditeur inconnue",
  '550 Nieznany adres nadawcy',
];

/** What the same words say of a reader, though a sender is named beside them. */
const aboutReaders = [
  '550 5.1.1 <reader@example.net>: Recipient address rejected: User unknown (in reply to RCPT TO command)',
  '550 5.1.1 User unknown, returned to sender',
  '550 Пользователь не найден',
  '550 5.7.1 Такого получателя не существует: пользователь не найден',
  '550 5.1.1 Адрас атрымальніка не знойдзены',
  '550 5.1.1 Адрес получателя не найден, письмо возвращено отправителю',
  '550 sorry, no mailbox here by that name. (#5.7.17)',
  '550 5.1.1 The email account that you tried to reach does not exist. Please double-check the address',
  '550 5.1.1 Empfänger existiert nicht, zurück an Absender',
];

const removing = ['unknown-user', 'unknown-host', 'inactive', 'full'];

describe('a refusal', () => {
  it.each(aboutUs)('of the sender is no word about the reader: %s', answer => {
    expect(removing).not.toContain(diagnose(answer, '', '').reason);
    expect(removing).not.toContain(diagnose(`${answer} (in reply to MAIL FROM command)`, '', '').reason);
  });

  it.each(aboutReaders)('of the reader is one: %s', answer => {
    expect(diagnose(answer, '', '').reason).toBe('unknown-user');
  });

  it.each(['mail from', 'end of HELO', 'EHLO'])('in answer to %s is about the sender, whatever its words', command => {
    expect(removing).not.toContain(diagnose(`550 5.1.1 user unknown (in reply to ${command} command)`, '', '').reason);
    const exim = `SMTP error from remote mail server after ${command}:<bounce@news.example>:`;
    expect(removing).not.toContain(diagnose('550 user unknown', `${exim} 550 user unknown`, '').reason);
  });

  it('in a transcript of Sendmail is about whatever was said before it', () => {
    const transcript = (command: string) => `>>> ${command}\n<<< 550 5.1.1 unknown user`;
    expect(removing).not.toContain(
      diagnose('550 5.1.1 unknown user', transcript('MAIL From:<b@news.example>'), '').reason,
    );
    expect(diagnose('550 5.1.1 unknown user', transcript('RCPT To:<reader@example.net>'), '').reason).toBe(
      'unknown-user',
    );
  });

  it.each([
    ['552 5.2.2 превышен лимит почтового ящика получателя', 'full'],
    ['552 перавышана квота паштовай скрынкі', 'full'],
    ['550 You do not have permission to post to this group', 'restricted'],
    ['554 [CS01] Message rejected due to local policy', 'blocked'],
    ['550 permanent failure for one or more recipients (reader@example.net:blocked)', 'blocked'],
    ['450 превышен лимит писем для получателя', 'rate'],
  ])('%s is of the class %s', (answer, reason) => {
    expect(diagnose(answer, '', '').reason).toBe(reason);
  });
});
