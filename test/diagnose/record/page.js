// The app of an agent for recordings: it logs in the softphone as its address says, and leaves the SDK's log on the console.
window.agent = (() => {
  const Sdk = window.GenesysCloudWebrtcSdk.GenesysCloudWebrtcSdk ?? window.GenesysCloudWebrtcSdk;
  const lines = [];
  let sdk;

  const plain = (_key, value) => {
    if (!(value instanceof Error)) return value;
    return Object.fromEntries(
      Object.getOwnPropertyNames(value)
        .filter((name) => name !== 'stack')
        .map((name) => [name, value[name]]),
    );
  };
  const log = (level) => (message, details) => {
    const said = message instanceof Error ? { message: String(message), details: message } : { message, details };
    try {
      lines.push(JSON.stringify({ level, ...said }, plain));
    } catch {
      lines.push(JSON.stringify({ level, message: said.message }));
    }
    console[level === 'debug' ? 'debug' : level]('[webrtc-sdk]', message, details ?? '');
  };
  const settled = (promise) =>
    Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 4000))]).then(
      () => 'ok',
      (error) => String(error?.message ?? error),
    );

  return {
    lines,
    async logIn(config) {
      const logger = {
        debug: log('debug'),
        info: log('info'),
        warn: log('warn'),
        error: log('error'),
        log: log('info'),
      };
      sdk = new Sdk({
        environment: location.origin,
        wsHost: location.origin.replace(/^http/, 'ws'),
        optOutOfTelemetry: true,
        logger,
        ...config,
      });
      sdk.on('sdkError', (error) => log('error')('sdkError event', error));
      return settled(sdk.initialize());
    },
    startCall: () => settled(sdk.startSoftphoneSession({ phoneNumber: '+15550100' })),
    async call(method, path, token, body) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(`${location.origin}/api/v2${path}`, { method, headers, body: JSON.stringify(body) });
      return response.text();
    },
    logOut: () => settled(sdk.destroy()),
  };
})();
