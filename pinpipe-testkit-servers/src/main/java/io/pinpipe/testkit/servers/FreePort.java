package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that must come back on the same one.
 *
 * <p>They lie below the range from which systems take the ports of outgoing connections. From within that range, a
 * client that tries again and again to reach a stopped server can be given the server's own port, connect to itself and
 * keep the server from starting again.
 */
final class FreePort {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    /** A share for each process, by its number: one beside it may have chosen a port that it does not listen on yet. */
    private static final int SHARE = 1_000;

    private static final int BEGIN =
            FIRST + SHARE * (int) (ProcessHandle.current().pid() % ((LAST - FIRST) / SHARE));
    private static final int TRIES = 1_000;

    /** For servers that may not listen yet, or are to come back. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port of 127.0.0.1 that nothing listens on at the moment, and that was not given before. */
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
