package io.pinpipe.integration.endurance;

import static io.pinpipe.integration.endurance.Behaviour.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Servers that answer with a status, each of them with nothing, with a page, and with results that a success has. */
final class Statuses {

    private static final int SUCCESSES_END = 300;
    private static final int REFUSALS = 400;

    private static final int[] ALL = {
        200, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 399, 400, 401, 402,
                403,
        404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 425, 426, 428, 429,
                431,
        451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 599, 600, 999
    };

    private Statuses() {}

    static List<Behaviour> all() {
        List<Behaviour> all = new ArrayList<>();
        all.add(server("that answers any status without a body", exchange -> {
            exchange.read();
            int status = ALL[exchange.number() % ALL.length];
            exchange.write("HTTP/1.1 " + status + " S\r\nContent-Length: 0\r\n\r\n");
            exchange.keepOpen();
        }));
        for (int status : ALL) {
            all.add(server("that answers " + status + " with results", exchange -> {
                byte[] body = exchange.read().success();
                boolean believable =
                        status < SUCCESSES_END || (status >= REFUSALS && exchange.wire() == Wire.KAFKA_REST);
                exchange.answer(status + " S", believable ? exchange.believable(body) : body, "Location: /elsewhere");
            }));
        }
        IntStream.of(200, 302, 400, 401, 403, 404, 413, 429, 500, 503)
                .forEach(status -> all.add(server("that answers " + status + " with a page", exchange -> {
                    exchange.read();
                    exchange.answer(
                            status + " S",
                            Exchange.utf8("<html><body>" + "<p>No.".repeat(5_000) + "</body></html>"),
                            "Content-Type: text/html",
                            "Retry-After: " + (exchange.number() % 2 == 0 ? "999999999999" : "-1 soon"));
                })));
        return all;
    }
}
