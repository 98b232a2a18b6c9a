import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { JSDOM } from 'jsdom';
import { type WebSocket, WebSocketServer } from 'ws';
import { AGENT } from './agent';
import type { Logins } from './tokens';

/** The notification channel over XMPP in a WebSocket (RFC 7395), as much of it as the softphone speaks. */
export interface Stream {
  /** How many upgrades were answered with 101 Switching Protocols. */
  readonly upgrades: () => number;
  /** Lets the softphone of everybody who is connected ring. */
  ring(conversationId: string): void;
  close(): void;
}

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const DOMAIN = 'loopback.example';

/** By this part of a sender's name the softphone knows a call from a video meeting. */
const SOFTPHONE_SENDER = `softphone@gjoll.${DOMAIN}`;

const { DOMParser } = new JSDOM().window;

/** @param channels the ids that `POST /api/v2/notifications/channels` gave out */
export function stream(server: Server, channels: ReadonlySet<string>, { find }: Pick<Logins, 'find'>): Stream {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'xmpp' });
  const bound = new Set<WebSocket>();
  let upgrades = 0;
  server.on('upgrade', (request, socket, head) => {
    const [, channel = ''] = /^\/stream\/channels\/([^/?]+)/.exec(request.url ?? '') ?? [];
    if (!channels.has(channel)) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (client) => {
      upgrades += 1;
      converse(client, (password) => find(password.replace(/^authKey:/, '')) !== undefined, bound);
    });
  });
  return {
    upgrades: () => upgrades,
    ring: (conversationId) => {
      const propose = `<propose xmlns="urn:xmpp:jingle-message:0" id="${randomUUID()}" inin-cid="${conversationId}"/>`;
      for (const client of bound) {
        client.send(
          `<message xmlns="jabber:client" from="${SOFTPHONE_SENDER}" to="${AGENT.jabberId}">${propose}</message>`,
        );
      }
    },
    close: () => {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

function converse(client: WebSocket, isPassword: (password: string) => boolean, bound: Set<WebSocket>): void {
  let isAuthenticated = false;
  client.on('close', () => bound.delete(client));
  client.on('message', (data) => {
    const stanza = new DOMParser().parseFromString(String(data), 'text/xml').documentElement;
    if (stanza.localName === 'open') {
      client.send(`<open xmlns="${FRAMING}" from="${DOMAIN}" id="${randomUUID()}" version="1.0" xml:lang="en"/>`);
      client.send(features(isAuthenticated));
    } else if (stanza.localName === 'auth') {
      isAuthenticated = isPassword(plainPassword(stanza.textContent ?? ''));
      client.send(
        isAuthenticated ? `<success xmlns="${SASL}"/>` : `<failure xmlns="${SASL}"><not-authorized/></failure>`,
      );
    } else if (stanza.localName === 'iq' && isAuthenticated) {
      if (stanza.firstElementChild?.localName === 'bind') bound.add(client);
      client.send(answerTo(stanza));
    }
  });
}

function features(isAuthenticated: boolean): string {
  const offered = isAuthenticated
    ? '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>'
    : `<mechanisms xmlns="${SASL}"><mechanism>PLAIN</mechanism></mechanisms>`;
  return `<stream:features xmlns:stream="http://etherx.jabber.org/streams">${offered}</stream:features>`;
}

/** The last of the three parts of SASL PLAIN (RFC 4616). */
function plainPassword(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString().split('\0')[2] ?? '';
}

function answerTo(request: Element): string {
  const id = request.getAttribute('id');
  return `<iq xmlns="jabber:client" type="result" id="${id}" to="${AGENT.jabberId}">${resultOf(request.firstElementChild)}</iq>`;
}

/** An empty result is all that pings and carbons ask for. */
function resultOf(asked: Element | null): string {
  if (asked?.localName === 'bind') {
    return `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>${AGENT.jabberId}/softphone</jid></bind>`;
  }
  if (asked?.localName === 'pubsub') {
    const node = asked.firstElementChild?.getAttribute('node');
    return `<pubsub xmlns="${asked.namespaceURI}"><subscription node="${node}" jid="${AGENT.jabberId}" subscription="subscribed"/></pubsub>`;
  }
  if (asked?.localName === 'services') {
    const type = asked.getAttribute('type') ?? 'stun';
    return `<services xmlns="${asked.namespaceURI}" type="${type}"><service type="${type}" host="127.0.0.1" port="9" transport="udp"/></services>`;
  }
  return '';
}
