/** The one person who logs in, with the station that the softphone rings. */
export const AGENT = {
  id: 'user-1',
  name: 'Ada Agent',
  jabberId: 'ada@loopback.example',
  stationId: 'station-1',
} as const;

/** As `GET /api/v2/users/me?expand=station` answers. */
export function currentUser() {
  const { id, name, jabberId, stationId } = AGENT;
  const station = { id: stationId, type: 'inin_webrtc_softphone' };
  return {
    id,
    name,
    chat: { jabberId },
    station: { associatedStation: station, effectiveStation: station },
  };
}

/** As `GET /api/v2/stations/{stationId}` answers. */
export function station() {
  return {
    id: AGENT.stationId,
    name: AGENT.name,
    type: 'inin_webrtc_softphone',
    webRtcPersistentEnabled: false,
    webRtcForceTurn: false,
    webRtcCallAppearances: 100,
  };
}

/** Whom a call comes from decides how the softphone declines it: a colleague's is replaced by voicemail, a queue's is disconnected. */
export type Caller = 'colleague' | 'queue';

/** As `GET /api/v2/conversations/{conversationId}` answers while the call rings. */
export function ringing(conversationId: string, caller: Caller) {
  const purpose = caller === 'colleague' ? 'user' : 'agent';
  return {
    id: conversationId,
    participants: [
      {
        id: 'participant-1',
        purpose,
        userId: AGENT.id,
        state: 'alerting',
        calls: [{ id: 'call-1', state: 'alerting' }],
      },
    ],
  };
}
