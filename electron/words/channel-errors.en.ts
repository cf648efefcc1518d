/** What goes wrong where somebody is to be told by mail or webhook. */
export const channelErrorsEn = {
  'channel-unset': {
    sentence: 'Nobody is told by “{{subject}}” yet.',
    next: 'Set it up first, under Settings, “Who is told”.',
  },
  'channel-address': {
    sentence: 'An address that messages are to go to is missing or cannot be used (“{{subject}}”).',
    next: 'Check how it is written.',
  },
  'channel-plain': {
    sentence: '“{{subject}}” is not in your own network, and nothing goes out there unencrypted.',
    next: 'Use an address that begins with https, or an encrypted connection to the mail server.',
  },
  'channel-host-unknown': {
    sentence: 'There is no server called “{{subject}}”.',
    next: 'Check how its name is written, and whether this computer is online.',
  },
  'channel-refused': {
    sentence: 'The server “{{subject}}” does not take the connection ({{detail}}).',
    next: 'Check its port, whether it is running, and whether a firewall is in between.',
  },
  'channel-silent': {
    sentence: 'The server “{{subject}}” does not answer.',
    next: 'Check its name, its port and the network, then try again.',
  },
  'channel-certificate': {
    sentence:
      'The server “{{subject}}” cannot prove that it is the one it says it is ({{detail}}), so nothing was sent to it.',
    next: 'Check its name. If your office makes its own certificates, its authority must be installed on this computer.',
  },
  'channel-no-tls': {
    sentence:
      'The server “{{subject}}” does not encrypt the connection in the way that is set, so nothing was sent to it.',
    next: 'Choose the other kind of encryption, and the port that goes with it: 587 or 465.',
  },
  'channel-login': {
    sentence: 'The mail server “{{subject}}” does not accept the user name and password ({{detail}}).',
    next: 'Type the password again. Some providers want a special password for programs.',
  },
  'channel-rejected': {
    sentence: 'The server “{{subject}}” does not take the message ({{detail}}).',
    next: 'Check the addresses of sender and receivers, or the address of the robot, and ask whoever runs the server.',
  },
  'channel-moved': {
    sentence: 'The server “{{subject}}” sends messages on to another address ({{detail}}), which is not followed.',
    next: 'Enter the address that it really is.',
  },
} as const;
