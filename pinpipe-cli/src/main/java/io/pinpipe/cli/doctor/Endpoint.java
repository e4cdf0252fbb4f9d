package io.pinpipe.cli.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network address of a server.
 *
 * @param host a name or an address, without brackets
 * @param port from 1 to 65535
 */
record Endpoint(String host, int port) {

    private static final Pattern LISTED = Pattern.compile("\\s*(\\[[^\\]]+]|[^\\s:,/@\\[\\]]+):(\\d{1,5})\\s*");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int PORT_MAX = 65_535;

    /** The server of an http or https address. */
    static Endpoint of(URI http) {
        String host = http.getHost();
        if (host == null || http.getPort() > PORT_MAX || http.getPort() == 0) {
            throw new IllegalArgumentException("the address has no valid host and port");
        }
        int port = http.getPort() < 0 ? (isTls(http) ? HTTPS : HTTP) : http.getPort();
        return new Endpoint(bare(host), port);
    }

    /** The servers in a list such as {@code h1:9092,h2:9092}. */
    static List<Endpoint> listed(String servers) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String server : servers.split(",", -1)) {
            Matcher matcher = LISTED.matcher(server);
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > PORT_MAX) {
                throw new IllegalArgumentException("the brokers must be listed as host:port[,host:port]");
            }
            endpoints.add(new Endpoint(bare(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        }
        return endpoints;
    }

    static boolean isTls(URI http) {
        return "https".equalsIgnoreCase(http.getScheme());
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
