package io.pinpipe.spark.kinesis;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The source's options, parsed and validated. */
record SourceOptions(
        String stream,
        String region,
        @Nullable URI endpoint,
        Start start,
        @Nullable Instant startingTimestamp,
        @Nullable Long maxRecordsPerTrigger,
        boolean failOnDataLoss,
        Duration pollInterval,
        int maxAttempts,
        int recordsPerRequest)
        implements Serializable {

    private static final long serialVersionUID = 1;

    private static final List<String> NAMES = List.of(
            "stream",
            "region",
            "endpoint",
            "startingPosition",
            "startingTimestamp",
            "maxRecordsPerTrigger",
            "failOnDataLoss",
            "pollInterval",
            "maxAttempts",
            "recordsPerRequest");

    private static final Pattern STREAM = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(ms|s|m)");
    private static final int ATTEMPTS_MAX = 100;

    /** Where a query without a checkpoint starts. */
    enum Start {
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    /**
     * Parses the options that Spark passes.
     *
     * @throws IllegalArgumentException lists all problems; values of unknown options are not shown, since they may be secret
     */
    static SourceOptions of(Map<String, String> given) {
        Values values = new Values(given);
        String stream = values.required("stream", STREAM, "a stream name, 1 to 128 letters, digits, '_', '.' or '-'");
        String region = values.required("region", REGION, "a region name such as us-east-1");
        URI endpoint = values.read("endpoint", SourceOptions::endpointOf);
        Start start = values.read(
                "startingPosition", SourceOptions::startOf, startOf(KinesisSource.DEFAULT_STARTING_POSITION));
        Instant timestamp = values.read("startingTimestamp", SourceOptions::timestampOf);
        values.require(
                (start == Start.AT_TIMESTAMP) == values.given.containsKey("startingTimestamp"),
                "startingTimestamp and startingPosition=AT_TIMESTAMP need each other");
        values.require(
                timestamp == null || !timestamp.isAfter(Instant.now()), "startingTimestamp must not be in the future");
        SourceOptions options = new SourceOptions(
                stream,
                region,
                endpoint,
                start,
                timestamp,
                values.read("maxRecordsPerTrigger", text -> number(text, 1, Long.MAX_VALUE)),
                values.read("failOnDataLoss", SourceOptions::truth, true),
                values.read("pollInterval", SourceOptions::duration, duration(KinesisSource.DEFAULT_POLL_INTERVAL)),
                values.read("maxAttempts", text -> number(text, 1, ATTEMPTS_MAX), (long)
                                KinesisSource.DEFAULT_MAX_ATTEMPTS)
                        .intValue(),
                values.read(
                                "recordsPerRequest",
                                text -> number(text, 1, KinesisSource.DEFAULT_RECORDS_PER_REQUEST),
                                (long) KinesisSource.DEFAULT_RECORDS_PER_REQUEST)
                        .intValue());
        values.check();
        return options;
    }

    /** The stream's name in messages. */
    String where() {
        return "Kinesis stream '" + stream + "' in " + region + (endpoint == null ? "" : " at " + endpoint);
    }

    private static URI endpointOf(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw endpointProblem();
        }
        boolean bare = address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null
                && List.of("", "/").contains(String.valueOf(address.getRawPath()));
        boolean http = List.of("http", "https").contains(String.valueOf(address.getScheme()));
        if (!http || !bare || address.getHost() == null) {
            throw endpointProblem();
        }
        return address;
    }

    /** The address is not shown, since its user part may contain a password. */
    private static IllegalArgumentException endpointProblem() {
        return new IllegalArgumentException(
                "an address such as https://kinesis.us-east-1.amazonaws.com, a scheme, a host, perhaps a port", null);
    }

    private static Start startOf(String text) {
        return Arrays.stream(Start.values())
                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of " + Arrays.toString(Start.values())));
    }

    private static Instant timestampOf(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time in UTC such as 2026-11-21T10:00:00Z", e);
        }
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Duration duration(String text) {
        Matcher quantity = DURATION.matcher(text);
        if (!quantity.matches()) {
            throw new IllegalArgumentException("a duration such as 200ms, 5s or 1m");
        }
        long number = Long.parseLong(quantity.group(1));
        return switch (quantity.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static Long number(String text, long from, long to) {
        try {
            long number = Long.parseLong(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException("a whole number from " + from + (to == Long.MAX_VALUE ? "" : " to " + to));
    }

    /** The given options by lower-case name, and what is wrong with them. */
    private static final class Values {

        private final Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final List<String> problems = new ArrayList<>();

        Values(Map<String, String> given) {
            this.given.putAll(given);
            Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            NAMES.forEach(name -> known.put(name, name));
            given.keySet().stream()
                    .filter(name -> !known.containsKey(name))
                    .forEach(name -> problems.add("option '" + name + "' is unknown; known options are " + NAMES));
        }

        String required(String name, Pattern pattern, String what) {
            Predicate<String> legal = pattern.asMatchPredicate();
            String value = given.getOrDefault(name, "").strip();
            require(legal.test(value), "option '" + name + "' is required and must be " + what);
            return value;
        }

        <T> T read(String name, Function<String, T> reader, T otherwise) {
            T value = read(name, reader);
            return value == null ? otherwise : value;
        }

        <T> @Nullable T read(String name, Function<String, T> reader) {
            String value = given.get(name);
            try {
                return value == null ? null : reader.apply(value.strip());
            } catch (IllegalArgumentException e) {
                problems.add("option '" + name + "' must be " + e.getMessage());
                return null;
            }
        }

        void require(boolean holds, String problem) {
            if (!holds) {
                problems.add(problem);
            }
        }

        void check() {
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(
                        "The source " + KinesisSource.FORMAT + " cannot be opened: " + String.join("; ", problems));
            }
        }
    }
}
