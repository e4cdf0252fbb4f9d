package io.pinpipe.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** The headers that a user adds to every request; their values may be secret and are never shown. Not thread-safe. */
final class RequestHeaders {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([\t -~]*[!-~])?");
    private static final Set<String> OWN = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Sets a header, replacing one of the same name. */
    void put(String name, String value) {
        values.put(name, value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean contains(String name) {
        return values.containsKey(name);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        values.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                problems.add("a header is named '" + RequestRedactor.brief(name)
                        + "': use letters, digits and -, as RFC 9110 allows");
            } else if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                problems.add("the header " + name + " is set by the publisher itself: leave it out");
            } else if (!VALUE.matcher(value).matches()) {
                problems.add("the value of the header " + name
                        + " must be visible ASCII, neither empty nor surrounded by spaces");
            }
        });
        return problems;
    }

    /** The headers, once they are free of problems. */
    Headers toHeaders() {
        Headers.Builder headers = new Headers.Builder().add("User-Agent", "pinpipe");
        values.forEach(headers::set);
        return headers.build();
    }
}
