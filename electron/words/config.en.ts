/** What a configuration from another computer brings besides plans. */
export const configEn = {
  holidays_one: '{{count, number}} holiday is new here:',
  holidays_other: '{{count, number}} holidays are new here:',
  'told-taken': 'Who is told when something is wrong is taken over.',
  'told-kept': 'Who is told when something is wrong stays as it is here.',
  'to-type-mail-password':
    'The password of the mail server is in no such file. Type it here: until then nobody is told by e-mail.',
  'to-type-webhook-address':
    'The address of the webhook is as good as a key and in no such file. Type it here: until then nobody is told that way.',
} as const;
