import { describe, expect, it } from 'vitest';
import { type MailDraft, mailDraftOf, mailOf, withSecurity } from '../../../renderer/state/mail-draft.ts';

const typed: MailDraft = {
  ...mailDraftOf(null),
  to: 'it@office.example； 经理@公司.example, boss@office.example',
  host: ' smtp.office.example ',
  user: 'backup@office.example',
};

describe('What is typed of how mails are sent', () => {
  it('takes several receivers with whatever stands between them, and comes from who logs in', () => {
    expect(mailOf(typed)).toEqual({
      settings: {
        host: 'smtp.office.example',
        port: 587,
        security: 'starttls',
        user: 'backup@office.example',
        from: 'backup@office.example',
        to: ['it@office.example', '经理@公司.example', 'boss@office.example'],
      },
    });
  });

  it('is not taken where something of it cannot be so, and says what', () => {
    expect(mailOf(mailDraftOf(null))).toEqual({ wrong: new Set(['server', 'from', 'to']) });
    expect(mailOf({ ...typed, port: '0', to: 'it' })).toEqual({ wrong: new Set(['port', 'to']) });
  });

  it('has the port that goes with the encryption, unless another was typed', () => {
    expect(withSecurity(typed, 'tls').port).toBe('465');
    expect(withSecurity({ ...typed, port: '2525' }, 'tls').port).toBe('2525');
  });
});
