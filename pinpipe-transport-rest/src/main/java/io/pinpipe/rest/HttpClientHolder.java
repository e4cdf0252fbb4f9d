package io.pinpipe.rest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one publisher, with its threads and connections.
 *
 * <p>Timeouts belong to the engine: a request has none here except for connecting, and is dropped when its attempt is
 * cancelled. Only HTTP/1.1 is used, since dropping a request closes its connection there; a dead HTTP/2 connection
 * would be reused again and again. Thread-safe.
 */
final class HttpClientHolder implements AutoCloseable {

    /** Shorter than the idle timeouts of the usual servers, which start at 30 s. */
    private static final long KEEP_ALIVE_SECONDS = 20;

    /** More than a busy publisher has; idle connections beyond it are closed at once. */
    private static final int IDLE_CONNECTIONS_MAX = 64;

    private final OkHttpClient client;
    private final @Nullable RequestSigner signer;
    private volatile boolean closed;

    /**
     * Creates a client for one service.
     *
     * @param answerBytesMax the longest response, headers and framing included; a longer one closes its connection
     */
    HttpClientHolder(String host, Duration connectTimeout, long answerBytesMax, @Nullable RequestSigner signer) {
        this.signer = signer;
        Dispatcher dispatcher = new Dispatcher(executor(host));
        // The engine limits the requests in flight; a request queued here would use up its timeout.
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS_MAX, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                .eventListener(new EventListener() {
                    @Override
                    public void connectionReleased(Call call, Connection connection) {
                        evictIfClosed();
                    }
                })
                .socketFactory(new BoundedSockets(answerBytesMax))
                .protocols(List.of(Protocol.HTTP_1_1))
                .fastFallback(false)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(connectTimeout)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO);
        if (signer != null) {
            // Resolving credentials may block, so it runs on the dispatcher's thread.
            builder.addInterceptor(chain -> chain.proceed(signer.sign(chain.request())));
        }
        this.client = builder.build();
    }

    int idleConnections() {
        return client.connectionPool().idleConnectionCount();
    }

    boolean isSigned() {
        return signer != null;
    }

    Call call(Request request) {
        return client.newCall(request);
    }

    @Override
    public void close() {
        closed = true;
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        if (signer != null) {
            signer.close();
        }
    }

    /** The last request may return its connection after the pool was evicted. */
    private void evictIfClosed() {
        if (closed) {
            client.connectionPool().evictAll();
        }
    }

    private static ThreadPoolExecutor executor(String host) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "pinpipe-http " + host + " " + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
