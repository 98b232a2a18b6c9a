import { publicText, type Usage } from '../../lib/model';
import { DEFAULT_POLICY } from '../../lib/policy';
import { profileOf } from '../../lib/scopes';
import { testRule } from './test-rule';

/** Calls, each as an operation and the scopes that it takes. */
const usage = (calls: Readonly<Record<string, readonly string[]>>, rest: Partial<Usage> = {}): Usage => ({
  days: 30,
  calls: Object.entries(calls).map(([operation, scopes]) => ({
    operation: publicText(operation),
    scopes,
    requests: 3,
    succeeded: 3,
  })),
  unpublished: 0,
  whole: true,
  ...rest,
});

const READS_USERS = { 'GET /api/v2/users': ['users', 'users:readonly'] };
const WRITES_USERS = { 'PUT /api/v2/users/{userId}/routingstatus': ['users'] };
/** Nothing is asked of the client, so that its calls alone decide. */
const policy = { ...DEFAULT_POLICY, unmatched: 'ignore' as const, clients: [] };
const asked = {
  ...DEFAULT_POLICY,
  clients: [],
  base: { ...profileOf('agent'), id: 'wallboard', capabilities: [], scopes: ['analytics:readonly'] },
  baseNamed: true,
};
const given = (scopes: readonly string[], used: Usage | undefined, rest = {}) => ({
  attributes: { scopes, ...rest },
  ...(used && { usage: used }),
  policy: asked,
});

testRule('unused-scope', {
  pass: {
    'a client of which nobody asked what it calls': given(['users', 'authorization'], undefined),
    'scopes that calls took': given(['users'], usage({ ...READS_USERS, ...WRITES_USERS })),
    'a :readonly scope that a call took': given(['users:readonly'], usage(READS_USERS)),
    'what the profile requires, in either form': given(['analytics', 'analytics:readonly'], usage(READS_USERS)),
    'names of the migration guidance, which no published operation takes': given(['webphone:use'], usage(READS_USERS)),
    'a name that nobody knows': given(['wallboards'], usage(READS_USERS)),
    'a client that speaks for itself, whose scopes have no effect': given(['users'], usage({}), {
      authorized_grant_type: 'CLIENT-CREDENTIALS',
    }),
    'usage of which a part only was shown': given(['authorization'], usage(READS_USERS, { whole: false })),
    'a client without scopes and without calls': given([], usage({})),
    'the names of the other vocabulary, while a client is switched': {
      attributes: { scopes: ['webphone:use', 'interaction:read', 'routing:user', 'conversations', 'users'] },
      usage: usage({ 'GET /api/v2/users/me': ['user-basic-info'] }),
    },
    'a client that the policy leaves out': { attributes: { scopes: ['authorization'] }, usage: usage({}), policy },
  },
  fail: {
    'a scope that no call took': {
      given: given(['users', 'authorization'], usage(WRITES_USERS)),
      findings: ['note authorization: holds "authorization", which none of its calls in 30 days took'],
    },
    'a read-write scope of which only the :readonly form was needed': {
      given: given(['users'], usage(READS_USERS)),
      findings: ['note users: holds "users", of which its calls in 30 days took no more than the :readonly form'],
    },
    'a :readonly scope of which another form was needed': {
      given: given(['users:readonly'], usage(WRITES_USERS)),
      findings: ['note users:readonly: holds "users:readonly", which none of its calls in 30 days took'],
    },
    'with a doubt, where a request fits no published operation': {
      given: given(['authorization'], usage(READS_USERS, { unpublished: 1 })),
      findings: [
        'note authorization: holds "authorization", which none of its calls in 30 days took; 1 request fits no published operation, and may have needed it',
      ],
    },
    'with a doubt, where all requests fit no published operation': {
      given: given(['authorization'], usage({}, { unpublished: 5, days: 7 })),
      findings: [
        'note authorization: holds "authorization", which none of its calls in 7 days took; 5 requests fit no published operation, and may have needed it',
      ],
    },
    'a client that made no request, once': {
      given: given(['users', 'authorization'], usage({})),
      findings: ['note: made no request in 30 days, so it used none of its scopes'],
    },
  },
  open: {
    'scopes that are not known': {
      given: { attributes: { scopes: '${var.late}' }, usage: usage(READS_USERS), policy: asked },
      waitsFor: 'scopes',
    },
  },
});
