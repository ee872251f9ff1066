export const feeds = {
  json: '{{name}} (JSON Feed)',
  topic: '{{name}}: {{topic}}',
  ofTopic: 'All that we write on this topic: {{topic}}',
} as const;
