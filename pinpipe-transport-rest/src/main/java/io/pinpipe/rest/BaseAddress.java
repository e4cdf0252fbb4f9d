package io.pinpipe.rest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The base URL to which request paths are appended. Immutable. */
final class BaseAddress {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    private final URI uri;
    private final String appended;
    private final @Nullable HttpUrl url;

    /**
     * An address as the user gave it; {@link #problems} validates it.
     *
     * @param uri the address
     * @param appended the first path segment that the publisher appends; the address must not already contain it
     */
    BaseAddress(URI uri, String appended) {
        this.uri = uri;
        this.appended = appended;
        this.url = HttpUrl.parse(uri.toString());
    }

    /** What is wrong with the address, one sentence each, without parts that may be secret. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            problems.add("the base address must begin with http:// or https://, and begins with '" + scheme + ":'");
            return problems;
        }
        if (url == null || uri.getRawAuthority() == null) {
            problems.add("the base address has no valid host: write it as https://host/stage");
            return problems;
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            problems.add("the base address must not contain a user name or password: pass them in a header such as"
                    + " Authorization");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            problems.add("the base address must not contain a query or fragment: end it before '?' or '#'");
        }
        if (isApiGateway() && !url.isHttps()) {
            problems.add("API Gateway accepts https only: write https:// instead of http://");
        }
        List<String> segments = url.pathSegments();
        int at = segments.lastIndexOf(appended);
        if (at >= 0 && at >= segments.size() - 3) {
            problems.add("the base address must end before /" + appended
                    + ", which the publisher appends with the destination: " + "write " + before(at));
        }
        return problems;
    }

    /** The address without a trailing slash. */
    HttpUrl url() {
        if (url == null) {
            throw new IllegalStateException("the base address was not validated");
        }
        HttpUrl.Builder builder = url.newBuilder();
        List<String> segments = url.pathSegments();
        for (int i = segments.size() - 1; i > 0 && segments.get(i).isEmpty(); i--) {
            builder.removePathSegment(i);
        }
        return builder.build();
    }

    /** Whether the host is one of API Gateway's own names; custom domain names may lead there as well. */
    boolean isApiGateway() {
        return url != null
                && url.host().contains(".execute-api.")
                && (url.host().endsWith(".amazonaws.com") || url.host().endsWith(".amazonaws.com.cn"));
    }

    /** Whether requests cross the network without TLS. */
    boolean isPlainToElsewhere() {
        return url != null && !url.isHttps() && !isLoopback(url.host());
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || LOOPBACK.matcher(host).matches();
    }

    private String before(int segment) {
        HttpUrl address = url();
        HttpUrl.Builder builder =
                address.newBuilder().username("").password("").query(null).fragment(null);
        for (int i = address.pathSize() - 1; i >= segment; i--) {
            builder.removePathSegment(i);
        }
        String shown = builder.build().toString();
        return shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown;
    }
}
