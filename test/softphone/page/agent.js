// The app of an agent, as small as it gets: it logs the softphone in with a token, calls, declines what rings, and does
// by itself what the softphone's SDK does not: the agent's queues, status and presence.
window.agent = (() => {
  const Sdk = window.GenesysCloudWebrtcSdk.GenesysCloudWebrtcSdk ?? window.GenesysCloudWebrtcSdk;
  const events = [];
  let sdk;
  let token;

  const note = (event) => {
    events.push(event);
    const line = document.createElement('li');
    line.textContent = event;
    document.getElementById('events').append(line);
  };
  const say = (state) => {
    document.getElementById('state').textContent = state;
  };
  const settled = (promise) =>
    promise.then(
      () => 'ok',
      (error) => String(error?.message ?? error),
    );

  const call = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${location.origin}/api/v2${path}`, { method, headers, body: JSON.stringify(body) });
    return response.ok ? 'ok' : `${response.status} ${(await response.json()).message}`;
  };

  return {
    events,
    async logIn(accessToken) {
      token = accessToken;
      const quiet = { debug() {}, info() {}, warn() {}, error() {}, log() {} };
      sdk = new Sdk({
        accessToken,
        environment: location.origin,
        wsHost: location.origin.replace(/^http/, 'ws'),
        optOutOfTelemetry: true,
        logger: quiet,
      });
      for (const event of ['connected', 'station', 'ready', 'pendingSession']) sdk.on(event, () => note(event));
      sdk.on('sdkError', (error) => note(`sdkError ${error.type}`));
      const result = await settled(sdk.initialize());
      say(events.includes('ready') ? 'ready' : `no softphone: ${result}`);
      return result;
    },
    startCall: () => settled(sdk.startSoftphoneSession({ phoneNumber: '+15550100' })),
    decline: (conversationId) => settled(sdk.rejectPendingSession({ conversationId })),
    listQueues: () => call('GET', '/routing/queues/me'),
    goOnQueue: () => call('PUT', '/users/user-1/routingstatus', { status: 'IDLE' }),
    setPresence: () => call('PATCH', '/users/user-1/presences/purecloud', { presenceDefinition: { id: 'available' } }),
    logOut: () => settled(sdk.destroy()),
  };
})();
