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
 * One publisher's HTTP client with its threads and connections.
 *
 * <p>Time is the engine's: a request has no timeout here but the one for connecting, and is dropped when its attempt is
 * cancelled. HTTP/1.1 alone is spoken, since a request that is dropped there takes its connection with it; a dead HTTP/2
 * connection would be used again and again. Thread-safe.
 */
final class HttpClientHolder implements AutoCloseable {

    /** Shorter than the idle timeouts of the usual servers, which are from 30 s up. */
    private static final long KEEP_ALIVE_SECONDS = 20;

    /** More than a busy publisher has; what is idle beyond it is closed at once. */
    private static final int IDLE_CONNECTIONS_MAX = 64;

    private final OkHttpClient client;
    private final @Nullable RequestSigner signer;
    private volatile boolean closed;

    /**
     * For requests to one service.
     *
     * @param answerBytesMax the longest answer with its head and framing; the connection of a longer one is dropped
     */
    HttpClientHolder(String host, Duration connectTimeout, long answerBytesMax, @Nullable RequestSigner signer) {
        this.signer = signer;
        Dispatcher dispatcher = new Dispatcher(executor(host));
        // The engine limits the requests in flight; a request that waited here would lose its time.
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
            // Resolving credentials may block; here it is on the dispatcher's thread.
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

    /** The last request may give its connection back when the pool was emptied already. */
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
