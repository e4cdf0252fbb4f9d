package io.pinpipe.rest;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that accept a bounded number of bytes after each write. OkHttp limits the header lines, but buffers the size
 * and extension of a chunk without limit. Thread-safe.
 */
final class BoundedSockets extends SocketFactory {

    private final long bytesMax;

    /**
     * Sockets for HTTP/1.1 without pipelining.
     *
     * @param bytesMax the longest response, headers and framing included
     */
    BoundedSockets(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public Socket createSocket() {
        return new BoundedSocket(bytesMax);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(null, new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(local, localPort), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(null, new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(local, localPort), new InetSocketAddress(host, port));
    }

    private Socket connected(@Nullable SocketAddress local, SocketAddress remote) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(remote);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class BoundedSocket extends Socket {

        private final long bytesMax;
        private final AtomicLong bytesLeft;

        BoundedSocket(long bytesMax) {
            this.bytesMax = bytesMax;
            this.bytesLeft = new AtomicLong(bytesMax);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {

                @Override
                public int read() throws IOException {
                    int next = super.read();
                    take(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = super.read(bytes, offset, length);
                    take(count);
                    return count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {

                @Override
                public void write(int next) throws IOException {
                    bytesLeft.set(bytesMax);
                    out.write(next);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    bytesLeft.set(bytesMax);
                    out.write(bytes, offset, length);
                }
            };
        }

        private void take(int count) throws ProtocolException {
            if (count > 0 && bytesLeft.addAndGet(-count) < 0) {
                throw new ProtocolException("more than " + bytesMax + " bytes");
            }
        }
    }
}
