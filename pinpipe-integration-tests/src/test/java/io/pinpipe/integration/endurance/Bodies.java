package io.pinpipe.integration.endurance;

import static io.pinpipe.integration.endurance.Behaviour.server;
import static io.pinpipe.integration.endurance.Exchange.utf8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Servers that answer 200 with a body that is invalid, or valid in an unusual way. */
final class Bodies {

    private static final int DEPTH = 100_000;
    private static final int NAMES = 200_000;

    /** So many that an answer with many names is not too long for them. */
    private static final int MANY_EVENTS = 500;

    private Bodies() {}

    static List<Behaviour> all(Wire wire) {
        List<Behaviour> all = new ArrayList<>(List.of(
                body("nothing", exchange -> ""),
                body("null", exchange -> "null"),
                body("a number", exchange -> "1"),
                body("an array", exchange -> "[]"),
                body("an empty object", exchange -> "{}"),
                body("blanks", exchange -> " \r\n".repeat(100)),
                body("garbage", exchange -> "\u0000\u0001\u00ff{\"".repeat(50)),
                body("half of it", exchange -> half(answer(exchange))),
                body("all but its last bracket", exchange -> cut(answer(exchange))),
                body("its results alone", exchange -> "[" + String.join(",", exchange.stored()) + "]"),
                body(
                        "its results as a text",
                        exchange -> "\"" + answer(exchange).replace("\"", "\\\"") + "\""),
                body("no results", exchange -> exchange.wire().answer(List.of())),
                body(
                        "a result too few",
                        exchange -> few(exchange, exchange.indexes().size() - 1)),
                body(
                        "a result too many",
                        exchange -> few(exchange, exchange.indexes().size() + 1)),
                body("many results too many", exchange -> few(exchange, 2_000)),
                body("results by another name", exchange -> answer(exchange).replace(results(exchange), "\"result\"")),
                body(
                        "an object for the results",
                        exchange -> "{" + results(exchange) + ":{\"0\":" + one(exchange) + "}}"),
                body("null for the results", exchange -> "{" + results(exchange) + ":null}"),
                body("the same position for all", Bodies::samePosition),
                body(
                        "two lists of results",
                        exchange -> cut(answer(exchange)) + "," + results(exchange) + ":[" + one(exchange) + "]}"),
                body(
                        "an error beside the results",
                        exchange -> cut(answer(exchange)) + ",\"__type\":\"InternalFailure\",\"message\":\"no\"}"),
                body(
                        "an error code beside the results",
                        exchange -> cut(answer(exchange)) + ",\"error_code\":50002,\"message\":\"no\"}"),
                body("deep nesting alone", exchange -> "[".repeat(DEPTH)),
                body(
                        "deep nesting before the results",
                        exchange -> "{\"x\":" + nest("[", "]") + ","
                                + answer(exchange).substring(1)),
                body(
                        "deep objects before the results",
                        exchange -> "{\"x\":" + nest("{\"x\":", "}").replace(":}", ":0}") + ","
                                + answer(exchange).substring(1)),
                body(
                        "a number of many digits",
                        exchange -> answer(exchange).replaceFirst("1\\d{3}", "1".repeat(60_000))),
                body("a sequence of blanks before it", exchange -> " ".repeat(10 << 20) + answer(exchange)),
                body(
                        "garbage in place of a text",
                        exchange -> "{\"x\":\"\u0000\"," + answer(exchange).substring(1)),
                bytes(
                        "a mark of its byte order",
                        exchange -> ("\ufeff" + answer(exchange)).getBytes(StandardCharsets.UTF_8)),
                bytes("two bytes a character", exchange -> answer(exchange).getBytes(StandardCharsets.UTF_16BE)),
                bytes(
                        "bytes that are no UTF-8",
                        exchange -> ("{\"x\":\"\u00ff\u00fe\","
                                        + answer(exchange).substring(1))
                                .getBytes(StandardCharsets.ISO_8859_1)),
                many("many names", exchange -> names("") + answer(exchange).substring(1)),
                many(
                        "many names of one hash",
                        exchange -> names("AaAaAaBB") + answer(exchange).substring(1)),
                many("many names in a result", exchange -> {
                    List<String> entries = exchange.stored();
                    entries.set(0, names("") + entries.get(0).substring(1));
                    return exchange.wire().answer(entries);
                })));
        wire.strangeEntries()
                .forEach((name, entry) -> all.add(body(name, exchange -> {
                    List<String> entries = exchange.stored();
                    entries.set(entries.size() / 2, entry);
                    return exchange.wire().answer(entries);
                })));
        return all;
    }

    private static Behaviour body(String name, Function<Exchange, String> body) {
        return bytes(name, exchange -> utf8(body.apply(exchange)));
    }

    private static Behaviour bytes(String name, Function<Exchange, byte[]> body) {
        return server("that answers with " + name, exchange -> {
            exchange.read();
            exchange.answer("200 OK", exchange.believable(body.apply(exchange)), "Content-Type: application/json");
            exchange.keepOpen();
        });
    }

    private static Behaviour many(String name, Function<Exchange, String> body) {
        return new Behaviour(
                "that answers with " + name, MANY_EVENTS, body(name, body).script());
    }

    private static String answer(Exchange exchange) {
        return exchange.wire().answer(exchange.stored());
    }

    private static String few(Exchange exchange, int count) {
        String[] entries = new String[count];
        Arrays.setAll(entries, i -> one(exchange));
        return exchange.wire().answer(List.of(entries));
    }

    private static String samePosition(Exchange exchange) {
        List<String> entries = exchange.stored();
        entries.replaceAll(entry -> entries.get(0));
        return exchange.wire().answer(entries);
    }

    private static String one(Exchange exchange) {
        return exchange.wire().stored(exchange.position());
    }

    private static String results(Exchange exchange) {
        return '"' + exchange.wire().results() + '"';
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    private static String cut(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static String nest(String open, String close) {
        return open.repeat(DEPTH) + close.repeat(DEPTH);
    }

    /** The beginning of an object with many unknown fields. */
    private static String names(String prefix) {
        StringBuilder names = new StringBuilder("{");
        for (int name = 0; name < NAMES; name++) {
            names.append('"').append(prefix).append(Integer.toString(name, 36)).append("\":0,");
        }
        return names.toString();
    }
}
