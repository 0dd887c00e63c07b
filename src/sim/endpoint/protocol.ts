/** Which protocol a new connection speaks, told by its first bytes. They are given back, so that the server reads them. */
import type { Socket } from 'node:net';

const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

/** @param patienceMs how long a connection may say too little to tell */
export function peekProtocol(socket: Socket, patienceMs: number, speak: (protocol: 'h1' | 'h2') => void): void {
  let seen: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  timer.unref();
  const done = () => {
    clearTimeout(timer);
    socket.off('data', onData);
    socket.off('end', hangUp);
    socket.off('close', done);
  };
  // Sockets of an HTTP server stay half open when the other side ends: HTTP/1.1 closes them itself, nobody else does.
  const hangUp = () => socket.destroy();
  const onData = (data: Buffer) => {
    seen = seen.length === 0 ? data : Buffer.concat([seen, data]);
    const length = Math.min(seen.length, HTTP2_PREFACE.length);
    const alike = seen.subarray(0, length).equals(HTTP2_PREFACE.subarray(0, length));
    if (alike && length < HTTP2_PREFACE.length) return;
    done();
    socket.pause();
    socket.unshift(seen);
    if (alike) socket.allowHalfOpen = false;
    speak(alike ? 'h2' : 'h1');
    if (!alike) socket.resume();
  };
  socket.on('data', onData);
  socket.on('end', hangUp);
  socket.on('close', done);
}
