package io.pinpipe.kinesis;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Validation of an address that replaces the region's own. */
final class Endpoint {

    private static final Pattern LOOPBACK =
            Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

    private Endpoint() {}

    /** Parses an address; errors do not show the text, since its user part may contain a password. */
    static URI parse(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is not an address such as http://127.0.0.1:4567", null);
        }
    }

    /** What is wrong with an address; the address is not shown, since its user part may contain a password. */
    static List<String> problems(URI endpoint, boolean allowPlainHttp) {
        List<String> problems = new ArrayList<>();
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        boolean bare = endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && Set.of("", "/").contains(String.valueOf(endpoint.getRawPath()));
        if (!Set.of("http", "https").contains(scheme) || endpoint.getHost() == null || !bare) {
            problems.add("endpoint must be an address such as https://kinesis.us-east-1.amazonaws.com: a scheme http or"
                    + " https, a host, perhaps a port, and nothing else");
        } else if (scheme.equals("http") && !isLoopback(endpoint.getHost()) && !allowPlainHttp) {
            problems.add("signatures and records would go to the endpoint over http:// in the clear:"
                    + " write https://, or set allowPlainHttp=true if the network is trusted");
        }
        return problems;
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
