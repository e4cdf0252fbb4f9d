package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that must restart on the same one.
 *
 * <p>The ports lie below the ephemeral range. From within that range, a client that keeps retrying a stopped server can
 * be assigned the server's own port, connect to itself and keep the server from restarting.
 */
final class FreePort {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    /**
     * One share for each process, by process id: a concurrent process may have chosen a port without listening on it
     * yet.
     */
    private static final int SHARE = 1_000;

    private static final int BEGIN =
            FIRST + SHARE * (int) (ProcessHandle.current().pid() % ((LAST - FIRST) / SHARE));
    private static final int TRIES = 1_000;

    /** Ports of servers that may not be listening yet or may restart. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** Returns a port of 127.0.0.1 that nothing listens on and that was not returned before. */
    static int next() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(BEGIN, BEGIN + SHARE);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port was found between " + BEGIN + " and " + (BEGIN + SHARE));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
