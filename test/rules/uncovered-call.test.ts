import { publicText, type UsedCall } from '../../lib/model';
import { PUBLISHED_CATALOG } from '../../lib/scopes';
import { testRule } from './test-rule';

const call = (operation: string, scopes: readonly string[], requests = 12, succeeded = requests): UsedCall => ({
  operation: publicText(operation),
  scopes,
  requests,
  succeeded,
});
const STATION = call('GET /api/v2/stations/{stationId}', ['stations', 'stations:readonly']);
const ME = call('GET /api/v2/users/me', ['user-basic-info'], 1);

const given = (scopes: readonly string[], calls: readonly UsedCall[], rest = {}) => ({
  attributes: { scopes, ...rest },
  usage: { days: 30, calls, unpublished: 0, whole: true },
});

testRule('uncovered-call', {
  pass: {
    'a client of which nobody asked what it calls': { attributes: { scopes: [] } },
    'a call with one of its scopes': given(['stations:readonly'], [STATION]),
    'a call with the read-write form of its scope': given(['stations'], [call('GET /a', ['stations:readonly'])]),
    'a call that takes no scope': given([], [call('GET /api/v2/downloads/{downloadId}', [])]),
    'a client that speaks for itself, whose roles decide': given([], [STATION], {
      authorized_grant_type: 'CLIENT-CREDENTIALS',
    }),
    'a name of the guidance that stands for the scope, where nobody knows better': given(['webphone:use'], [ME]),
    'a name of the guidance that the organisation knows': {
      ...given(['webphone:use'], [ME]),
      catalog: { date: '2026-11-25', source: 'organisation', scopes: new Set(['webphone:use']) },
    },
  },
  fail: {
    'a call without its only scope': {
      given: given(['users'], [ME]),
      findings: [
        'note user-basic-info: made 1 request in 30 days (GET /api/v2/users/me) for which a token needs the scope "user-basic-info", which it does not hold; such calls work only while scopes are not enforced',
      ],
    },
    'calls of one kind together, the first of them by name': {
      given: given(
        [],
        ['/a', '/b', '/c', '/d'].map((path) => call(`GET ${path}`, ['users', 'users:readonly'])),
      ),
      findings: [
        'note users or users:readonly: made 48 requests in 30 days (GET /a, GET /b, GET /c and 1 more) for which a token needs one of the scopes "users", "users:readonly", of which it holds none; such calls work only while scopes are not enforced',
      ],
    },
    'the :readonly form where only the other will do': {
      given: given(['users:readonly'], [call('PUT /api/v2/users/{userId}/routingstatus', ['users'])]),
      findings: [
        'note users: made 12 requests in 30 days (PUT /api/v2/users/{userId}/routingstatus) for which a token needs the scope "users", which it does not hold; such calls work only while scopes are not enforced',
      ],
    },
    'calls that were refused': {
      given: given([], [{ ...STATION, succeeded: 0 }]),
      findings: [
        'note stations or stations:readonly: made 12 requests in 30 days (GET /api/v2/stations/{stationId}) for which a token needs one of the scopes "stations", "stations:readonly", of which it holds none; none of them succeeded',
      ],
    },
    'a name of the guidance that the organisation does not know': {
      given: { ...given(['webphone:use'], [ME]), catalog: { ...PUBLISHED_CATALOG, source: 'organisation' } },
      findings: [
        'note user-basic-info: made 1 request in 30 days (GET /api/v2/users/me) for which a token needs the scope "user-basic-info", which it does not hold; such calls work only while scopes are not enforced',
      ],
    },
  },
  open: {
    'scopes that are not known': {
      given: { ...given([], [STATION]), attributes: { scopes: '${var.late}' } },
      waitsFor: 'scopes',
    },
  },
});
