package io.pinpipe.integration.endurance;

import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A server on a raw socket that plays one behaviour, and records what it stored and answered. */
final class HostileServer implements AutoCloseable {

    /** What the client may trust about one request. */
    private static final class Claim {
        private final List<Long> indexes;
        private final byte[] body;

        Claim(List<Long> indexes, byte[] body) {
            this.indexes = indexes;
            this.body = body;
        }
    }

    private static final int SHOWN = 500;

    private final Wire wire;
    private final Behaviour.Script script;
    private final RawServer server;
    private final Set<Long> stored = ConcurrentHashMap.newKeySet();
    private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong positions = new AtomicLong(1_000);

    HostileServer(Wire wire, Behaviour.Script script) {
        this.wire = wire;
        this.script = script;
        this.server = RawServer.start(this::serve);
    }

    Wire wire() {
        return wire;
    }

    int port() {
        return server.port();
    }

    int connections() {
        return server.connections();
    }

    int openConnections() {
        return server.openConnections();
    }

    /** The number of complete requests. */
    int requests() {
        return requests.get();
    }

    /** Whether a complete request carried the event. */
    boolean hasStored(long index) {
        return stored.contains(index);
    }

    /**
     * Whether a response of this server reports the event as stored; arguments are formatted by
     * {@link HostileClient#quoted}.
     */
    boolean hasReported(long index, String partition, String position) {
        return claims.stream()
                .filter(claim -> claim.indexes.contains(index))
                .map(claim -> wire.read(claim.body, claim.indexes.size()).get(claim.indexes.indexOf(index)))
                .anyMatch(place -> place != null
                        && HostileClient.quoted(place.partition()).equals(partition)
                        && HostileClient.quoted(place.position()).equals(position));
    }

    /** The beginning of each response that a client may trust about the event. */
    List<String> answersAbout(long index) {
        return claims.stream()
                .filter(claim -> claim.indexes.contains(index))
                .map(claim ->
                        new String(claim.body, 0, Math.min(SHOWN, claim.body.length), StandardCharsets.ISO_8859_1))
                .toList();
    }

    void storeAll(List<Long> indexes) {
        stored.addAll(indexes);
        requests.incrementAndGet();
    }

    void claim(List<Long> indexes, byte[] body) {
        claims.add(new Claim(indexes, body));
    }

    long nextPosition() {
        return positions.incrementAndGet();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Lets time pass as a slow server does; nothing waits for the end of it. */
    static void rest(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }

    private void serve(RawConnection connection) throws IOException {
        Exchange exchange = new Exchange(this, connection);
        do {
            script.play(exchange);
        } while (exchange.isKeptOpen() && connection.awaitRequest());
    }
}
