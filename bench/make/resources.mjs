// What the plans of the benchmark hold: everything is counted from a number, so that two machines measure the same bytes.

export const REQUIRED = ['webphone:use', 'interaction:read', 'routing:user'];

/** An identifier as providers give it. */
function uuid(number) {
  const digits = (number * 2654435761 + 97).toString(16).padStart(12, '0').slice(-12);
  return `${digits.slice(0, 8)}-${digits.slice(4, 8)}-4${digits.slice(1, 4)}-a${digits.slice(5, 8)}-${digits}`;
}

/** The resources that are none of ours, by turns: values with quotes in them, with other alphabets, and with lists of blocks. */
const OTHERS = [
  {
    type: 'aws_iam_policy',
    values: (n) => ({
      arn: `arn:aws:iam::123456789012:policy/team-${n}`,
      description: 'What the team may do',
      id: `arn:aws:iam::123456789012:policy/team-${n}`,
      name: `team-${n}`,
      path: '/',
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject'], Resource: `arn:aws:s3:::recordings-${n}/*` },
        ],
      }),
      tags: { team: `team-${n % 40}`, cost_center: '4711' },
    }),
  },
  {
    type: 'genesyscloud_user',
    values: (n) => ({
      acd_auto_answer: false,
      certifications: [],
      department: ['Support', 'Verkauf', 'Zürich “Nord”', 'サポート'][n % 4],
      division_id: uuid(7),
      email: `agent.${n}@example.com`,
      id: uuid(n),
      name: `Agent ${n}`,
      profile_skills: [],
      routing_languages: [{ language_id: uuid(11), proficiency: 4 }],
      routing_skills: [{ proficiency: 2.5, skill_id: uuid(n % 90) }],
      state: 'active',
      title: 'Agent',
    }),
  },
  {
    type: 'aws_security_group',
    values: (n) => ({
      description: 'Softphones',
      egress: [{ cidr_blocks: ['0.0.0.0/0'], from_port: 0, protocol: '-1', self: false, to_port: 0 }],
      id: `sg-${uuid(n).slice(-12)}`,
      ingress: [
        {
          cidr_blocks: ['10.0.0.0/8'],
          description: 'RTP',
          from_port: 16384,
          protocol: 'udp',
          self: false,
          to_port: 32768,
        },
        {
          cidr_blocks: ['10.0.0.0/8'],
          description: 'SIP',
          from_port: 5061,
          protocol: 'tcp',
          self: false,
          to_port: 5061,
        },
      ],
      name: `softphone-${n}`,
      revoke_rules_on_delete: false,
      tags: { team: `team-${n % 40}` },
      vpc_id: 'vpc-0a1b2c3d4e5f60718',
    }),
  },
  {
    type: 'genesyscloud_routing_queue',
    values: (n) => ({
      acw_timeout_ms: 300000,
      auto_answer_only: true,
      calling_party_name: 'Example "Service" \\ Ltd',
      description: 'Migrated from Zendesk.\nSee the wiki.',
      division_id: uuid(7),
      enable_transcription: true,
      id: uuid(n + 500),
      media_settings_call: [
        { alerting_timeout_sec: 8, service_level_duration_ms: 20000, service_level_percentage: 0.8 },
      ],
      members: [],
      name: `Queue ${n}`,
      scoring_method: 'TimestampAndPriority',
      skill_evaluation_method: 'ALL',
      wrapup_codes: [uuid(1), uuid(2), uuid(3)],
    }),
  },
  {
    type: 'aws_instance',
    values: (n) => ({
      ami: 'ami-0c55b159cbfafe1f0',
      arn: `arn:aws:ec2:eu-central-1:123456789012:instance/i-${n}`,
      ebs_optimized: true,
      id: `i-${uuid(n).slice(-12)}`,
      instance_type: 't3.micro',
      root_block_device: [
        { delete_on_termination: true, encrypted: true, iops: 3000, volume_size: 20, volume_type: 'gp3' },
      ],
      tags: { Name: `sbc-${n}`, team: `team-${n % 40}` },
      user_data: `#!/bin/sh\nset -eu\necho "node ${n}" > /etc/motd\nsystemctl enable --now sbc\n`,
      vpc_security_group_ids: [`sg-${uuid(n).slice(-12)}`],
    }),
  },
];

/** Six of ten stay as they are, one is updated, the others are new. */
function actionOf(number) {
  if (number % 10 < 6) return 'no-op';
  return number % 10 === 6 ? 'update' : 'create';
}

/** Another resource: not ours, whatever its values say. */
export function otherResource(number) {
  const { type, values } = OTHERS[number % OTHERS.length];
  const after = values(number);
  const action = actionOf(Math.floor(number / OTHERS.length));
  const before = action === 'update' ? { ...after, tags: { team: 'nobody' } } : after;
  return { type, name: `r${number}`, provider: type.split('_')[0], action, before, after };
}

/** A client: four of fifty lack a scope or all but one, one is for machines and needs none, one goes. */
export function client(number) {
  const kind = number % 50;
  const forMachines = kind === 21;
  const after = {
    access_token_validity_seconds: 86400,
    authorized_grant_type: forMachines ? 'CLIENT-CREDENTIALS' : 'CODE',
    description: `Agents of site ${number}`,
    directory_client_secret: null,
    expose_client_secret: false,
    id: uuid(number + 9000),
    integration_credential_name: null,
    name: `Zendesk agents ${number}`,
    registered_redirect_uris: forMachines ? [] : ['https://agent.example.com/callback'],
    roles: forMachines ? [{ division_id: uuid(7), role_id: uuid(8) }] : [],
    scopes: scopesOf(kind),
    state: 'active',
  };
  const action = kind === 33 ? 'delete' : actionOf(number);
  const before = action === 'update' ? { ...after, description: 'Agents' } : after;
  return {
    type: 'genesyscloud_oauth_client',
    name: `agents_${number}`,
    provider: 'genesyscloud',
    action,
    before,
    after,
  };
}

/** The required scopes that a client lacks, as this generator made it: what every tool has to find. */
export function lackedBy({ type, action, after }) {
  const isJudged = type === 'genesyscloud_oauth_client' && action !== 'delete';
  if (!isJudged || after.authorized_grant_type === 'CLIENT-CREDENTIALS') return [];
  return REQUIRED.filter((scope) => !after.scopes.includes(scope));
}

function scopesOf(kind) {
  if (kind === 21) return [];
  if (kind === 3 || kind === 13) return REQUIRED.filter((scope) => scope !== 'interaction:read');
  if (kind === 27) return ['routing:user'];
  // What is held by other names is not held by these.
  if (kind === 41) return ['conversations:readonly', 'users', 'routing:readonly'];
  return kind % 2 === 0 ? REQUIRED : [...REQUIRED, 'presence', 'stations:readonly'];
}
