package io.pinpipe.cli.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resolves names and connects. One of several servers is enough, as for clients that learn the others from it.
 * Thread-safe.
 */
final class Network {

    private final Duration patience;

    /**
     * @param patience how long to wait for a connection to one address
     */
    Network(Duration patience) {
        this.patience = patience;
    }

    CheckResult dns(List<Endpoint> servers) {
        List<String> found = new ArrayList<>();
        Set<String> unknown = new LinkedHashSet<>();
        Set<String> hosts = servers.stream().map(Endpoint::host).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String host : hosts) {
            try {
                found.add(host + " is "
                        + Arrays.stream(InetAddress.getAllByName(host))
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(", ")));
            } catch (UnknownHostException e) {
                unknown.add(host);
            }
        }
        if (found.isEmpty()) {
            return CheckResult.wrong(
                    "no address is known for " + String.join(", ", unknown),
                    "correct the host name, or check this machine's DNS or VPN");
        }
        return unknown.isEmpty()
                ? CheckResult.ok(String.join("; ", found))
                : CheckResult.hint(
                        String.join("; ", found) + "; no address is known for " + String.join(", ", unknown),
                        "correct or remove the unknown hosts");
    }

    CheckResult tcp(List<Endpoint> servers) {
        List<String> open = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (Endpoint server : servers) {
            try (Socket socket = connect(server)) {
                open.add(server + " accepts connections");
            } catch (IOException e) {
                closed.add(server + " " + reason(e));
            }
        }
        String advice = "start the server, correct host and port, or allow this machine in its firewall or security"
                + " group"
                + (servers.stream().anyMatch(Network::isPrivate)
                        ? "; its address is private, and only reachable from its own network or by VPN"
                        : "");
        if (open.isEmpty()) {
            return CheckResult.wrong(String.join("; ", closed), advice);
        }
        return closed.isEmpty()
                ? CheckResult.ok(String.join("; ", open))
                : CheckResult.hint(String.join("; ", open) + "; " + String.join("; ", closed), advice);
    }

    /** Connects to the first address of a server that accepts; reads of the socket time out. */
    Socket connect(Endpoint server) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(server.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, server.port()), millis());
                socket.setSoTimeout(millis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure == null ? new UnknownHostException(server.host()) : failure;
    }

    private static boolean isPrivate(Endpoint server) {
        try {
            return InetAddress.getByName(server.host()).isSiteLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    int millis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }

    static String reason(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "does not respond in time";
        }
        if (e instanceof NoRouteToHostException) {
            return "cannot be reached, there is no route to it";
        }
        if (e instanceof UnknownHostException) {
            return "has an unknown host name";
        }
        return e instanceof ConnectException ? "refuses connections" : "cannot be reached, " + e.getMessage();
    }
}
